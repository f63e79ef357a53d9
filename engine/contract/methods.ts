import { z } from 'zod';
import { credentialKindSchema, credentialNameSchema } from '../model/credential.ts';
import type { DryRun } from '../model/dry-run.ts';
import type { Flow } from '../model/flow.ts';
import { grantSchema } from '../model/grant.ts';
import {
  type EventId,
  eventIdSchema,
  type FlowId,
  flowIdSchema,
  nodeIdSchema,
  outboxIdSchema,
  type RunId,
  runIdSchema,
} from '../model/ids.ts';
import type { ImportReport } from '../model/import-report.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import { metricSchema } from '../model/monitor/metric.ts';
import type { MonitorPast } from '../model/monitor/replay.ts';
import { monitorRuleSchema } from '../model/monitor/rule.ts';
import type { TableInfo } from '../model/outside.ts';
import type { Problem } from '../model/problem.ts';
import { variantIds } from '../model/provider-sample.ts';
import { runStatusSchema, verdictSchema } from '../model/run.ts';
import type { NodeDescription } from '../model/step-view.ts';
import type { TableShape } from '../model/table-watch/asks.ts';
import type { ChosenWay } from '../model/table-watch/choose-way.ts';
import type { AwayReport } from './away.ts';
import type { CurlParams } from './curl.ts';
import { desktopMethods } from './desktop.ts';
import { flowRef, method, nothing } from './method.ts';
import { publicAddressMethods } from './public-address.ts';
import type { RunDetail, RunExplanation, RunRow, RunSummary } from './run-shapes.ts';
import type {
  AppInfo,
  AppStorage,
  Backup,
  BinnedFlow,
  CredentialCheck,
  CredentialShape,
  DemoOrder,
  DoctorCheck,
  Draft,
  EventRow,
  EventSummary,
  FlowCard,
  FlowPreview,
  FlowReport,
  FlowVersion,
  FolderListing,
  Inspection,
  OutboxDetail,
  OutboxEntry,
  PageOf,
  PastedSample,
  ProviderShape,
  SchedulePreview,
  SignatureTrial,
  Starter,
  TestResult,
} from './shapes.ts';

/** A stored flow, or a flow file that is not stored. */
const subject = z.union([
  z.strictObject({ flow: flowRef, /** The version that is on, instead of the draft. */ live: z.boolean().optional() }),
  z.strictObject({ document: z.unknown() }),
]);
const page = { limit: z.int().min(1).max(1000).default(50), before: z.string().optional() };
const line = {
  ...page,
  /** Only what is newer than this. */
  after: z.string().optional(),
  flow: flowRef.optional(),
  kinds: z.array(z.string().min(1)).optional(),
  /** Found anywhere in what arrived. */
  text: z.string().max(200).optional(),
  since: z.iso.datetime().optional(),
};
/** A built-in sample by the ids of provider, event and variant. */
const sampleChoice = { provider: z.string(), event: z.string(), variant: z.enum(variantIds) };
const grants = z.union([z.literal('all'), z.array(grantSchema)]).default([]);

const watchedTable = { file: z.string().min(1), table: z.string().min(1) };
const gaugeName = z.string().trim().min(1).max(100);

