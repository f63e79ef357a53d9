import { isFlapping, remember } from './flapping.ts';
import { isBack, isPast, type MonitorRule, silenceMs } from './rule.ts';

/** What one look at the number came to. */
export type Sample = { value: number } | { missing: true } | { failed: true };

/** Everything a monitor remembers between two looks; kept in the transaction that keeps its events. */
export interface MonitorState {
  phase: 'unknown' | 'normal' | 'pending' | 'firing';
  /** When the phase began. */
  sinceMs: number;
  /** Readings past the limit, one after the other, that led to `pending`. */
  breaches: number;
  /** What the flow was last told; two of the same never follow each other. */
  told: 'normal' | 'crossed';
  /** When the first look took place; silence is counted from there. */
  startedAtMs: number;
  lastReadingAtMs: number | null;
  silent: boolean;
  /** Looks that failed, one after the other, and when the first of them was. */
  failures: number;
  failingSinceMs: number | null;
  /** The last states for telling a number that goes back and forth; see flapping.ts. */
  ring: string;
  flapping: boolean;
  /** Limits and duration it was judged by, to notice that the person changed them. */
  judgedBy: Pick<MonitorRule, 'direction' | 'limit' | 'backAt' | 'forMs'>;
}

/** Something the flow is told, or would be if the number did not go back and forth. */
export interface Transition {
  to: 'crossed' | 'normal' | 'no-data';
  /** Null when there is none. */
  value: number | null;
  /** When the number went past the limit, came back, or was last read. */
  sinceMs: number;
  /** This is the one that shows that the number goes back and forth. */
  flapping: boolean;
  /** Kept from the flow, because the number goes back and forth. */
  suppressed: boolean;
}

export interface MonitorStep {
  state: MonitorState;
  transitions: Transition[];
}

/** Looks that fail in a row before it counts as a failure. */
const maxFailures = 3;

const judgementOf = ({ direction, limit, backAt, forMs }: MonitorRule): MonitorState['judgedBy'] => ({
  direction,
  limit,
  backAt,
  forMs,
});

const firstState = (rule: MonitorRule, nowMs: number): MonitorState => ({
  phase: 'unknown',
  sinceMs: nowMs,
  breaches: 0,
  told: 'normal',
  startedAtMs: nowMs,
  lastReadingAtMs: null,
  silent: false,
  failures: 0,
  failingSinceMs: null,
  ring: '',
  flapping: false,
  judgedBy: judgementOf(rule),
});

/** Takes up a rule the person changed: what was past the limit is looked at anew, a longer duration starts again. */
const takeUpRule = (state: MonitorState, rule: MonitorRule): { state: MonitorState; limitsChanged: boolean } => {
  const before = state.judgedBy;
  const limitsChanged =
    before.direction !== rule.direction || before.limit !== rule.limit || before.backAt !== rule.backAt;
  const next = { ...state, judgedBy: judgementOf(rule) };
  if (rule.forMs > before.forMs && state.phase === 'firing') next.phase = 'pending';
  // What was past the old limit says nothing about the new one.
  if (limitsChanged && next.phase === 'pending') next.breaches = 0;
  return { state: next, limitsChanged };
};

/** Whether too much time passed since the last reading to say that nothing happened in between (sleep, a stopped engine). */
const hasGap = ({ lastReadingAtMs }: MonitorState, { everyMs }: MonitorRule, nowMs: number): boolean =>
  lastReadingAtMs === null || nowMs < lastReadingAtMs || nowMs - lastReadingAtMs > 2 * everyMs;

type Phase = Pick<MonitorState, 'phase' | 'sinceMs' | 'breaches'>;

const afterBreach = (state: MonitorState, rule: MonitorRule, nowMs: number, gap: boolean): Phase => {
  if (state.phase === 'firing') return state;
  const goesOn = state.phase === 'pending' && state.breaches > 0 && !gap;
  const sinceMs = goesOn ? state.sinceMs : nowMs;
  const breaches = goesOn ? state.breaches + 1 : 1;
  // Two readings at least: one alone says nothing about a duration.
  const isLong = rule.forMs === 0 || (breaches >= 2 && nowMs - sinceMs >= rule.forMs);
  return { phase: isLong ? 'firing' : 'pending', sinceMs, breaches };
};

