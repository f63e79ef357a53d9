import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const gauge = { kind: 'gauge', name: 'demo' };
const rule = { direction: 'above', limit: 90, backAt: 90, forMs: 0, everyMs: 1000, noDataMs: 0 } as const;

const flow = drawFlow(
  {
    watch: { type: 'threshold', params: { metric: gauge, limit: 90, everySeconds: 1 } },
    high: { type: 'map', params: { fields: [{ name: 'now', value: '{{ trigger.value }}' }] } },
    low: { type: 'map', params: { fields: [{ name: 'now', value: '{{ trigger.value }}' }] } },
  },
  ['watch.out > high', 'watch.normal > low'],
  { name: 'Gauge' },
);

const stepsOf = async ({ call }: TestEngine) => {
  const runs = await call('runs.list', {});
  const details = await Promise.all(runs.map(({ id }) => call('runs.show', { run: id })));
  return details.map(({ steps }) => steps.map(({ node }) => node).join()).reverse();
};
const runsAre = (app: TestEngine, expected: string[]) =>
  expect.poll(() => stepsOf(app), { timeout: 8000 }).toEqual(expected);

test('a gauge that is turned up and down starts each branch once, also over a restart', async () => {
  const first = await openTestEngine();
  await first.call('gauge.set', { name: 'demo', value: 95 });
  await first.importFlow(flow);
  await runsAre(first, ['high']);
  const app = await first.restart();
  const past = () => app.call('monitors.replay', { flow: 'Gauge', node: 'watch', metric: { kind: 'gauge' }, rule });
  const before = (await past()).readings.length;
  await expect.poll(async () => (await past()).readings.length, { timeout: 8000 }).toBeGreaterThan(before);
  expect(await stepsOf(app)).toEqual(['high']);
  await app.call('gauge.set', { name: 'demo', value: 20 });
  await runsAre(app, ['high', 'low']);
  // The past, judged by the rule it had and by another.
  expect((await past()).fired.map(({ value }) => value)).toEqual([95]);
  const lower = await app.call('monitors.replay', {
    flow: 'Gauge',
    node: 'watch',
    metric: { kind: 'gauge' },
    rule: { ...rule, limit: 99, backAt: 99 },
  });
  expect(lower.fired).toEqual([]);
});

test('a number is shown while it is set up, without asking for permission', async () => {
  const { call, dataDir } = await openTestEngine();
  const file = join(dataDir, 'files', 'stock.db');
  const db = new Database(file);
  db.exec('CREATE TABLE stock (item TEXT, left_over INTEGER); INSERT INTO stock VALUES (1, 4), (2, 3)');
  db.close();
  const table = { kind: 'sqlite', file: 'stock.db', table: 'stock' } as const;
  expect(await call('monitors.now', { metric: table })).toEqual({ value: 2 });
  expect(await call('monitors.now', { metric: { ...table, take: 'sum', column: 'left_over' } })).toEqual({ value: 7 });
  await expect(call('monitors.now', { metric: { ...table, take: 'sum', column: 'gone' } })).rejects.toMatchObject({
    code: 'database.no-column',
  });
  expect(await call('monitors.now', { metric: { kind: 'gauge' } })).toEqual({ value: null });
  expect(await call('monitors.now', { metric: { kind: 'flow-errors' } })).toEqual({ value: 0 });
  await expect(call('monitors.now', { metric: { kind: 'flow-errors', flow: 'x' } })).rejects.toMatchObject({
    code: 'metric.no-flow',
  });
});
