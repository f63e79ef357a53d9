import type { FaultData } from '../model/fault.ts';
import type { Flow } from '../model/flow.ts';
import type { Grant } from '../model/grant.ts';
import type { EventId, FlowId, RunId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import type { Preview } from '../model/preview.ts';
import type { Problem } from '../model/problem.ts';
import type { EffectClass, RunStatus, StepStatus, Verdict } from '../model/run.ts';
import type { StepView } from '../model/step-view.ts';

/** What the methods of the contract return. Times are ISO texts, ids as in model/ids.ts. */

export interface AppInfo {
  version: string;
  dataDir: string;
  hooksUrl: string | null;
  /** Where relative file names lead, with the demo shop in it. */
  filesFolder: string;
  /** What this host can do; what it cannot is hidden, not stubbed. */
  capabilities: { hooks: boolean };
}

export interface DoctorCheck {
  name: string;
  ok: boolean;
  detail: string;
  fix: string | null;
}

/** What a flow is doing, as one word of the flow list (ux.md 1.2). */
export type FlowState = 'draft' | 'off' | 'on' | 'on-edited' | 'needs-attention';

export interface FlowSummary {
  id: FlowId;
  name: string;
  on: boolean;
  /** The live version differs from the draft. */
  edited: boolean;
  version: number | null;
  /** Why it was switched off by itself. */
  pausedReason: string | null;
  /** One generated sentence: when …, then …. */
  sentence: string;
  /** Addresses of its webhooks, complete. */
  addresses: string[];
  savedAt: string;
}

/** A flow as its row in the list shows it. */
export interface FlowCard extends FlowSummary {
  state: FlowState;
  /** What keeps its trigger from doing its work. */
  trouble: { message: string; fix: string } | null;
  /** Types of its triggers. */
  triggers: string[];
  /** What stands between the draft and being switched on. */
  toFinish: number;
  /** The last runs, newest first, at most 14. */
  recent: { id: RunId; status: RunStatus; startedAt: string | null; tookMs: number | null }[];
  /** Runs of the last seven days, counted up to 1000. */
  runsThisWeek: number;
  /** Failed runs nobody has seen to yet. */
  attention: number;
}

/** A flow in the bin. */
export interface BinnedFlow {
  id: FlowId;
  name: string;
  removedAt: string;
  /** When it is removed for good. */
  goneAt: string;
}

/** A version that was published or ran. */
export interface FlowVersion {
  version: number;
  madeAt: string;
  isLive: boolean;
}

/** The draft of a flow as the editor works on it. */
export interface Draft {
  report: FlowReport;
  document: Flow;
  /** Goes up by one with every saved change; saving names the one it is based on. */
  revision: number;
}

/** What the compiler says about a document that need not be stored. */
export interface Inspection {
  problems: Problem[];
  /** By node id. */
  steps: { [node: string]: StepView };
}

/** A folder of this computer, for choosing a file. */
export interface FolderListing {
  folder: string;
  /** Null at the top. */
  parent: string | null;
  entries: { name: string; path: string; kind: 'folder' | 'file'; bytes: number | null; modifiedAt: string }[];
}

export interface FlowReport extends FlowSummary {
  problems: Problem[];
  /** What it may touch once a person says so. */
  missingGrants: Grant[];
  /** Connections it names that do not exist yet. */
  missingCredentials: string[];
}

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

export interface RunDetail extends RunSummary {
  payload: JsonValue;
  steps: RunStep[];
}

export interface EventSummary {
  id: EventId;
  flow: string | null;
  node: string;
  kind: string;
  verdict: Verdict;
  reason: string | null;
  runId: RunId | null;
  repeatOf: EventId | null;
  receivedAt: string;
  payload: JsonValue;
  /** The bytes as they came, as text, when the delivery was rejected. */
  raw: string | null;
}

export interface TestResult {
  name: string;
  passed: boolean;
  /** One sentence for each expectation that was not met. */
  failures: string[];
}

export interface CredentialShape {
  name: string;
  kind: string;
  hosts: string[];
  updatedAt: string;
  usedBy: string[];
}

export type { SchedulePreview } from '../model/schedule/preview.ts';
