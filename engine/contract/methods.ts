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
  type RunId,
  runIdSchema,
} from '../model/ids.ts';
import type { JsonRecord } from '../model/json.ts';
import type { TableInfo } from '../model/outside.ts';
import type { Problem } from '../model/problem.ts';
import { runStatusSchema, verdictSchema } from '../model/run.ts';
import type { NodeDescription } from '../model/step-view.ts';
import type {
  AppInfo,
  BinnedFlow,
  CredentialShape,
  DoctorCheck,
  Draft,
  EventSummary,
  FlowCard,
  FlowReport,
  FlowVersion,
  FolderListing,
  Inspection,
  RunDetail,
  RunSummary,
  SchedulePreview,
  TestResult,
} from './shapes.ts';

/** A method: what it takes is checked at the door, what it returns is a type. */
interface Method<Input extends z.ZodType, Output> {
  input: Input;
  /** Never set; carries the type. */
  output?: Output;
}

const method =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Method<Input, Output> => ({ input });

const nothing = z.strictObject({});
/** A flow by its name or id. */
const flowRef = z.string().min(1);
/** A stored flow, or a flow file that is not stored. */
const subject = z.union([z.strictObject({ flow: flowRef }), z.strictObject({ document: z.unknown() })]);
const page = { limit: z.int().min(1).max(1000).default(50), before: z.string().optional() };
const grants = z.union([z.literal('all'), z.array(grantSchema)]).default([]);

/** Every call a screen or the command line can make. Names are `noun.verb`. */
export const methods = {
  'app.info': method<AppInfo>()(nothing),
  'app.doctor': method<DoctorCheck[]>()(nothing),
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
  'flows.duplicate': method<Draft>()(z.strictObject({ flow: flowRef })),
  'flows.versions': method<FlowVersion[]>()(z.strictObject({ flow: flowRef })),
  /** A stored version with what the compiler says about it. Also of a flow in the bin. */
  'flows.version': method<{ document: Flow; inspection: Inspection }>()(
    z.strictObject({ flow: flowIdSchema, version: z.int() }),
  ),
  'flows.bin': method<BinnedFlow[]>()(nothing),
  'flows.restore': method<Draft>()(z.strictObject({ flow: flowIdSchema })),
  /** Problems of several files, each by itself and against each other. */
  'flows.check': method<{ results: Problem[][] }>()(z.strictObject({ documents: z.array(z.unknown()) })),
  'flows.import': method<FlowReport>()(
    z.strictObject({ document: z.unknown(), allow: grants, on: z.boolean().default(false) }),
  ),
  'flows.export': method<Flow>()(z.strictObject({ flow: flowRef })),
  'flows.allow': method<FlowReport>()(z.strictObject({ flow: flowRef, allow: grants })),
  'flows.turnOn': method<FlowReport>()(z.strictObject({ flow: flowRef })),
  'flows.turnOff': method<FlowReport>()(z.strictObject({ flow: flowRef })),
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
  'runs.show': method<RunDetail>()(z.strictObject({ run: runIdSchema })),
  'runs.retry': method<RunDetail>()(
    z.strictObject({
      run: runIdSchema,
      /** A node id, or `start` for the whole run; default: the step that failed. */
      from: z.string().optional(),
      version: z.enum(['ran', 'current']).default('ran'),
    }),
  ),
  'runs.cancel': method<RunSummary>()(z.strictObject({ run: runIdSchema })),
  'runs.decide': method<RunDetail>()(
    z.strictObject({ run: runIdSchema, node: nodeIdSchema, choice: z.enum(['done', 'again', 'skip', 'stop']) }),
  ),
  'runs.dismiss': method<RunSummary>()(z.strictObject({ run: runIdSchema })),
  'events.list': method<EventSummary[]>()(
    z.strictObject({ ...page, flow: flowRef.optional(), verdict: verdictSchema.optional() }),
  ),
  'events.show': method<EventSummary>()(z.strictObject({ event: eventIdSchema })),
  'events.emit': method<{ events: EventId[]; runs: RunId[] }>()(
    z.strictObject({ name: z.string().min(1).max(200), data: z.unknown() }),
  ),
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
  'files.browse': method<FolderListing>()(z.strictObject({ folder: z.string().optional() })),
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
} as const;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
/** What a caller passes: defaults may be left out. */
export type InputOf<Name extends MethodName> = z.input<Methods[Name]['input']>;
/** What a handler receives: checked, defaults filled in. */
export type ArgumentOf<Name extends MethodName> = z.output<Methods[Name]['input']>;
export type OutputOf<Name extends MethodName> = NonNullable<Methods[Name]['output']>;

/** The engine's side of the contract. */
export type Handlers = { [Name in MethodName]: (input: ArgumentOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>> };
