import { Cron } from 'croner';
import { type CronFields, parseCron } from './cron.ts';
import { clockChanges, offsetAt } from './zone.ts';

/** When something is due. Intervals count from their anchor and never drift. */
export type ScheduleSpec =
  | { kind: 'cron'; cron: string }
  | { kind: 'interval'; everySeconds: number; anchorMs: number }
  | { kind: 'once'; atMs: number };

/** A schedule that is silent for longer than this counts as one that never runs. */
export const horizonMs = 10 * 366 * 86_400_000;
/** No clock is ever set back by more than a day. */
const longestRepeatMs = 25 * 3_600_000;

interface Walls {
  fixedHour: boolean;
  /** The first nominal wall time after this one; null when there is none within the horizon. */
  next: (afterWallMs: number) => number | null;
}

const known = new Map<string, Walls>();
const maxKnown = 5000;

/** Hours that are named ("at 2") rather than passed through ("every hour", "every 2 hours"). */
export const hasFixedHour = ({ hour }: CronFields): boolean => hour.every((item) => item.kind !== 'every');

const wallsOf = (cron: string): Walls => {
  const cached = known.get(cron);
  if (cached) return cached;
  const parsed = parseCron(cron);
  if (!parsed.ok) throw new Error(`not a schedule: ${parsed.problem.message}`);
  // Without a zone of its own the library computes on the calendar alone; clock changes are ours, below.
  const pattern = new Cron(parsed.text, { mode: '5-part', utcOffset: 0 });
  const walls: Walls = {
    fixedHour: hasFixedHour(parsed.fields),
    next: (after) => {
      const found = pattern.nextRun(new Date(after))?.getTime();
      return found === undefined || found > after + horizonMs ? null : found;
    },
  };
  if (known.size >= maxKnown) known.clear();
  known.set(cron, walls);
  return walls;
};

/** Wall times before this came already, when the clock was last set back. */
const repeatedUntil = (zone: string, afterMs: number): number =>
  clockChanges(zone, afterMs - longestRepeatMs, afterMs).reduce(
    (floor, { atMs, before, after }) => (after < before ? atMs + before : floor),
    Number.NEGATIVE_INFINITY,
  );

/**
 * A named hour that the clock skips runs at the first moment after the gap, once however often it was due in it; one that
 * comes twice runs the first time. Schedules that pass through every hour simply follow the clock.
 */
const nextCron = (cron: string, zone: string, afterMs: number): number | null => {
  const { fixedHour, next } = wallsOf(cron);
  let from = afterMs;
  let changedMs = afterMs;
  let offset = offsetAt(zone, from);
  let floor = fixedHour ? repeatedUntil(zone, from) : Number.NEGATIVE_INFINITY;
  for (;;) {
    const wall = next(Math.max(from + offset, floor - 1));
    if (wall === null) return null;
    const found = wall - offset;
    const [change] = clockChanges(zone, changedMs, found);
    if (!change) return found;
    const skipped = change.after > change.before;
    if (skipped && fixedHour && wall < change.atMs + change.after) return change.atMs;
    floor = !skipped && fixedHour ? change.atMs + change.before : Number.NEGATIVE_INFINITY;
    changedMs = change.atMs;
    from = changedMs - 1;
    offset = change.after;
  }
};

/** The first time due after `afterMs` (UTC ms), or null when there is none in the next ten years. The cron must be valid. */
export const nextFire = (spec: ScheduleSpec, zone: string, afterMs: number): number | null => {
  switch (spec.kind) {
    case 'cron':
      return nextCron(spec.cron, zone, afterMs);
    case 'interval': {
      const every = spec.everySeconds * 1000;
      return spec.anchorMs + Math.max(1, Math.floor((afterMs - spec.anchorMs) / every) + 1) * every;
    }
    case 'once':
      return spec.atMs > afterMs ? spec.atMs : null;
  }
};

/** The last time due in (`sinceMs`, `untilMs`], or null. */
export const lastFire = (spec: ScheduleSpec, zone: string, sinceMs: number, untilMs: number): number | null => {
  for (let span = 60_000; ; span *= 4) {
    const from = Math.max(sinceMs, untilMs - span);
    let found = nextFire(spec, zone, from);
    if (found !== null && found <= untilMs) {
      for (let later: number | null = found; later !== null && later <= untilMs; later = nextFire(spec, zone, later))
        found = later;
      return found;
    }
    if (from === sinceMs) return null;
  }
};