/** Every call a screen or the command line can make. Names are `noun.verb`. */
export const methods = {
  'app.info': method<AppInfo>()(nothing),
  'app.doctor': method<DoctorCheck[]>()(nothing),
  'app.storage': method<AppStorage>()(nothing),
  /** Copies the data folder, while everything goes on, into a new folder inside this one, and checks the copy. */
  'app.backup': method<Backup>()(z.strictObject({ folder: z.string().min(1).max(4096) })),
  /** When WhenThen last ended without being stopped while runs were in progress, until it is put away. */
  'app.crash': method<{ at: string; runs: number } | null>()(nothing),
  'app.forgetCrash': method<null>()(nothing),
  'nodes.list': method<NodeDescription[]>()(nothing),
  'flows.list': method<FlowCard[]>()(nothing),
  'flows.show': method<FlowReport & { document: Flow }>()(z.strictObject({ flow: flowRef })),
  /** Makes a flow, empty or from a document; a name that is taken gets a number. */
  'flows.create': method<Draft>()(
    z.strictObject({ name: z.string().optional(), document: z.unknown().optional(), allow: grants }),
  ),
  'flows.draft': method<Draft>()(z.strictObject({ flow: flowRef })),
  /** Keeps a draft; throws `draft.changed-elsewhere` when it is based on an older revision. */
  'flows.save': method<{ report: FlowReport; revision: number }>()(
    z.strictObject({ flow: flowRef, document: z.unknown(), revision: z.int() }),
  ),
  /** What the compiler says about a document, without keeping it. */
  'flows.inspect': method<Inspection>()(z.strictObject({ document: z.unknown() })),
  /**
   * What a file would become, with what it asks for: a flow file, or a workflow that n8n exported. So do `flows.create`,
   * `flows.check` and `flows.import`. Throws when it is neither.
   */
  'flows.preview': method<FlowPreview>()(z.strictObject({ document: z.unknown() })),
  'flows.duplicate': method<Draft>()(z.strictObject({ flow: flowRef })),
  'flows.versions': method<FlowVersion[]>()(z.strictObject({ flow: flowRef })),
  /** A stored version with what the compiler says about it. Also of a flow in the bin. */
  'flows.version': method<{ document: Flow; inspection: Inspection }>()(
    z.strictObject({ flow: flowIdSchema, version: z.int() }),
  ),
  'flows.bin': method<BinnedFlow[]>()(nothing),
  'flows.restore': method<Draft>()(z.strictObject({ flow: flowIdSchema })),
  /** Problems of several files, each by itself and against each other. */
  'flows.check': method<{ results: Problem[][]; imported: (ImportReport | null)[] }>()(
    z.strictObject({ documents: z.array(z.unknown()) }),
  ),
  'flows.import': method<FlowReport & { imported: ImportReport | null }>()(
    z.strictObject({ document: z.unknown(), allow: grants, on: z.boolean().default(false) }),
  ),
  'flows.export': method<Flow>()(z.strictObject({ flow: flowRef })),
  'flows.allow': method<FlowReport>()(z.strictObject({ flow: flowRef, allow: grants })),
  'flows.turnOn': method<FlowReport>()(
    z.strictObject({
      flow: flowRef,
      /** `live` takes up the version that ran last and leaves later edits alone, to undo a switching off. */
      version: z.enum(['draft', 'live']).default('draft'),
      /** The person was told what stays in the Practice outbox; it is not asked again. */
      practiceIsFine: z.boolean().optional(),
    }),
  ),
  'flows.turnOff': method<FlowReport>()(z.strictObject({ flow: flowRef })),
  /** A change of what arrives that a person has seen; it is not told again. */
  'flows.driftIsFine': method<{ id: FlowId }>()(z.strictObject({ flow: flowRef, notice: z.string() })),
  'flows.remove': method<{ id: FlowId }>()(z.strictObject({ flow: flowRef })),
  'flows.test': method<TestResult[]>()(z.strictObject({ subject })),
  'runs.start': method<RunDetail>()(
    z.strictObject({
      subject,
      trigger: nodeIdSchema.optional(),
      payload: z.unknown().optional(),
      allow: grants,
    }),
  ),
  'runs.dry': method<DryRun>()(
    z.strictObject({
      subject,
      /** The stored flow whose permissions count for a document. */
      permissionsOf: flowRef.optional(),
      trigger: nodeIdSchema.optional(),
      payload: z.unknown().optional(),
      /** Outputs used instead of running a step, by step id. */
      pinned: z.record(z.string(), z.json()).default({}),
      /** Only this step and what it needs. */
      until: nodeIdSchema.optional(),
      allow: grants,
    }),
  ),
  'runs.list': method<RunSummary[]>()(
    z.strictObject({
      ...page,
      flow: flowRef.optional(),
      status: runStatusSchema.optional(),
      attention: z.boolean().optional(),
    }),
  ),
  /** A page for a long list; see {@link PageOf}. */
  'runs.page': method<PageOf<RunRow>>()(
    z.strictObject({
      ...line,
      statuses: z.array(runStatusSchema).optional(),
      retriesOnly: z.boolean().optional(),
      attention: z.boolean().optional(),
      /** Just these runs, for bringing rows up to date. */
      only: z.array(runIdSchema).max(200).optional(),
    }),
  ),
  /** Counted up to 1000. */
  'runs.count': method<{ count: number }>()(
    z.strictObject({ flow: flowRef.optional(), status: runStatusSchema.optional(), attention: z.boolean().optional() }),
  ),
  /** Why a run stopped; null when it did not. */
  'runs.explain': method<RunExplanation | null>()(z.strictObject({ run: runIdSchema })),
  /** The run a failed one is best compared with: the last successful one before it; null when there is none. */
  'runs.lastGood': method<RunDetail | null>()(z.strictObject({ run: runIdSchema })),
  'runs.show': method<RunDetail>()(z.strictObject({ run: runIdSchema })),
  'runs.retry': method<RunDetail>()(
    z.strictObject({
      run: runIdSchema,
      /** A node id, or `start` for the whole run; default: the step that failed. */
      from: z.string().optional(),
      version: z.enum(['ran', 'current']).default('ran'),
      /** What arrived, corrected by hand; the whole run starts again with it. */
      payload: z.json().optional(),
    }),
  ),
  'runs.cancel': method<RunSummary>()(z.strictObject({ run: runIdSchema })),
  'runs.decide': method<RunDetail>()(
    z.strictObject({
      run: runIdSchema,
      node: nodeIdSchema,
      /** As in the step's record, for one of many items. */
      item: z.int().min(0).default(0),
      choice: z.enum(['done', 'again', 'skip', 'stop']),
    }),
  ),
  /** Answers the question a step of a run asks, so that it goes on. */
  'runs.answer': method<RunDetail>()(
    z.strictObject({
      run: runIdSchema,
      node: nodeIdSchema,
      item: z.int().min(0).default(0),
      answer: z.enum(['yes', 'no']),
      note: z.string().max(2000).default(''),
    }),
  ),
  'runs.dismiss': method<RunSummary>()(z.strictObject({ run: runIdSchema })),
  'events.list': method<EventSummary[]>()(
    z.strictObject({ ...page, flow: flowRef.optional(), verdict: verdictSchema.optional() }),
  ),
  /** A page for a long list, without the content; see {@link PageOf}. */
  'events.page': method<PageOf<EventRow>>()(
    z.strictObject({ ...line, verdicts: z.array(verdictSchema).optional(), notRun: z.boolean().optional() }),
  ),
  /** Counted up to 1000. */
  'events.count': method<{ count: number }>()(
    z.strictObject({ flow: flowRef.optional(), notRun: z.boolean().optional() }),
  ),
  /** Removes something that started no run. */
  'events.remove': method<{ id: EventId }>()(z.strictObject({ event: eventIdSchema })),
  'events.show': method<EventSummary>()(z.strictObject({ event: eventIdSchema })),
  'events.emit': method<{ events: EventId[]; runs: RunId[] }>()(
    z.strictObject({ name: z.string().min(1).max(200), data: z.unknown() }),
  ),
  /** What was kept on this computer, newest first: e-mails and chat messages of the Practice outbox, and notifications. */
  'outbox.list': method<OutboxEntry[]>()(
    z.strictObject({ ...page, kind: z.enum(['email', 'chat', 'notification']).optional() }),
  ),
  'outbox.show': method<OutboxDetail>()(z.strictObject({ message: outboxIdSchema })),
  /** Services that send webhooks, with their built-in samples by name. */
  'samples.providers': method<ProviderShape[]>()(nothing),
  /** A built-in sample as it would arrive at an address. */
  'samples.delivery': method<JsonRecord>()(z.strictObject({ ...sampleChoice, path: z.string().max(200) })),
  /** What a pasted text holds; throws a fault with the line of a mistake in `data`. */
  'samples.read': method<PastedSample>()(z.strictObject({ text: z.string() })),
  /** What a delivery handed over, or would have, with what looks secret hidden. */
  'samples.ofEvent': method<{ payload: JsonValue; masked: string[] }>()(z.strictObject({ event: eventIdSchema })),
  /** Sends an example to a webhook of this computer the way its service would, signed when the secret is known. */
  'hooks.practice': method<{ status: number; signed: boolean }>()(
    z.strictObject({
      flow: flowRef,
      node: nodeIdSchema,
      sample: z.strictObject(sampleChoice).optional(),
      payload: z.unknown().optional(),
    }),
  ),
  /** Tries a secret, typed or saved, against what arrived last. */
  'hooks.trySignature': method<SignatureTrial>()(
    z.strictObject({
      flow: flowRef,
      node: nodeIdSchema,
      verify: z.unknown(),
      secret: z
        .string()
        .max(64 * 1024)
        .optional(),
    }),
  ),
  /** The sheets of a person's Excel workbook, or the one table of a CSV file (called ``), with columns and row counts. */
  'tables.describe': method<TableInfo[]>()(z.strictObject({ file: z.string().min(1) })),
  /** The tables of a person's SQLite file, with columns and row counts. */
  'databases.tables': method<TableInfo[]>()(z.strictObject({ file: z.string().min(1) })),
  /** The newest rows of a table. */
  'databases.rows': method<JsonRecord[]>()(
    z.strictObject({ file: z.string().min(1), table: z.string().min(1), limit: z.int().min(1).max(200).default(20) }),
  ),
  /** What a schedule means and when it runs; exactly one of the first four. What is wrong with it stands in `problem`. */
  'schedules.preview': method<SchedulePreview>()(
    z.strictObject({
      cron: z.string().optional(),
      everySeconds: z.number().optional(),
      at: z.string().max(100).optional(),
      text: z.string().max(300).optional(),
      zone: z.string().max(100),
      count: z.int().min(1).max(1000).default(5),
      from: z.iso.datetime().optional(),
    }),
  ),
  /** What happened while nobody looked, since the report was last put away or since a time. */
  'away.report': method<AwayReport>()(z.strictObject({ since: z.iso.datetime().optional() })),
  /** Puts the report away. Times that wait for a decision go on waiting. */
  'away.dismiss': method<AwayReport>()(nothing),
  /** Starts runs for missed times, one after another; each is an event of its own. One that is decided about is left out. */
  'away.runNow': method<{ runs: RunId[] }>()(z.strictObject({ events: z.array(eventIdSchema).min(1).max(200) })),
  /** Decides that missed times are not made up for. */
  'away.skip': method<{ skipped: number }>()(z.strictObject({ events: z.array(eventIdSchema).min(1).max(200) })),
  'files.browse': method<FolderListing>()(z.strictObject({ folder: z.string().optional() })),
  /** How a table would be watched and why, with its newest rows. */
  'tables.explain': method<{ shape: TableShape; chosen: ChosenWay; newest: JsonRecord[] }>()(
    z.strictObject({
      ...watchedTable,
      changes: z.array(z.enum(['added', 'changed', 'removed'])).default(['added']),
      columns: z.array(z.string()).default([]),
      detect: z.enum(['auto', 'cursor', 'compare', 'capture']).default('auto'),
      cursorColumn: z.string().default(''),
    }),
  ),
  /** The exact statements that recording the changes of a table would put into its file. */
  'capture.plan': method<{ sql: string; bytes: number; backsUp: boolean }>()(z.strictObject(watchedTable)),
  /** Puts them in, after a copy of the file; `sql` is what the person agreed to. False when it would be something else by now. */
  'capture.install': method<{ installed: boolean; backup: string | null }>()(
    z.strictObject({ ...watchedTable, sql: z.string() }),
  ),
  'capture.remove': method<{ removed: boolean }>()(z.strictObject(watchedTable)),
  /** What a number is now, for a person who sets up a monitor; null when there is none at its place. */
  'monitors.now': method<{ value: number | null }>()(z.strictObject({ metric: metricSchema })),
  /** What a monitor has read, and when a rule would have started its flow. */
  'monitors.replay': method<MonitorPast>()(
    z.strictObject({
      flow: flowRef,
      node: nodeIdSchema,
      metric: metricSchema,
      rule: monitorRuleSchema,
      hours: z.number().min(0.1).max(168).default(24),
    }),
  ),
  /** The number of a demo gauge; null until somebody sets it. */
  'gauge.get': method<{ value: number | null }>()(z.strictObject({ name: gaugeName })),
  'gauge.set': method<{ value: number }>()(z.strictObject({ name: gaugeName, value: z.number() })),
  'credentials.list': method<CredentialShape[]>()(nothing),
  'credentials.set': method<{ name: string }>()(
    z.strictObject({
      name: credentialNameSchema,
      kind: credentialKindSchema.default('secret'),
      value: z
        .string()
        .min(1)
        .max(64 * 1024),
      hosts: z.array(z.string().min(1)).default([]),
    }),
  ),
  'credentials.remove': method<{ name: string }>()(z.strictObject({ name: z.string() })),
  /** Tries a secret: sends it to the address, or looks at its form when it is one for checking deliveries. */
  'credentials.check': method<CredentialCheck>()(
    z.strictObject({ name: z.string(), address: z.string().max(2000).optional() }),
  ),
  /** The params of a web request that does what a curl command does. Sign-in is left out; throws `paste.*` faults. */
  'requests.readCurl': method<CurlParams>()(z.strictObject({ text: z.string().max(1_000_000) })),
  /** The models an AI service has, before it is saved as a connection; null where it does not say. Keeps nothing. */
  'ai.models': method<{ models: string[] | null }>()(
    z.strictObject({ address: z.string().trim().min(1).max(2000), key: z.string().trim().max(4000) }),
  ),
  /** Posts one message that says it is a test, through a chat connection. */
  'credentials.sendTest': method<CredentialCheck>()(z.strictObject({ name: z.string() })),
  'starters.list': method<Starter[]>()(nothing),
  /** Makes the demo shop when it is not there; `file` is its name in a flow. */
  'demo.ensure': method<{ file: string; path: string }>()(nothing),
  'demo.reset': method<{ file: string; path: string }>()(nothing),
  /** Adds an order to the demo shop and announces `demo-shop.order`, which starts the flows that listen to it. */
  'demo.addOrder': method<{ order: DemoOrder; runs: RunId[] }>()(nothing),
  ...publicAddressMethods,
  ...desktopMethods,
} as const;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
/** What a caller passes: defaults may be left out. */
export type InputOf<Name extends MethodName> = z.input<Methods[Name]['input']>;
/** What a handler receives: checked, defaults filled in. */
export type ArgumentOf<Name extends MethodName> = z.output<Methods[Name]['input']>;
export type OutputOf<Name extends MethodName> = Exclude<Methods[Name]['output'], undefined>;

/** The engine's side of the contract. */
export type Handlers = { [Name in MethodName]: (input: ArgumentOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>> };
