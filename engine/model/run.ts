import { z } from 'zod';

export const runStatusSchema = z.enum([
  'queued',
  'running',
  'waiting',
  'needs-decision',
  'succeeded',
  'failed',
  'cancelled',
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

export const stepStatusSchema = z.enum(['started', 'succeeded', 'failed', 'skipped', 'needs-decision']);
export type StepStatus = z.infer<typeof stepStatusSchema>;

/** What became of something that arrived. Stored with the event; shown in the Inbox. */
export const verdictSchema = z.enum([
  'started',
  'filtered',
  'repeat',
  'bad-signature',
  'not-understood',
  'too-large',
  'flow-off',
  'busy',
  'too-deep',
  'paused',
  'nobody-listens',
  /** Due while the computer slept or WhenThen was closed, and not caught up with. */
  'missed',
  /** Nobody can say what happened in between (a file was replaced, a log was cut). */
  'gap',
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** How much harm running a step twice can do; decides what happens after a crash. */
export type EffectClass =
  /** Computes; no one can tell how often it ran. */
  | 'pure'
  /** Looks something up; changes nothing. Done for real in a dry run. */
  | 'reads'
  /** Doing it twice leaves the world as doing it once (PUT, upsert, replace a file). */
  | 'repeatable'
  /** The other side recognises the idempotency key. */
  | 'keyed'
  /** A second time is a second effect (POST, insert, append). */
  | 'not-repeatable';

export const isTerminal = (status: RunStatus): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'cancelled';
