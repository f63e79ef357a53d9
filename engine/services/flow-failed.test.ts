import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { untilAsync } from '../testing/until.ts';

const failing = (name: string) =>
  drawFlow(
    {
      hook: { type: 'webhook', params: { path: name.toLowerCase() } },
      stop: { type: 'stop', name: 'Give up', params: { as: 'failed', message: 'No stock' } },
    },
    ['hook > stop'],
    { name },
  );
const watcher = (name: string, params: object, end: 'done' | 'failed' = 'done') =>
  drawFlow(
    {
      failed: { type: 'flow-failed', params: params as never },
      stop: { type: 'stop', params: { as: end, message: 'x' } },
    },
    ['failed > stop'],
    { name },
  );

const runsOf = async (app: TestEngine, flow: string) => app.call('runs.list', { flow, limit: 50 });
const allDone = (app: TestEngine) =>
  untilAsync(async () =>
    (await app.call('runs.list', { limit: 50 })).every(({ status }) => status === 'failed' || status === 'succeeded'),
  );

test('a failed run of another flow starts it, once, and is told', async () => {
  const app = await openTestEngine();
  await app.importFlow(failing('Orders'));
  await app.importFlow(watcher('Alarm', {}));
  await app.importFlow(watcher('Other', { flows: ['Invoices'] }));
  await app.post('orders', { n: 1 });
  await app.waitForRun('succeeded');
  await allDone(app);
  const [failed] = await runsOf(app, 'Orders');
  const [alarm, ...more] = await runsOf(app, 'Alarm');
  expect([more, await runsOf(app, 'Other')]).toEqual([[], []]);
  const { payload } = await app.call('runs.show', { run: alarm?.id as never });
  expect(payload).toEqual({
    flow: 'Orders',
    run: failed?.id,
    error: expect.objectContaining({ message: 'No stock' }),
    failedStep: 'Give up',
    startedAt: expect.any(String),
  });
});

test('flows that wait for failures never start each other or themselves', async () => {
  const app = await openTestEngine();
  await app.importFlow(failing('Orders'));
  await app.importFlow(watcher('One', {}, 'failed'));
  await app.importFlow(watcher('Two', { flows: 'all' }, 'failed'));
  await app.post('orders', {});
  await untilAsync(async () => (await app.call('runs.list', { limit: 50 })).length >= 3);
  await allDone(app);
  expect(await app.call('runs.list', { limit: 50 })).toHaveLength(3);
});

test('a crash neither loses a failure nor tells it twice', async () => {
  const app = await openTestEngine();
  await app.importFlow(failing('Orders'));
  await app.importFlow(watcher('Alarm', {}));
  await app.stop();
  // Before and after the commits of what arrived, and of the end of its run.
  for (const [point, hit] of [
    ['after-commit', 0],
    ['before-commit', 1],
    ['after-commit', 1],
  ] as const) {
    const child = fileURLToPath(new URL('../testing/crash-engine-child.ts', import.meta.url));
    const argument = JSON.stringify({ dataDir: app.dataDir, point, hit, deliver: 'orders' });
    expect(spawnSync(process.execPath, [child, argument]).signal).toBe('SIGKILL');
  }
  const again = await openTestEngine({ dataDir: app.dataDir });
  await allDone(again);
  const failed = (await runsOf(again, 'Orders')).map(({ id }) => id);
  const told = await Promise.all(
    (await runsOf(again, 'Alarm')).map(async ({ id }) => {
      const { payload } = await again.call('runs.show', { run: id });
      return (payload as { run: string }).run;
    }),
  );
  expect(failed.length).toBeGreaterThan(1);
  expect(told.sort()).toEqual(failed.sort());
});
