import { expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { untilAsync } from '../testing/until.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 23, 12, 50);
const hourly = (name: string, missed: string) =>
  drawFlow(
    {
      every: { type: 'schedule', params: { cron: '0 * * * *', missed } },
      keep: { type: 'map', params: { fields: [{ name: 'at', value: '{{ trigger.scheduledAt }}' }] } },
    },
    ['every > keep'],
    { name, settings: { timeZone: 'UTC' } },
  );
const report = (app: TestEngine) => app.call('away.report', {});
const breathe = () => new Promise((resolve) => setImmediate(resolve));
const tick = async (clock: FakeClock) => {
  clock.advance(5000);
  await breathe();
};

/** Runs a flow, closes the app at 12:50 and opens it again at 15:30. */
const openAfterAbsence = async (missed: string) => {
  const clock = createFakeClock(start);
  const first = await openTestEngine({ clock });
  await first.importFlow(hourly('Hourly', missed));
  await tick(clock);
  await first.stop();
  clock.setWall(Date.UTC(2026, 10, 23, 15, 30));
  const app = await first.restart();
  await untilAsync(async () => (await app.call('events.list', { limit: 100 })).length >= 3);
  return { app, clock };
};

test('after a short break there is nothing to tell', async () => {
  const clock = createFakeClock(start);
  const first = await openTestEngine({ clock });
  await first.importFlow(hourly('Hourly', 'run-once'));
  clock.setWall(start + 60_000);
  const app = await first.restart();
  expect(await report(app)).toEqual({
    from: null,
    to: null,
    reason: null,
    missed: [],
    caughtUp: [],
    waiting: [],
    gaps: [],
  });
});

test('closed for hours: what was missed, what was caught up, and again after a restart', async () => {
  const { app, clock } = await openAfterAbsence('run-once');
  const told = await report(app);
  expect(told).toMatchObject({
    from: '2026-11-23T12:50:05.000Z',
    to: '2026-11-23T15:30:00.000Z',
    reason: 'closed',
    missed: [
      { flow: 'Hourly', dueAt: '2026-11-23T14:00:00.000Z', canRun: true },
      { flow: 'Hourly', dueAt: '2026-11-23T13:00:00.000Z', canRun: true },
    ],
    caughtUp: [{ flow: 'Hourly', dueAt: '2026-11-23T15:00:00.000Z', missedCount: 3 }],
    waiting: [],
  });
  await app.waitForRun('succeeded');
  const again = await app.restart({ clock });
  expect(await report(again)).toEqual(told);
  expect(await again.call('away.dismiss', {})).toMatchObject({ from: null, missed: [], caughtUp: [] });
  const third = await again.restart({ clock });
  expect(await report(third)).toMatchObject({ from: null, missed: [], caughtUp: [] });
  expect((await third.call('away.report', { since: '2026-11-23T12:00:00.000Z' })).missed).toHaveLength(2);
});

test('times that ask wait through restarts and being put away until the person decides', async () => {
  const { app, clock } = await openAfterAbsence('ask');
  await app.call('away.dismiss', {});
  const again = await app.restart({ clock });
  const { waiting, missed } = await report(again);
  expect([waiting.length, missed]).toEqual([3, []]);
  const [latest, middle, oldest] = waiting;
  if (!latest || !middle || !oldest) throw new Error('three times should wait');

  const { runs } = await again.call('away.runNow', { events: [oldest.event, latest.event] });
  expect(runs).toHaveLength(2);
  for (const run of runs) expect((await again.waitForRun(run)).status).toBe('succeeded');
  const [first, second] = await Promise.all(runs.map((run) => again.call('runs.show', { run })));
  expect([first?.payload, second?.payload]).toMatchObject([
    { scheduledAt: oldest.dueAt },
    { scheduledAt: latest.dueAt },
  ]);
  expect(Date.parse(second?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.finishedAt ?? ''));

  expect(await again.call('away.skip', { events: [middle.event] })).toEqual({ skipped: 1 });
  // What the person ran is no news to them.
  expect(await report(again)).toMatchObject({ waiting: [], caughtUp: [] });
  // Decided once is decided for good.
  expect(await again.call('away.runNow', { events: [oldest.event, middle.event] })).toEqual({ runs: [] });
  const third = await again.restart({ clock });
  expect((await report(third)).waiting).toEqual([]);
  expect(await third.call('runs.list', { limit: 10 })).toHaveLength(2);
});

test('a flow that was switched off since cannot make up for what it missed', async () => {
  const { app } = await openAfterAbsence('skip');
  const { missed } = await report(app);
  await app.call('flows.turnOff', { flow: 'Hourly' });
  expect((await report(app)).missed.map(({ canRun }) => canRun)).toEqual([false, false, false]);
  expect(await app.call('away.runNow', { events: missed.map(({ event }) => event) })).toEqual({ runs: [] });
});

test('after a sleep everything looks at once, and the report says how long it was', async () => {
  const clock = createFakeClock(start);
  const app = await openTestEngine({ clock });
  await app.importFlow(hourly('Hourly', 'run-once'));
  await app.importFlow(
    drawFlow({ in: { type: 'webhook', params: { path: 'a' } }, keep: { type: 'map' } }, ['in > keep'], {
      name: 'Called',
    }),
  );
  await tick(clock);
  const pushes: string[] = [];
  app.engine.pushes(({ name }) => pushes.push(name));
  // The lid is closed at 12:50 and opened at 14:10; monotonic time stands still meanwhile.
  clock.setWall(start + 80 * 60_000);
  await tick(clock);
  const run = await app.waitForRun('succeeded');
  expect(run.payload).toMatchObject({ scheduledAt: '2026-11-23T14:00:00.000Z', missedCount: 2 });
  expect(await report(app)).toMatchObject({
    reason: 'asleep',
    missed: [{ dueAt: '2026-11-23T13:00:00.000Z' }],
    caughtUp: [{ run: run.id }],
    gaps: [{ flow: 'Called', event: null }],
  });
  expect(pushes).toContain('away.changed');
});

test('a clock set back is no absence', async () => {
  const clock = createFakeClock(start);
  const app = await openTestEngine({ clock });
  await tick(clock);
  clock.setWall(start - 2 * hour);
  await tick(clock);
  expect(await report(app)).toMatchObject({ from: null, missed: [] });
});

test('a computer that says it woke up is believed at once', async () => {
  const clock = createFakeClock(start);
  const app = await openTestEngine({ clock });
  await app.importFlow(hourly('Hourly', 'run-once'));
  app.engine.power.sleeps();
  clock.setWall(Date.UTC(2026, 10, 23, 15, 30));
  app.engine.power.woke();
  await untilAsync(async () => (await report(app)).caughtUp.length === 1);
  expect(await report(app)).toMatchObject({ from: '2026-11-23T12:50:00.000Z', reason: 'asleep' });
});
