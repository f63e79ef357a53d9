import type { Page } from '@playwright/test';
import { deliver, importStripeRouter, paid } from '../deliveries.ts';
import type { App } from '../fixtures.ts';
import { activityPage } from '../pages/activity-page.ts';
import { seedRuns } from '../seed-runs.ts';
import { percentile } from './frames.ts';

/** How quick Activity is with many runs; all in ms. */
export interface ActivityFigures {
  runs: number;
  /** From another screen to the first rows in the browser; the middle of five times. */
  firstRowsMs: number;
  /** From the last key of a search to the one run it finds. */
  findOneMs: number;
  /** Going down page by page until this row, and how long that took. */
  scrolledToRow: number;
  scrollMs: number;
}

const scrolledRows = 5000;

const openTimes = async (app: App, page: Page): Promise<number[]> => {
  const times: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    await page.goto(new URL('/#/connections', app.url).href);
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    const startedAt = performance.now();
    await page.goto(new URL('/#/activity', app.url).href);
    await activityPage(page).rows.first().waitFor();
    times.push(performance.now() - startedAt);
  }
  return times;
};

/** Fills the app with runs, for which it is stopped and started again, and measures how their list opens, finds and scrolls. */
export const measureActivity = async (app: App, page: Page, runs = 100_000): Promise<ActivityFigures> => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  await page.goto(new URL('/#/activity', app.url).href);
  await page.getByRole('gridcell', { name: 'Done' }).first().waitFor();
  await app.kill();
  seedRuns(app.dataDir, runs);
  await app.restart();
  await page.reload();
  const activity = activityPage(page);
  await activity.rows.first().waitFor();
  const firstRowsMs = percentile(await openTimes(app, page), 0.5);

  await activity.search.pressSequentially('ana@example.com');
  const typedAt = performance.now();
  await activity.row('ana@example.com').first().waitFor();
  const findOneMs = Math.round(performance.now() - typedAt);

  await activity.search.fill('');
  await activity.row('jane').first().waitFor();
  await activity.grid.focus();
  const startedAt = performance.now();
  let scrolledToRow = 0;
  while (scrolledToRow < scrolledRows) {
    await page.keyboard.press('End');
    scrolledToRow = Number(await activity.rows.last().getAttribute('aria-rowindex'));
  }
  return { runs, firstRowsMs, findOneMs, scrolledToRow, scrollMs: Math.round(performance.now() - startedAt) };
};
