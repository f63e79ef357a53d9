import { chromium, type Page } from '@playwright/test';
import { deliver, importStripeRouter, paid } from '../deliveries.ts';
import { findBrowser } from '../find-browser.ts';
import { startApp } from '../fixtures.ts';
import { seedRuns } from '../seed-runs.ts';

/**
 * How long Activity takes to show its first rows with 100,000 runs, over the wire and in a browser. Prints figures, judges
 * nothing. `node e2e/bench/activity.ts [runs]`
 */

const total = Number(process.argv[2] ?? 100_000);

interface Asked {
  /** Until the first row came, in ms. */
  firstMs: number;
  /** The longest single call. */
  longestMs: number;
  calls: number;
  found: number;
}

/** Asks for pages over a socket of the page until there are 100 rows or nothing more, as the list does. */
const ask = (page: Page, filter: object): Promise<Asked> =>
  page.evaluate(async (input) => {
    const ticket = await (await fetch('./ticket', { method: 'POST', headers: { 'X-WhenThen-CSRF': '1' } })).text();
    const socket = new WebSocket(`ws://${location.host}/wire?ticket=${ticket}`);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const call = (id: number, given: object): Promise<{ items: unknown[]; next: string | null }> =>
      new Promise((resolve) => {
        socket.addEventListener('message', ({ data }) => {
          const reply = JSON.parse(String(data));
          if (reply.kind === 'reply' && reply.id === id) resolve(reply.output);
        });
        socket.send(JSON.stringify({ kind: 'call', id, method: 'runs.page', input: given }));
      });
    const startedAt = performance.now();
    let [firstMs, longestMs, calls, found, before] = [Number.NaN, 0, 0, 0, undefined as string | undefined];
    do {
      const calledAt = performance.now();
      calls += 1;
      const { items, next } = await call(calls, { limit: 100, ...input, ...(before && { before }) });
      longestMs = Math.max(longestMs, performance.now() - calledAt);
      found += items.length;
      if (Number.isNaN(firstMs) && found > 0) firstMs = performance.now() - startedAt;
      before = next ?? undefined;
    } while (before !== undefined && found < 100);
    socket.close();
    return { firstMs, longestMs, calls, found };
  }, filter);

const round = ({ firstMs, longestMs, ...rest }: Asked) => ({
  firstMs: Math.round(firstMs),
  longestMs: Math.round(longestMs),
  ...rest,
});

const app = await startApp();
await importStripeRouter(app);
await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(app.url);
await page.goto(new URL('/#/activity', app.url).href);
await page.getByRole('gridcell', { name: 'Done' }).first().waitFor();
await app.kill();
seedRuns(app.dataDir, total);
await app.restart();

await page.reload();
const rows = page.getByRole('gridcell', { name: 'Done' });
await rows.first().waitFor();
const shownMs: number[] = [];
for (let time = 0; time < 5; time += 1) {
  await page.goto(new URL('/#/connections', app.url).href);
  await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
  const startedAt = performance.now();
  await page.goto(new URL('/#/activity', app.url).href);
  await rows.first().waitFor();
  shownMs.push(Math.round(performance.now() - startedAt));
}
console.log(`${total.toLocaleString('en')} runs stored`);
console.log(`Activity opened, until its first rows stand in the browser: ${shownMs.join(', ')} ms`);
console.table({
  'all runs': round(await ask(page, {})),
  'failed runs (1 of 997)': round(await ask(page, { statuses: ['failed'] })),
  'stopped runs (none)': round(await ask(page, { statuses: ['cancelled'] })),
  'text in every run': round(await ask(page, { text: 'acme' })),
  'text in one old run': round(await ask(page, { text: `jane${Math.round(total * 0.9)}@` })),
  'text nowhere': round(await ask(page, { text: 'nobody wrote this' })),
});
await browser.close();
await app.dispose();
