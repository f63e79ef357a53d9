/** A flow that usually runs and has not: something upstream may have stopped without saying so. */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Fewer runs say nothing about what is usual. */
export const fewestRuns = 5;
/** Runs that are looked at: twenty gaps. */
export const runsLookedAt = 21;
/** Silence this many times as long as a long usual gap is worth a word. */
const manyTimes = 3;

export interface QuietQuestion {
  /** When its last runs began, ms since 1970, newest first. */
  startsMs: readonly number[];
  /** Since when it could have been started without a break: it was off, or nobody looked, before. */
  listeningSinceMs: number;
  nowMs: number;
  /** For a flow that starts by the clock only: the first time it is due after a moment; null when there is none. */
  nextDueMs?: ((afterMs: number) => number | null) | undefined;
}

export interface Quiet {
  /** When it last ran. */
  sinceMs: number;
  /** The middle one of its gaps. */
  usualMs: number;
}

/** The value that a share of the sorted values does not exceed (nearest rank). */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/**
 * Whether a flow that is on is quiet: silent for more than an hour, and for more than three times its 90th percentile gap. One
 * that starts by the clock is quiet an hour after the time it was due. Null with fewer than five runs.
 */
export const judgeQuiet = ({ startsMs, listeningSinceMs, nowMs, nextDueMs }: QuietQuestion): Quiet | null => {
  const starts = startsMs.slice(0, runsLookedAt);
  const [last] = starts;
  if (last === undefined || starts.length < fewestRuns) return null;
  const gaps = starts
    .slice(1)
    .map((start, index) => (starts[index] ?? start) - start)
    .sort((a, b) => a - b);
  const quiet = { sinceMs: last, usualMs: quantile(gaps, 0.5) };
  const from = Math.max(last, listeningSinceMs);
  if (nextDueMs) {
    const due = nextDueMs(from);
    return due !== null && nowMs - due > hourMs ? quiet : null;
  }
  const silent = nowMs - from;
  return silent > hourMs && silent > manyTimes * quantile(gaps, 0.9) ? quiet : null;
};

const units: readonly [ms: number, one: string, many: string][] = [
  [dayMs, 'day', 'days'],
  [hourMs, 'hour', 'hours'],
  [60_000, 'minute', 'minutes'],
];

/** "about every 10 minutes", "about every hour", "about every 3 days". */
export const sayGap = (ms: number): string => {
  for (const [unit, one, many] of units) {
    const count = Math.round(ms / unit);
    if (ms >= unit * 0.95) return count === 1 ? `about every ${one}` : `about every ${count} ${many}`;
  }
  return 'several times a minute';
};
