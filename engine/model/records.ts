import type { FaultData } from './fault.ts';
import type { EventId, FlowId, NodeId, RunId } from './ids.ts';
import type { JsonValue } from './json.ts';
import type { Preview } from './preview.ts';
import type { RunStatus, StepStatus, Verdict } from './run.ts';
import type { WatchSource } from './watch.ts';

/** What kind of thing arrived. */
export type EventKind = 'webhook' | 'app-event' | 'manual' | 'flow-failed' | WatchSource['kind'];

/** Something that arrived, as it is first stored. */
export interface NewEvent {
  id: EventId;
  /** Null when no flow was meant (an unknown address, an event nobody listens for). */
  flowId: FlowId | null;
  node: string;
  kind: EventKind;
  verdict: Verdict;
  reason: string | null;
  causeRunId: RunId | null;
  /** How many runs stand between this event and something from outside. */
  depth: number;
  /** JSON text of the payload; null when it could not be understood. */
  payload: string | null;
  /** The bytes as they came, kept when they were rejected so that the person can see why. */
  raw: Uint8Array | null;
}

export interface StoredEvent extends NewEvent {
  runId: RunId | null;
  repeatOf: EventId | null;
}

/** A run, as it is first stored: always `queued`. */
export interface NewRun {
  id: RunId;
  flowId: FlowId;
  version: number;
  eventId: EventId;
  trigger: NodeId;
  retryOf: RunId | null;
  /** The run whose id seeds the idempotency keys. */
  keyRoot: RunId;
  depth: number;
}

export interface StoredRun extends NewRun {
  status: RunStatus;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  /** How often the engine ended while this run was in progress. */
  recoveries: number;
  error: FaultData | null;
  failedNode: string | null;
  /** Whether it waits for the person in "Needs attention". */
  attention: boolean;
}

/** One attempt of one step. */
export interface StepRecord {
  node: string;
  /** 0, or the place among repeated items (model/items.ts). */
  item: number;
  attempt: number;
  status: StepStatus;
  /** The port it left by; null when it ended its branch or is not finished. */
  port: string | null;
  output: JsonValue | undefined;
  did: Preview | null;
  error: FaultData | null;
  /** When the first attempt began. */
  firstStartedAtMs: number;
  startedAtMs: number;
  finishedAtMs: number | null;
}

/** A change of a run's state. Terminal states are never overwritten. */
export interface RunChange {
  status: RunStatus;
  startedAtMs: number;
  finishedAtMs: number | null;
  error: FaultData | null;
  failedNode: string | null;
  attention: boolean;
  /** Drop payload and outputs of this run (flow setting `keepData: false`). */
  forgetData: boolean;
}

/** A point in time at which something continues. `ref` is unique within `kind`. */
export interface Timer {
  kind: 'step';
  ref: string;
  fireAtMs: number;
  runId: RunId;
}
