/** What must never happen, in the words of the table. */
export const mustBeZero = {
  surprises: 'things that ended otherwise than told',
  lost: 'acknowledged deliveries lost',
  notSucceeded: 'runs that did not succeed',
  startedTwice: 'deliveries that started two runs',
  foreign: 'stored events nobody sent',
  missing: 'missing effects',
  unexplained: 'repeated effects no kill explains',
  wrongKeys: 'wrong idempotency keys',
  uncalledFor: 'effects without a stored event',
  changedEnds: 'ended runs that changed',
  damaged: 'damaged files',
} as const;
export type Wrong = keyof typeof mustBeZero;

/** Notes one case of something that must not happen; `sentence` names the ids to look at. */
export type Found = (what: Wrong, sentence: string) => void;

/** A case, so that it can be looked up. */
export interface Case {
  what: Wrong;
  sentence: string;
}

/** What is not wrong in itself. */
export interface Counts {
  kills: number;
  sent: number;
  deliveries: number;
  acknowledged: number;
  /** Stored although the sender never heard of it; it may send again and is then told that it was a repeat. */
  storedUnacknowledged: number;
  repeatsRecognised: number;
  refused: number;
  runs: number;
  recovered: number;
  inFlightAtKills: number;
  maxInFlightPerKill: number;
  repeatedEffects: number;
  maxRepeatsPerKill: number;
  /** Attempts the counting server failed on purpose. */
  failedOnPurpose: number;
}

export interface Findings {
  seed: number;
  counts: Counts;
  wrong: Record<Wrong, number>;
  cases: Case[];
}
