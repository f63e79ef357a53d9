import type { Fault } from '../../model/fault.ts';
import type { EventId, RunId } from '../../model/ids.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { HookAnswer } from '../../model/outside.ts';
import type { RunStatus, Verdict } from '../../model/run.ts';
import type { Delivery, Registration } from '../../nodes/define.ts';

export type WebhookRegistration = Extract<Registration, { kind: 'webhook' }>;

/** A delivery that was authenticated and understood, or the reason why not. */
export interface Judged {
  payload: JsonRecord;
  /** The JSON text of `payload.body`, when it can be stored as it came. */
  bodyJson: string | null;
  /** Present when it must not start a run. */
  rejected?: { verdict: Verdict; reason: string };
  seen: { key: string; windowMs: number } | null;
  /** How many runs led here, when the caller is a WhenThen itself. */
  depth: number;
  /** Kept when it was rejected. */
  raw?: Uint8Array;
}

/** What happens to a delivery after it was handed over; each is called at most once, `committed` first. */
export interface DeliveryEvents {
  /** It is on disk. `started` says whether a run follows. */
  committed: (outcome: { id: EventId; repeatOf: EventId | null; started: boolean }) => void;
  /** It could not be stored; nothing was promised to anyone. */
  failed: (fault: Fault) => void;
  /** The flow answered. */
  answered?: (answer: HookAnswer) => void;
  /** The run is over, or waits for something. */
  left?: (end: { runId: RunId; status: RunStatus }) => void;
}

/** One address as the hook port sees it. */
export interface Hook {
  registration: WebhookRegistration;
  on: boolean;
  secrets: () => ReadonlyMap<string, string>;
  deliver: (judged: Judged, events: DeliveryEvents) => void;
}

/** What the hook port needs from the engine. */
export interface HookDoor {
  find: (path: string) => Hook | undefined;
  /** Told of each delivery to an address that is listened at, as it came; must be quick and keep no copies. */
  seen: (delivery: Delivery) => void;
  /** Keeps a note of a delivery to an address that does not exist. */
  strayed: (payload: JsonRecord) => void;
  /** Why nothing can be taken right now, and how long the sender should wait; null when all is well. */
  busy: () => { why: string; retryAfterSeconds: number } | null;
  /** Told what was behind the `?` when somebody asked for the health answer, which is the same for everyone. */
  healthAsked?: (query: string) => void;
  now: () => number;
}
