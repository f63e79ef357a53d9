import { afterEach, expect, test } from 'vitest';
import type { ScheduleSource, Watching } from '../../model/watch.ts';
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts';
import { createWatchRig, type WatchRig } from '../../testing/watch-rig.ts';
import { createScheduler } from './scheduler.ts';

const minute = 60_000;
const hour = 60 * minute;
const base: ScheduleSource = {
  kind: 'schedule',
  cron: null,
  everySeconds: null,
  at: null,
  timeZone: '',
  missed: 'run-once',
  missedWithinMinutes: 720,
};

let watching: Watching[] = [];
afterEach(() => {
  for (const one of watching) void one.stop();
  watching = [];
});

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Moves time in steps of the alarm, as a computer that is awake does. */
const live = async (clock: FakeClock, ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= 10_000) {
    clock.advance(Math.min(left, 10_000));
    await settle();
  }
};

const open = (source: Partial<ScheduleSource>, clock = createFakeClock(), rig = createWatchRig()) => {
  const start = createScheduler(clock, (atMs, fire) => clock.alarm(atMs - clock.now(), fire));
  const one = start({ ...base, ...source }, rig.context);
  watching.push(one);
  return { clock, rig, one };
};

/** Sleeps or is closed for so long, then starts again from what was kept. */
const reopen = async (source: Partial<ScheduleSource>, before: WatchRig, clock: FakeClock, more = {}) => {
  const rig = createWatchRig({ state: before.state(), ...more });
  open(source, clock, rig);
  await settle();
  return rig;
};

const times = (rig: WatchRig) =>
  rig.started().map((payload) => (payload as { scheduledAt: string }).scheduledAt.slice(11, 16));
const missedTimes = (rig: WatchRig) =>
  rig.seen
    .filter(({ verdict }) => verdict?.verdict === 'missed')
    .map(({ payload }) => String(payload.scheduledAt).slice(11, 16));

test('fires at its times and says how late it was', async () => {
  const { clock, rig } = open({ cron: '*/15 * * * *' });
  await live(clock, 46 * minute);
  expect(rig.started()).toEqual(
    ['12:15', '12:30', '12:45'].map((time) => ({
      scheduledAt: `2026-11-23T${time}:00.000Z`,
      firedAt: `2026-11-23T${time}:00.000Z`,
      lateMs: 0,
      missedCount: 0,
    })),
  );
});

test('the zone of the schedule counts, else that of the flow', async () => {
  const own = open({ cron: '0 9 * * *', timeZone: 'Asia/Kathmandu' });
  const flow = open({ cron: '0 9 * * *' }, own.clock, createWatchRig({ timeZone: 'America/New_York' }));
  await live(own.clock, 24 * hour);
  expect([times(own.rig), times(flow.rig)]).toEqual([['03:15'], ['14:00']]);
});

test('an interval counts from its start and never drifts, not even over a restart', async () => {
  const source = { everySeconds: 90 };
  const { clock, rig, one } = open(source);
  await live(clock, 200_000);
  void one.stop();
  const again = await reopen(source, rig, clock);
  await live(clock, 200_000);
  const all = [...rig.started(), ...again.started()].map((payload) =>
    Date.parse((payload as { scheduledAt: string }).scheduledAt),
  );
  expect(all.map((at) => at - Date.UTC(2026, 10, 23, 12))).toEqual([90_000, 180_000, 270_000, 360_000]);
});

test('since when it counts is written down at once, even if time goes on while it starts', async () => {
  const clock = createFakeClock();
  const rig = createWatchRig();
  let readings = 0;
  const slow = { ...clock, now: () => clock.now() + readings++ };
  watching.push(createScheduler(slow, () => () => {})({ ...base, cron: '0 * * * *' }, rig.context));
  await settle();
  expect(rig.state()).toMatchObject({ lookedMs: clock.now() });
});

test('a single time fires once', async () => {
  const { clock, rig, one } = open({ at: '2026-11-23T14:30', timeZone: 'Europe/Berlin' });
  await live(clock, 3 * hour);
  void one.stop();
  const again = await reopen({ at: '2026-11-23T14:30', timeZone: 'Europe/Berlin' }, rig, clock);
  expect([times(rig), times(again)]).toEqual([['13:30'], []]);
});

test('a single time that has passed says so', () => {
  expect(open({ at: '2026-11-23T11:00:00Z' }).rig.trouble()?.code).toBe('schedule.passed');
});

test('after a long sleep one run stands for all that were missed', async () => {
  const { clock, rig } = open({ cron: '0 * * * *' });
  clock.setWall(clock.now() + 3 * hour + 20 * minute);
  await live(clock, minute);
  expect(rig.started()).toMatchObject([{ missedCount: 3 }]);
  expect(times(rig)).toEqual(['15:00']);
  expect(missedTimes(rig)).toEqual(['13:00', '14:00']);
});

test('a time that is on time stands for those missed before it', async () => {
  const { clock, rig } = open({ cron: '0 * * * *' });
  clock.setWall(Date.UTC(2026, 10, 23, 15, 0, 20));
  await live(clock, 30_000);
  expect(rig.started()).toMatchObject([{ missedCount: 2, scheduledAt: '2026-11-23T15:00:00.000Z' }]);
});

