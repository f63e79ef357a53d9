import { defineConfig } from '@playwright/test';
import { whyNoDesktop } from './desktop.ts';
import { findBrowser } from './find-browser.ts';

const executablePath = findBrowser();

const desktopOnly = /desktop\.spec\.ts$/;
const noDesktop = whyNoDesktop();
// Workers read this file too; one of all says it.
if (noDesktop !== undefined && process.env.TEST_WORKER_INDEX === undefined)
  console.log(`The stories in the desktop window are left out: ${noDesktop}.`);

/** Stories run against the built screens and a real engine; each has a data folder and ports of its own. */
export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A busy machine may be late once; what fails twice has failed. The list says which were.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./scorecard-reporter.ts'], ['../scripts/stories-reporter.mjs']],
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1360, height: 880 },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    // Recording takes a fifth of the time of every story; the second try of one that failed is worth it.
    trace: 'on-first-retry',
    launchOptions: { ...(executablePath && { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage'] },
  },
  projects: [
    { name: 'browser', testIgnore: desktopOnly },
    ...(noDesktop === undefined ? [{ name: 'desktop', testMatch: desktopOnly }] : []),
  ],
});
