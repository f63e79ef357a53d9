import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { untilAsync } from '../testing/until.ts';

const start = Date.UTC(2026, 10, 23, 12, 50);
const hourly = drawFlow(
  {
    every: { type: 'schedule', params: { cron: '0 * * * *' } },
    keep: { type: 'map', params: { fields: [{ name: 'at', value: '{{ trigger.scheduledAt }}' }] } },
  },
  ['every > keep'],
  { settings: { timeZone: 'UTC' } },
);

const events = (app: TestEngine) => app.call('events.list', { limit: 100 });
const advance = async (clock: FakeClock, minutes: number) => {
  for (let each = 0; each < minutes * 2; each++) {
    clock.advance(30_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
};
const known = (app: TestEngine, count: number) => untilAsync(async () => (await events(app)).length === count);

test('a schedule keeps an event with its verdict and starts a run', async () => {
  const clock = createFakeClock(start);
  const app = await openTestEngine({ clock });
  await app.importFlow(hourly);
  await advance(clock, 11);
  const run = await app.waitForRun('succeeded');
  expect(run.steps.find(({ node }) => node === 'keep')?.output).toEqual({ at: '2026-11-23T13:00:00.000Z' });
  expect(await events(app)).toMatchObject([{ verdict: 'started', kind: 'schedule' }]);
});

test('a restart catches up once, and never fires a time twice', async () => {
  const clock = createFakeClock(start);
  const first = await openTestEngine({ clock });
  await first.importFlow(hourly);
  await advance(clock, 11);
  await first.waitForRun('succeeded');
  clock.setWall(Date.UTC(2026, 10, 23, 15, 30));
  const again = await first.restart();
  await known(again, 3);
  const verdicts = (await events(again)).map(({ verdict }) => verdict).sort();
  expect(verdicts).toEqual(['missed', 'started', 'started']);
  const third = await again.restart();
  await advance(clock, 1);
  expect(await events(third)).toHaveLength(3);
});

test('switched off and on again nothing is caught up with', async () => {
  const clock = createFakeClock(start);
  const app = await openTestEngine({ clock });
  const { id } = await app.importFlow(hourly);
  await app.call('flows.turnOff', { flow: id });
  clock.setWall(Date.UTC(2026, 10, 23, 15, 30));
  await app.call('flows.turnOn', { flow: id });
  await advance(clock, 31);
  await app.waitForRun('succeeded');
  expect(await events(app)).toHaveLength(1);
});

test.each(['before-commit', 'after-commit'])('a crash %s neither loses a time nor fires it twice', async (point) => {
  const clock = createFakeClock(start);
  const first = await openTestEngine({ clock });
  await first.importFlow(hourly);
  await first.stop();
  const nowMs = Date.UTC(2026, 10, 23, 13, 0, 10);
  const child = fileURLToPath(new URL('../testing/crash-engine-child.ts', import.meta.url));
  const { signal, stderr } = spawnSync(
    process.execPath,
    [child, JSON.stringify({ dataDir: first.dataDir, nowMs, point, hit: 0 })],
    { encoding: 'utf8' },
  );
  expect(`${signal} ${stderr}`).toContain('SIGKILL');
  const app = await openTestEngine({ dataDir: first.dataDir, clock: createFakeClock(nowMs + 5000) });
  const run = await app.waitForRun('succeeded');
  expect(run.status).toBe('succeeded');
  expect(await events(app)).toMatchObject([{ verdict: 'started' }]);
  expect(await app.call('runs.list', { limit: 10 })).toHaveLength(1);
});

test('a schedule is explained before it is switched on', async () => {
  const app = await openTestEngine({ clock: createFakeClock(start) });
  expect(await app.call('schedules.preview', { text: 'weekdays at 7:30', zone: 'Europe/Lisbon', count: 2 })).toEqual({
    sentence: 'every Monday to Friday at 07:30',
    cron: '30 7 * * 1-5',
    everySeconds: null,
    next: ['2026-11-24T07:30:00.000Z', '2026-11-25T07:30:00.000Z'],
    clockChanges: [],
  });
});