test('a minute late is not missed', async () => {
  const { clock, rig } = open({ cron: '0 * * * *', missed: 'skip' });
  clock.setWall(Date.UTC(2026, 10, 23, 13, 0, 20));
  await live(clock, 30_000);
  expect(rig.started()).toHaveLength(1);
  expect(missedTimes(rig)).toEqual([]);
});

test.each([
  ['skip', [], ['13:00', '14:00', '15:00']],
  ['ask', [], ['13:00', '14:00', '15:00']],
  ['run-all', ['13:00', '14:00', '15:00'], []],
] as const)('what was missed while closed, with %s', async (missed, started, shown) => {
  const source = { cron: '0 * * * *', missed };
  const { clock, rig, one } = open(source);
  await settle();
  void one.stop();
  clock.setWall(Date.UTC(2026, 10, 23, 15, 20));
  const again = await reopen(source, rig, clock);
  expect(times(again)).toEqual(started);
  expect(missedTimes(again)).toEqual(shown);
  // What was missed is told by what was kept, not as a trouble that comes and goes.
  expect(again.trouble()).toBeNull();
});

test('what was missed longer ago than allowed is only shown', async () => {
  const source = { cron: '0 * * * *', missedWithinMinutes: 30 };
  const { clock, rig, one } = open(source);
  await settle();
  void one.stop();
  clock.setWall(Date.UTC(2026, 10, 23, 15, 40));
  const again = await reopen(source, rig, clock);
  expect([times(again), missedTimes(again)]).toEqual([[], ['13:00', '14:00', '15:00']]);
});

test('a year of minutes is caught up with in no time, a hundred at most', async () => {
  const source = { cron: '* * * * *', missed: 'run-all', missedWithinMinutes: 90 * 1440 } as const;
  const { clock, rig, one } = open(source);
  await settle();
  void one.stop();
  clock.setWall(clock.now() + 365 * 24 * hour);
  const again = await reopen(source, rig, clock);
  expect(again.started().length).toBeLessThanOrEqual(102);
  const all = again.started().map((payload) => (payload as { scheduledAt: string }).scheduledAt);
  expect(all).toEqual([...all].sort());
  expect(new Set(all).size).toBe(all.length);
});

test('switched off and on again it starts from now', async () => {
  const source = { cron: '0 * * * *' };
  const { clock, rig, one } = open(source);
  await settle();
  void one.stop();
  clock.setWall(Date.UTC(2026, 10, 23, 15, 20));
  const again = await reopen(source, rig, clock, { justSwitchedOn: true });
  expect(again.seen).toEqual([]);
  await live(clock, hour);
  expect(times(again)).toEqual(['16:00']);
});

test('another schedule in its place does not catch up with the old one', async () => {
  const { clock, rig, one } = open({ cron: '0 * * * *' });
  await settle();
  void one.stop();
  clock.setWall(Date.UTC(2026, 10, 23, 15, 20));
  expect((await reopen({ cron: '30 * * * *' }, rig, clock)).seen).toEqual([]);
});

test('a clock set back fires nothing twice, one set forward nothing in a burst', async () => {
  const { clock, rig } = open({ cron: '*/10 * * * *' });
  await live(clock, 31 * minute);
  clock.setWall(clock.now() - 25 * minute);
  await live(clock, 40 * minute);
  clock.setWall(clock.now() + 2 * hour);
  await live(clock, 11 * minute);
  expect(new Set(times(rig)).size).toBe(times(rig).length);
  expect(times(rig).slice(0, 4)).toEqual(['12:10', '12:20', '12:30', '12:40']);
  expect(rig.started().length).toBeLessThanOrEqual(7);
});

test('an interval is not silent while a clock that was set back catches up', async () => {
  const { clock, rig } = open({ everySeconds: 600 });
  await live(clock, 21 * minute);
  clock.setWall(clock.now() - 2 * hour);
  await live(clock, 21 * minute);
  expect(rig.started()).toHaveLength(4);
});

test('a clock that was years ahead and is put right does not silence a schedule', async () => {
  const { clock, rig } = open({ cron: '0 * * * *' });
  clock.setWall(Date.UTC(2031, 0, 1, 0, 30));
  await live(clock, minute);
  clock.setWall(Date.UTC(2026, 10, 23, 12, 30));
  await live(clock, 31 * minute);
  expect((rig.started().at(-1) as { scheduledAt: string }).scheduledAt).toBe('2026-11-23T13:00:00.000Z');
});

test('what the disk did not take is tried again, and fires once', async () => {
  const { clock, rig } = open({ cron: '0 13 * * *' });
  rig.failing(true);
  await live(clock, hour + 20_000);
  expect(rig.started()).toEqual([]);
  rig.failing(false);
  await live(clock, 20_000);
  expect(times(rig)).toEqual(['13:00']);
  await live(clock, 5 * minute);
  expect(times(rig)).toEqual(['13:00']);
});

test('all schedules share one alarm, and the last one takes it away', () => {
  const clock = createFakeClock();
  const start = createScheduler(clock, (atMs, fire) => clock.alarm(atMs - clock.now(), fire));
  const all = Array.from({ length: 50 }, (_, index) =>
    start({ ...base, cron: `${index} * * * *` }, createWatchRig().context),
  );
  expect(clock.armed()).toBe(1);
  for (const one of all) void one.stop();
  expect(clock.armed()).toBe(0);
});