const nextPhase = (state: MonitorState, rule: MonitorRule, value: number, nowMs: number, anew: boolean): Phase => {
  if (isPast(rule, value)) return afterBreach(state, rule, nowMs, hasGap(state, rule, nowMs));
  if (state.phase === 'firing' && !anew && !isBack(rule, value)) return state;
  return { phase: 'normal', sinceMs: state.phase === 'normal' ? state.sinceMs : nowMs, breaches: 0 };
};

/** What the flow should know in this phase; null while it cannot be said. */
const verdictOf = (phase: MonitorState['phase']): MonitorState['told'] | null =>
  phase === 'firing' ? 'crossed' : phase === 'normal' ? 'normal' : null;

const takeReading = (before: MonitorState, rule: MonitorRule, value: number, nowMs: number): MonitorStep => {
  const { state: taken, limitsChanged } = takeUpRule(before, rule);
  const phase = nextPhase(taken, rule, value, nowMs, limitsChanged);
  const ring = remember(taken.ring, phase.phase === 'firing');
  const flapping = isFlapping(ring, taken.flapping);
  const verdict = verdictOf(phase.phase);
  const state: MonitorState = {
    ...taken,
    phase: phase.phase,
    sinceMs: phase.sinceMs,
    breaches: phase.breaches,
    lastReadingAtMs: nowMs,
    silent: false,
    failures: 0,
    failingSinceMs: null,
    ring,
    flapping,
  };
  // Seen but not told: the flow hears of the last state when the back and forth is over.
  const suppressed = flapping && taken.flapping;
  const crossed = (phase.phase === 'firing') !== (taken.phase === 'firing');
  if (verdict === null || !(suppressed ? crossed : verdict !== taken.told)) return { state, transitions: [] };
  const transition = { to: verdict, value, sinceMs: phase.sinceMs, flapping: flapping && !suppressed, suppressed };
  return { state: suppressed ? state : { ...state, told: verdict }, transitions: [transition] };
};

/** A look without a reading changes nothing but how long it has been silent; it never makes a number normal. */
const takeSilence = (before: MonitorState, rule: MonitorRule, sample: Sample, nowMs: number): MonitorStep => {
  const failed = 'failed' in sample;
  const sinceMs = before.lastReadingAtMs ?? before.startedAtMs;
  const isSilent = nowMs - sinceMs >= silenceMs(rule);
  const state: MonitorState = {
    ...before,
    silent: before.silent || isSilent,
    failures: failed ? before.failures + 1 : 0,
    failingSinceMs: failed ? (before.failingSinceMs ?? nowMs) : null,
  };
  if (before.silent || !isSilent || rule.noDataMs === 0) return { state, transitions: [] };
  return { state, transitions: [{ to: 'no-data', value: null, sinceMs, flapping: false, suppressed: false }] };
};

/**
 * One look at a watched number: what is remembered, and what the flow is told. Pure: the same input gives the same output. `state`
 * is null at the very first look. Rules: reliability notes, "Threshold monitors".
 */
export const stepMonitor = (
  rule: MonitorRule,
  state: MonitorState | null,
  sample: Sample,
  nowMs: number,
): MonitorStep => {
  const before = state ?? firstState(rule, nowMs);
  if ('value' in sample && Number.isFinite(sample.value)) return takeReading(before, rule, sample.value, nowMs);
  return takeSilence(before, rule, sample, nowMs);
};

/** Whether so many looks failed, for as long as a breach must last, that the person should know. */
export const isFailing = (state: MonitorState, rule: MonitorRule, nowMs: number): boolean =>
  state.failures >= maxFailures && state.failingSinceMs !== null && nowMs - state.failingSinceMs >= rule.forMs;
