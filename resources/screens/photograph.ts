/**
 * Photographs every screen in its states, in both themes and two window sizes, into `screens/` at the top of the project:
 * `npm run screens`, or `npm run screens -- inbox` for those whose name holds a word. For people to look at; nothing is compared.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { findBrowser } from '../../e2e/find-browser.ts';
import { type App, startApp } from '../../e2e/fixtures.ts';
import { seed } from './seed.ts';
import { emptyViews, seededViews, type View } from './views.ts';

const folder = path.join(import.meta.dirname, '../../screens');
const sizes = [
  { width: 1360, height: 880 },
  { width: 1024, height: 680 },
] as const;
const themes = ['light', 'dark'] as const;
const wanted = process.argv.slice(2);

/** Waits until nothing is loading any more and fonts and layout are done. */
const settle = async (page: Page): Promise<void> => {
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
};

const takeAll = async (browser: Browser, app: App, views: readonly View[]): Promise<number> => {
  const chosen = views.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  let taken = 0;
  for (const theme of themes)
    for (const viewport of sizes) {
      const context = await browser.newContext({
        viewport,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        colorScheme: theme,
      });
      await context.addInitScript((choice) => localStorage.setItem('whenthen.theme', choice), theme);
      const page = await context.newPage();
      await page.goto(app.url);
      for (const { name, route, prepare } of chosen) {
        await page.goto(new URL(`/#${typeof route === 'string' ? route : await route(app)}`, app.url).href);
        await page.reload();
        try {
          await prepare(page);
          await settle(page);
        } catch (thrown) {
          console.error(`${name}: ${thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown)}`);
          process.exitCode = 1;
        }
        await page.screenshot({ path: path.join(folder, `${name}-${theme}-${viewport.width}.png`) });
        taken += 1;
      }
      await context.close();
    }
  return taken;
};

const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
mkdirSync(folder, { recursive: true });
const app = await startApp();
try {
  const empty = await takeAll(browser, app, emptyViews);
  await seed(app);
  const seeded = await takeAll(browser, app, seededViews);
  console.log(`${empty + seeded} photographs in ${folder}`);
} finally {
  await app.dispose();
  await browser.close();
}
