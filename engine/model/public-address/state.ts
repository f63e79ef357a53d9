import type { FaultData } from '../fault.ts';
import { shortestAbsenceMs } from '../presence.ts';

/**
 * What the public address is doing. It is off, or the person turned it on and it is
 *
 *     starting ──opened──► on ──dropped──► reconnecting ──opened──► on
 *        └──failed──► blocked ◄──failed, and only a person can help──┘
 *
 * A failure that may pass by itself is tried again after a pause; one that a person has to see to waits for them.
 */
export type Phase = 'off' | 'starting' | 'on' | 'reconnecting' | 'blocked';

/** A webhook that is open to the internet, by flow and step. */
export interface HookKey {
  flowId: string;
  node: string;
}

/** A stretch of time nothing could arrive although the address was turned on. */
export interface Outage {
  fromMs: number;
  toMs: number;
}

export interface HistoryEntry {
  atMs: number;
  what: 'on' | 'off' | 'dropped' | 'changed' | 'blocked';
  /** The address, or why. */
  words: string;
}

export interface AddressState {
  phase: Phase;
  /** When this phase began. */
  sinceMs: number;
  /** The address while it is on, and the one that is waited for while it comes back. */
  address: string | null;
  isTemporary: boolean;
  /** Failures in a row. */
  tries: number;
  /** When it is tried again by itself. */
  nextTryMs: number | null;
  cause: FaultData | null;
  /** How long an answer took through the address, when it was last tried from outside. */
  latencyMs: number | null;
  /** The address services were last told; survives a restart. */
  toldAddress: string | null;
  /** Webhooks whose services still send to the address before. */
  todo: HookKey[];
  /** Newest first. */
  history: HistoryEntry[];
  /** Newest first. */
  outages: Outage[];
}

export type AddressEvent =
  | { kind: 'turned-on'; atMs: number }
  | { kind: 'turned-off'; atMs: number }
  | { kind: 'opened'; atMs: number; address: string; isTemporary: boolean; latencyMs: number; open: readonly HookKey[] }
  /** It was looked at from outside and still answers. */
  | { kind: 'answered'; latencyMs: number }
  | { kind: 'dropped'; atMs: number; cause: FaultData; random: number }
  | { kind: 'failed'; atMs: number; cause: FaultData; random: number }
  /** A try begins; the person may have asked for it. */
  | { kind: 'tried' }
  /** The service of a webhook was told the new address. */
  | { kind: 'told'; hook: HookKey }
  | { kind: 'outages-forgotten' };

export const offState: AddressState = {
  phase: 'off',
  sinceMs: 0,
  address: null,
  isTemporary: false,
  tries: 0,
  nextTryMs: null,
  cause: null,
  latencyMs: null,
  toldAddress: null,
  todo: [],
  history: [],
  outages: [],
};

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
const maxHistory = 50;
const maxOutages = 20;

/** The pause before a try, longer each time; by chance up to half shorter, so that not everybody comes back at once. */
export const pauseMs = (tries: number, random: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, tries - 1)) * (0.5 + random / 2);

export const sameHook = (a: HookKey, b: HookKey): boolean => a.flowId === b.flowId && a.node === b.node;

const noted = (state: AddressState, atMs: number, what: HistoryEntry['what'], words: string): HistoryEntry[] =>
  [{ atMs, what, words }, ...state.history].slice(0, maxHistory);

const ended = (state: AddressState, toMs: number): Outage[] =>
  (state.phase === 'reconnecting' || (state.phase === 'blocked' && state.toldAddress !== null)) &&
  toMs - state.sinceMs >= shortestAbsenceMs
    ? [{ fromMs: state.sinceMs, toMs }, ...state.outages].slice(0, maxOutages)
    : state.outages;

const waiting = (state: AddressState, atMs: number, cause: FaultData, random: number) => {
  const tries = state.tries + 1;
  const pause = Math.max(cause.retryAfterMs ?? 0, pauseMs(tries, random));
  return { tries, cause, nextTryMs: cause.retryable ? atMs + pause : null };
};

const opened = (state: AddressState, event: Extract<AddressEvent, { kind: 'opened' }>): AddressState => {
  const { atMs, address, isTemporary, latencyMs, open } = event;
  const isChanged = state.toldAddress !== null && state.toldAddress !== address;
  return {
    ...state,
    phase: 'on',
    sinceMs: atMs,
    address,
    isTemporary,
    latencyMs,
    tries: 0,
    nextTryMs: null,
    cause: null,
    toldAddress: address,
    todo: isChanged ? [...open] : state.todo,
    history: noted(state, atMs, isChanged ? 'changed' : 'on', address),
    outages: ended(state, atMs),
  };
};

const failed = (state: AddressState, event: Extract<AddressEvent, { kind: 'failed' }>): AddressState => {
  const { atMs, cause, random } = event;
  const next = { ...state, ...waiting(state, atMs, cause, random) };
  // A connection that was good before comes back by itself; the person need not look.
  if (state.phase === 'reconnecting' && cause.retryable) return next;
  if (state.phase === 'blocked') return { ...next, address: null };
  return {
    ...next,
    phase: 'blocked',
    sinceMs: atMs,
    address: null,
    history: noted(state, atMs, 'blocked', cause.message),
    outages: ended(state, atMs),
  };
};

/** What becomes of the state; an event that does not belong to it changes nothing. */
export const nextState = (state: AddressState, event: AddressEvent): AddressState => {
  if (event.kind === 'told') return { ...state, todo: state.todo.filter((hook) => !sameHook(hook, event.hook)) };
  if (event.kind === 'outages-forgotten') return { ...state, outages: [] };
  if (event.kind === 'turned-on')
    return state.phase === 'off' ? { ...state, phase: 'starting', sinceMs: event.atMs, cause: null, tries: 0 } : state;
  if (state.phase === 'off') return state;
  switch (event.kind) {
    case 'turned-off':
      return {
        ...offState,
        sinceMs: event.atMs,
        toldAddress: state.toldAddress,
        todo: state.todo,
        history: noted(state, event.atMs, 'off', state.address ?? ''),
        outages: ended(state, event.atMs),
      };
    case 'tried':
      return { ...state, nextTryMs: null };
    case 'opened':
      return opened(state, event);
    case 'answered':
      return state.phase === 'on' ? { ...state, latencyMs: event.latencyMs } : state;
    case 'dropped':
      return state.phase === 'on'
        ? {
            ...state,
            ...waiting(state, event.atMs, { ...event.cause, retryable: true }, event.random),
            phase: 'reconnecting',
            sinceMs: event.atMs,
            history: noted(state, event.atMs, 'dropped', event.cause.message),
          }
        : state;
    case 'failed':
      return failed(state, event);
  }
};

/** What a person is told it is (ux.md 5.3). */
export type ShownState = 'off' | 'starting' | 'on' | 'temporary' | 'changed' | 'reconnecting' | 'blocked';

export const shownState = ({ phase, todo, isTemporary }: AddressState): ShownState => {
  if (phase !== 'on') return phase;
  if (todo.length > 0) return 'changed';
  return isTemporary ? 'temporary' : 'on';
};

/** What is kept over a restart: what happened and what is left to do, not what is under way. */
export const keptState = ({ toldAddress, todo, history, outages }: AddressState): Partial<AddressState> => ({
  toldAddress,
  todo,
  history,
  outages,
});
