/** Times nobody looked: WhenThen was closed, or the computer slept. */

/** Why nobody looked. */
export type AwayReason = 'closed' | 'asleep';

/** A stretch of time nobody looked, ms since 1970. */
export interface Absence {
  fromMs: number;
  toMs: number;
  reason: AwayReason;
}

/** One moment by both clocks: what the wall says, and a clock nobody can set. Both in ms. */
export interface Moment {
  wallMs: number;
  monotonicMs: number;
}

/** The two clocks may differ by this much between two looks without meaning anything (reliability.md 3.10, DUR-50). */
export const toleratedDriftMs = 2000;
/** Shorter absences are not worth a word: what was due a minute late is not missed either. */
export const shortestAbsenceMs = 60_000;
/** Absences kept in mind; older ones are merged into the first. */
const maxAbsences = 20;

/** What happened between two looks that should be `everyMs` apart. */
export interface Step {
  /** The computer slept or its clock was changed, so everything that waits for a time has to look now. */
  jumped: boolean;
  /** Time nobody looked, when it is worth a word. */
  absence: Absence | null;
}

/**
 * Compares two looks. A wall clock that went on by more than the monotonic one tells of sleep where the monotonic clock stands
 * still meanwhile; where it goes on, a look that comes far too late tells the same. A clock set back is a jump, never an absence.
 */
export const compareMoments = (before: Moment, now: Moment, everyMs: number): Step => {
  const wall = now.wallMs - before.wallMs;
  const drift = wall - (now.monotonicMs - before.monotonicMs);
  const late = wall - everyMs;
  const slept = wall > 0 && (drift > shortestAbsenceMs || late > shortestAbsenceMs);
  return {
    jumped: Math.abs(drift) > toleratedDriftMs || late > toleratedDriftMs,
    absence: slept ? { fromMs: before.wallMs, toMs: now.wallMs, reason: 'asleep' } : null,
  };
};

/** Adds an absence; beyond twenty the oldest two become one. */
export const addAbsence = (known: readonly Absence[], next: Absence): Absence[] => {
  const all = [...known, next];
  const [first, second, ...rest] = all;
  if (all.length <= maxAbsences || !first || !second) return all;
  return [{ fromMs: first.fromMs, toMs: second.toMs, reason: longest([first, second]).reason }, ...rest];
};

const longest = (absences: readonly [Absence, ...Absence[]]): Absence =>
  absences.reduce((most, one) => (one.toMs - one.fromMs > most.toMs - most.fromMs ? one : most));

/** All absences as one: from the first to the last, for the reason of the longest. Null when there is none. */
export const joinAbsences = (absences: readonly Absence[]): Absence | null => {
  const [first, ...rest] = absences;
  if (!first) return null;
  return {
    fromMs: Math.min(...absences.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...absences.map(({ toMs }) => toMs)),
    reason: longest([first, ...rest]).reason,
  };
};
