import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

interface Times {
  busy: number;
  all: number;
}

/** Below this the counters of the system, which go in steps of 10 ms, say little. */
const shortestMs = 500;

/** How long all processors together worked and were there, since the computer was started, in ms. */
const readTimes = (): Times => {
  const times = cpus().map((cpu) => cpu.times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { all, busy: all - times.reduce((sum, { idle }) => sum + idle, 0) };
};

/** The share of `before` to `after` in which processors worked, in percent. */
export const busyPercent = (before: Times, after: Times): number | null =>
  after.all > before.all ? (Math.max(0, after.busy - before.busy) * 100) / (after.all - before.all) : null;

/** Measures how busy the processors were since the last reading, or for half a second the first time. Null when nothing moved. */
export const createCpuMeter = (monotonic: () => number) => {
  let last: { times: Times; atMs: number } | null = null;
  return async (signal: AbortSignal): Promise<number | null> => {
    let before = last;
    if (!before) {
      before = { times: readTimes(), atMs: monotonic() };
      await pause(shortestMs, undefined, { signal });
    } else if (monotonic() - before.atMs < shortestMs)
      await pause(shortestMs - (monotonic() - before.atMs), undefined, { signal });
    last = { times: readTimes(), atMs: monotonic() };
    return busyPercent(before.times, last.times);
  };
};
