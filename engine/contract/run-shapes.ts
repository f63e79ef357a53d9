import type { FaultData } from '../model/fault.ts';
import type { EventId, FlowId, RunId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import type { Preview } from '../model/preview.ts';
import type { EffectClass, RunStatus, StepStatus } from '../model/run.ts';

/** What the methods about runs return. Times are ISO texts. */

export interface RunSummary {
  id: RunId;
  flow: string;
  flowId: FlowId;
  version: number;
  trigger: string;
  event: EventId;
  status: RunStatus;
  startedAt: string | null;
  finishedAt: string | null;
  error: FaultData | null;
  failedNode: string | null;
  retryOf: RunId | null;
  recoveries: number;
  attention: boolean;
}

export interface RunStep {
  node: string;
  type: string;
  label: string;
  /** 0, or the place among repeated items (model/items.ts). */
  item: number;
  attempt: number;
  status: StepStatus;
  effect: EffectClass;
  port: string | null;
  output?: JsonValue;
  did: Preview | null;
  error: FaultData | null;
  startedAt: string;
  finishedAt: string | null;
  durationMs: number | null;
  /** When it is tried again or goes on. */
  nextAt: string | null;
}

/** A run as a list shows it. */
export interface RunRow extends RunSummary {
  /** What it was about, guessed from what arrived. */
  headline: string;
  /** What kind of thing started it. */
  kind: string;
  /** How its steps stand, in the order they began. */
  ticks: StepStatus[];
}

/** A step of the version that ran, whether it was reached or not. */
export interface RunNode {
  node: string;
  type: string;
  label: string;
  /** Null for a trigger. */
  effect: EffectClass | null;
}

/** How often a repeated step came to what, over all items. */
export interface RepeatedStep {
  node: string;
  counts: Partial<Record<StepStatus, number>>;
}

export interface RunDetail extends RunSummary {
  payload: JsonValue;
  /** Of a long list, only the steps of some of its items: those that failed or wait first. */
  steps: RunStep[];
  /** Empty when nothing was repeated. */
  repeated: RepeatedStep[];
  headline: string;
  kind: string;
  /** False when what arrived and what steps handed on was not kept. */
  dataKept: boolean;
  /** The version that is on now; null when the flow is off or gone. */
  liveVersion: number | null;
  /** The version a retry with the current flow would use; null when the flow is gone. */
  currentVersion: number | null;
  /** Runs that repeat this one, oldest first. */
  retriedBy: RunId[];
  /** All steps of the version that ran, in its order. */
  nodes: RunNode[];
}

/** One thing a person can do about a run that stopped. */
export type RunFix =
  | { do: 'open-step'; label: string; node: string }
  | { do: 'edit-data'; label: string }
  | { do: 'retry'; label: string }
  | { do: 'open-connections'; label: string }
  | { do: 'set-aside'; label: string };

/** Why a run stopped, in words. */
export interface RunExplanation {
  /** What happened, and where. */
  title: string;
  /** Why, with the real value. */
  body: string;
  /** What earlier runs say about it; null when they say nothing. */
  evidence: string | null;
  /** The most useful first. */
  fixes: RunFix[];
  /** Whether the text of a service is quoted instead of explained. */
  isQuoted: boolean;
}
