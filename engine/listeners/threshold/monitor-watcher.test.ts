import { expect, onTestFinished, test } from 'vitest';
import { personFault, worldFault } from '../../model/fault.ts';
import type { ThresholdSource, WatchContext } from '../../model/watch.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { createWatchRig } from '../../testing/watch-rig.ts';
import { createMonitorWatcher } from './monitor-watcher.ts';

const base: ThresholdSource = {
  kind: 'threshold',
  metric: { kind: 'gauge', name: 'demo' },
  rule: { direction: 'above', limit: 90, backAt: 85, forMs: 0, everyMs: 10_000, noDataMs: 0 },
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Reads the values one after the other, then the last one for ever; an error is thrown. */
const open = async (
  values: (number | null | Error)[],
  source: Partial<ThresholdSource> = {},
  given: Partial<WatchContext> = {},
) => {
  const clock = createFakeClock();
  let looks = 0;
  const rig = createWatchRig(given);
  const watcher = createMonitorWatcher(clock, async () => {
    const value = values[Math.min(looks++, values.length - 1)] ?? null;
    if (value instanceof Error) throw value;
    return value;
  })({ ...base, ...source }, rig.context);
  onTestFinished(() => watcher.stop());
  await settle();
  const wait = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 10) {
      clock.advance(10_000);
      await settle();
    }
  };
  return { rig, clock, watcher, wait, looks: () => looks };
};

const states = (rig: ReturnType<typeof createWatchRig>) =>
  rig.seen.map(({ payload, verdict }) => `${payload.state}${verdict ? ` ${verdict.verdict}` : ''}`);

test('tells what crossed which limit since when, and that it is back', async () => {
  const { rig, wait } = await open([50, 95, 96, 80]);
  await wait(30);
  expect(rig.started()).toEqual([
    { metric: 'Demo gauge', value: 95, limit: 90, state: 'crossed', since: '2026-11-23T12:00:10.000Z' },
    { metric: 'Demo gauge', value: 80, limit: 90, state: 'normal', since: '2026-11-23T12:00:30.000Z' },
  ]);
});

test('takes up where it was, and does not tell again', async () => {
  const first = await open([95]);
  expect(states(first.rig)).toEqual(['crossed']);
  const state = first.rig.state();
  const second = await open([95, 50], {}, { state });
  expect(states(second.rig)).toEqual([]);
  await second.wait(10);
  expect(states(second.rig)).toEqual(['normal']);
});

test('another number, or a flow that was off, is judged as if for the first time', async () => {
  const state = (await open([95])).rig.state();
  const other = await open([95], { metric: { kind: 'gauge', name: 'other' } }, { state });
  expect(states(other.rig)).toEqual(['crossed']);
  const switched = await open([95], {}, { state, justSwitchedOn: true });
  expect(states(switched.rig)).toEqual(['crossed']);
});

test('what the disk did not take is decided again', async () => {
  const { rig, wait } = await open([50, 95]);
  rig.failing(true);
  await wait(10);
  expect(states(rig)).toEqual([]);
  expect(rig.trouble()?.message).toContain('the disk is full');
  rig.failing(false);
  await wait(10);
  expect(states(rig)).toEqual(['crossed']);
  expect(rig.trouble()).toBeNull();
});

test('what a person can put right is said at once, what passes by itself after three looks', async () => {
  const mine = await open([personFault('grant.missing', 'Not allowed.', { fix: 'Allow it.' }), 50]);
  expect(mine.rig.trouble()).toEqual({ code: 'grant.missing', message: 'Not allowed.', fix: 'Allow it.' });
  await mine.wait(10);
  expect(mine.rig.trouble()).toBeNull();
  const theirs = await open([worldFault('http.down', 'No answer.', { fix: 'Wait.' })]);
  await theirs.wait(10);
  expect(theirs.rig.troubles).toEqual([]);
  await theirs.wait(10);
  expect(theirs.rig.trouble()?.code).toBe('http.down');
});

test('a number that stays away is told when asked for, and shown as trouble', async () => {
  const { rig, wait } = await open([50, null], { rule: { ...base.rule, noDataMs: 60_000 } });
  await wait(50);
  expect(states(rig)).toEqual([]);
  await wait(20);
  expect(states(rig)).toEqual(['no-data']);
  expect(rig.trouble()?.code).toBe('monitor.no-number');
});

test('stops looking when it is stopped', async () => {
  const { watcher, wait, looks } = await open([50]);
  watcher.stop();
  await wait(60);
  expect(looks()).toBe(1);
});
