/**
 * Every figure of the screens in one table: start, typing, the canvas with 500 steps, Activity with 100,000 runs. Judges
 * nothing: machines differ. Build the screens first. `node e2e/bench/all.ts [file]` also writes the figures as JSON.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../find-browser.ts';
import { type App, startApp } from '../fixtures.ts';
import { measureActivity } from './measure-activity.ts';
import { measureCanvas } from './measure-canvas.ts';
import { measureStart } from './measure-start.ts';
import { measureTyping } from './measure-typing.ts';

const file = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../dist/bench/screens.json'));

/** Measures in an app and a page of its own. */
const alone = async <Figures>(
  browser: Browser,
  measure: (app: App, page: Page) => Promise<Figures>,
): Promise<Figures> => {
  const app = await startApp();
  const page = await browser.newPage({ viewport: { width: 1360, height: 880 } });
  try {
    await page.goto(app.url);
    return await measure(app, page);
  } finally {
    await page.close();
    await app.dispose();
  }
};

const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  const figures = {
    start: await measureStart(browser),
    typing: await alone(browser, measureTyping),
    canvas: await alone(browser, measureCanvas),
    activity: await alone(browser, measureActivity),
  };
  console.table(
    Object.entries(figures).flatMap(([part, values]) =>
      Object.entries(values).map(([what, value]) => ({ part, what, value })),
    ),
  );
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
}
