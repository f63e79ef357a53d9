import type { CredentialKind } from '../model/credential.ts';
import type { DriftNotice } from '../model/drift.ts';
import type { Flow } from '../model/flow.ts';
import type { Grant } from '../model/grant.ts';
import type { EventId, FlowId, OutboxId, RunId } from '../model/ids.ts';
import type { ImportReport } from '../model/import-report.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { OutboxKind, OutboxMessage } from '../model/outbox.ts';
import type { Problem } from '../model/problem.ts';
import type { EventSample, ProviderSamples, VariantId } from '../model/provider-sample.ts';
import type { RunStatus, Verdict } from '../model/run.ts';
import type { StepView } from '../model/step-view.ts';

/** What the methods of the contract return. Times are ISO texts, ids as in model/ids.ts. */

export interface AppInfo {
  version: string;
  dataDir: string;
  hooksUrl: string | null;
  /** Where relative file names lead, with the demo shop in it. */
  filesFolder: string;
  /** What this host can do; what it cannot is hidden, not stubbed. */
  capabilities: { hooks: boolean; desktop: boolean };
}

/** What is kept on this computer, and for how long. */
export interface AppStorage {
  retention: { days: number; runsPerFlow: number; attentionDays: number; rejected: number; binDays: number };
  /** Files of the data folder with what belongs to them. */
  databases: { name: string; holds: string; bytes: number }[];
  demoShop: { path: string; isThere: boolean };
}

/** A copy of the data folder that was made and checked. */
export interface Backup {
  folder: string;
  bytes: number;
}

export interface DoctorCheck {
  name: string;
  ok: boolean;
  detail: string;
  fix: string | null;
}

/** What a flow is doing, as one word of the flow list (ux.md 1.2). */
export type FlowState = 'draft' | 'off' | 'on' | 'on-edited' | 'holding' | 'needs-attention';

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
  /** It usually runs and has not: when it last did, and how often it usually does ("about every 2 hours"). */
  quiet: { since: string; usually: string } | null;
  /** What arrived otherwise than ever before and nobody has seen to, newest first. */
  drift: DriftNotice[];
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
  /** Runs that wait for a connection to be mended. */
  holding: number;
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
  /** Steps whose messages stay in the Practice outbox, and what they are ("E-mails"), as far as nobody said yet that it is fine. */
  practice: { node: string; what: string }[];
}

/** A page of a long list, newest first. A page may be short, even empty, while `next` says that there is more. */
export interface PageOf<Row> {
  items: Row[];
  /** Pass as `before` for the next page; null at the end. */
  next: string | null;
}

/** Something that arrived, as a list shows it. */
export interface EventRow {
  id: EventId;
  flow: string | null;
  flowId: FlowId | null;
  node: string;
  kind: string;
  verdict: Verdict;
  reason: string | null;
  runId: RunId | null;
  repeatOf: EventId | null;
  receivedAt: string;
  /** What it is about, guessed from its content. */
  headline: string;
  /** Size of the content as it is stored. */
  bytes: number;
}

export interface EventSummary {
  id: EventId;
  flow: string | null;
  flowId: FlowId | null;
  headline: string;
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

/** A message kept on this computer, as a line of a list. */
export interface OutboxEntry {
  id: OutboxId;
  kind: OutboxKind;
  at: string;
  /** Null when the flow is gone. */
  flow: string | null;
  flowId: FlowId;
  runId: RunId;
  node: string;
  /** Everyone a mail goes to; empty for a notification. */
  to: string[];
  /** The subject, or the title. */
  title: string;
}

export interface OutboxDetail extends OutboxEntry {
  message: OutboxMessage;
}

export interface TestResult {
  name: string;
  passed: boolean;
  /** One sentence for each expectation that was not met. */
  failures: string[];
}

export interface CredentialShape {
  name: string;
  kind: CredentialKind;
  hosts: string[];
  updatedAt: string;
  /** Names of flows. */
  usedBy: string[];
  /** Whether the public address signs in with it. */
  isForPublicAddress: boolean;
  /** The last four characters, of secrets long enough that four tell nothing. */
  hint: string | null;
  /** Saved with another key, so that it cannot be used until it is entered again. */
  isLocked: boolean;
  /** What became of the last check; null when there was none since it was saved. */
  check: (CredentialCheck & { at: string }) | null;
}

/** How a saved secret did when it was tried. */
export interface CredentialCheck {
  ok: boolean;
  /** What happened, in words. */
  message: string;
  fix: string | null;
}

/** A flow that is not one of the person's yet, and what it would ask for. */
export interface FlowPreview {
  document: Flow;
  /** What became of each step of a file another program made; null for a flow file. */
  imported: ImportReport | null;
  inspection: Inspection;
  sentence: string;
  /** Types of its triggers. */
  triggers: string[];
  /** What it may touch, and the connections it names, whether they are there or not. */
  needs: { grants: Grant[]; credentials: string[] };
  missingCredentials: string[];
}

/** A flow to start from, as it ships with the app. */
export interface Starter extends FlowPreview {
  id: string;
  /** How many tests it ships with. */
  tests: number;
}

/** An order that was added to the demo shop. */
export interface DemoOrder {
  id: number;
  customer_id: number;
  total: number;
  currency: string;
  status: string;
  paid_at: string;
  created_at: string;
  note: string | null;
}

/** A service that sends webhooks: how it is set up, and which samples of it are built in. */
export interface ProviderShape extends Omit<ProviderSamples, 'source' | 'checkedOn' | 'events' | 'signatureDetails'> {
  /** The other params of `verify`, for services that sign in a way of their own. */
  signatureDetails: { [param: string]: string };
  events: (Pick<EventSample, 'id' | 'title' | 'eventType'> & { variants: VariantId[] })[];
}

/** What a pasted text holds, as the parts of a delivery. */
export interface PastedSample {
  kind: 'json' | 'form' | 'curl' | 'csv-line';
  method?: string;
  headers?: JsonRecord;
  query?: JsonRecord;
  body: JsonValue;
  /** Paths of what was hidden because it looks secret. */
  masked: string[];
  /** What was left out or hidden, a sentence each. */
  notes: string[];
}

/** How a secret fits what arrived last. */
export interface SignatureTrial {
  outcome:
    | 'matches'
    | 'wrong-kind'
    | 'wrong-secret'
    | 'mixed-up'
    | 'clock'
    | 'body-changed'
    | 'unsigned'
    | 'no-delivery'
    | 'no-check'
    | 'not-set-up';
  message: string;
  fix: string | null;
}

export type { SchedulePreview } from '../model/schedule/preview.ts';
