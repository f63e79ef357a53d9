import type { ScheduleSource } from '../watch.ts';
import { nextFire, type ScheduleSpec } from './next-fire.ts';

/** Later than this is missed. Short intervals are not fired in a burst: the times in between are missed too. */
export const toleratedMs = 60_000;
/** Times beyond this many are counted no more. */
const maxCounted = 1000;
/** At most this many runs are caught up with, and as many missed times are told one by one. */
export const maxCaughtUp = 100;

/** A nominal time, and what is to be done about it. */
export interface Due {
  atMs: number;
  /** Whether it starts a run. */
  start: boolean;
  /** Missed times this run also stands for. */
  missedCount: number;
}

export interface DueResult {
  /** Oldest first. */
  due: Due[];
  /** Missed times that are too many to be told one by one. */
  untold: number;
}

const fires = (
  spec: ScheduleSpec,
  zone: string,
  afterMs: number,
  untilMs: number,
  keep: number,
): { all: number[]; more: number } => {
  const all: number[] = [];
  let more = 0;
  for (let at = nextFire(spec, zone, afterMs); at !== null && at <= untilMs; at = nextFire(spec, zone, at)) {
    all.push(at);
    if (all.length <= keep) continue;
    all.shift();
    more += 1;
    if (more >= maxCounted) break;
  }
  return { all, more };
};

/** The latest times of (`afterMs`, `untilMs`], found by looking back further and further: the stretch may be years. */
const latestFires = (
  spec: ScheduleSpec,
  zone: string,
  afterMs: number,
  untilMs: number,
): { all: number[]; more: number } => {
  for (let span = 3_600_000; ; span *= 4) {
    const from = Math.max(afterMs, untilMs - span);
    const found = fires(spec, zone, from, untilMs, maxCaughtUp);
    if (from === afterMs) return found;
    if (found.all.length >= maxCaughtUp) {
      const older = fires(spec, zone, afterMs, from, 0);
      return { all: found.all, more: Math.min(maxCounted, found.more + older.more) };
    }
  }
};

/**
 * What is due in (`lookedMs`, `nowMs`]: the times that are on time start runs; those missed are treated as the schedule says,
 * as far as they are within its limit. Never more than a hundred runs.
 */
export const dueTimes = (
  spec: ScheduleSpec,
  zone: string,
  lookedMs: number,
  nowMs: number,
  { missed, missedWithinMinutes }: Pick<ScheduleSource, 'missed' | 'missedWithinMinutes'>,
): DueResult => {
  const first = nextFire(spec, zone, lookedMs);
  if (first === null || first > nowMs) return { due: [], untold: 0 };
  const tolerated = spec.kind === 'interval' ? Math.min(toleratedMs, spec.everySeconds * 2000) : toleratedMs;
  const onTimeFrom = Math.max(lookedMs, nowMs - tolerated - 1);
  const onTime = fires(spec, zone, onTimeFrom, nowMs, maxCaughtUp).all;
  const late = latestFires(spec, zone, lookedMs, onTimeFrom);
  const within = (atMs: number): boolean => nowMs - atMs <= missedWithinMinutes * 60_000;
  const total = late.all.length + late.more;
  const standIn = missed === 'run-once' && late.all.some(within) ? (onTime[0] ?? late.all.at(-1)) : undefined;
  const toDue = (atMs: number, start: boolean): Due => ({
    atMs,
    start: start || atMs === standIn,
    missedCount: atMs === standIn ? total : 0,
  });
  return {
    due: [
      ...late.all.map((atMs) => toDue(atMs, missed === 'run-all' && within(atMs))),
      ...onTime.map((atMs) => toDue(atMs, true)),
    ],
    untold: late.more,
  };
};
