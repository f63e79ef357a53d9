import { z } from 'zod';
import { nodeIdSchema } from './ids.ts';

/** The first line of every flow file. */
export const flowFormat = 'whenthen.flow/1';

/** Limits of one flow file. A file beyond them is refused with a sentence, never truncated. */
export const flowLimits = { fileBytes: 2 * 1024 * 1024, nodes: 500, edges: 2000 } as const;

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

export const flowSettingsSchema = z.strictObject({
  timeZone: z
    .string()
    .refine(isTimeZone, 'This is not a time zone name such as "Europe/Lisbon"')
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
    .describe('IANA time zone name; the default is the zone of this computer'),
  overlap: z
    .enum(['parallel', 'queue', 'skip'])
    .default('parallel')
    .describe('What happens when a run starts while another is going on; queue = one at a time, in order'),
  maxParallel: z.int().min(1).max(1000).default(10),
  afterCrash: z
    .enum(['repeat', 'ask'])
    .default('repeat')
    .describe('What to do with a step that may have half-happened: repeat it, or ask the person'),
  keepData: z.boolean().default(true).describe('Whether payloads and outputs of finished runs are kept'),
});
export type FlowSettings = z.infer<typeof flowSettingsSchema>;

export const onErrorSchema = z.strictObject({
  retries: z.int().min(0).max(20).default(3),
  firstDelayMs: z.int().min(0).max(86_400_000).default(1000),
  then: z.enum(['stop', 'continue', 'branch']).default('stop').describe('branch = go on at the port "failed"'),
});
export type OnError = z.infer<typeof onErrorSchema>;

const positionSchema = z.strictObject({ x: z.number(), y: z.number() });

/** Params are checked against the node type's own schema by the compiler, which names node and param. */
export const flowNodeSchema = z.strictObject({
  id: nodeIdSchema,
  type: z.string().min(1).max(100),
  version: z.int().min(1).default(1),
  name: z.string().max(200).optional(),
  position: positionSchema.default({ x: 0, y: 0 }),
  params: z.record(z.string(), z.json()).default({}),
  onError: onErrorSchema.prefault({}),
  /** Left out, it is what the type of the step usually takes. */
  timeoutMs: z.int().min(1).max(86_400_000).optional(),
  skip: z.boolean().default(false),
});
export type FlowNode = z.infer<typeof flowNodeSchema>;

export const flowEdgeSchema = z.strictObject({
  from: nodeIdSchema,
  port: z.string().min(1).max(100).default('out'),
  to: nodeIdSchema,
});
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

const partIdSchema = z.string().min(1).max(100);

/** A free text on the canvas, or one that belongs to a step. Runs never look at it. */
export const noteSchema = z.strictObject({
  id: partIdSchema,
  text: z.string().max(10_000),
  position: positionSchema,
  size: z.strictObject({ width: z.number().min(80).max(4000), height: z.number().min(40).max(4000) }).optional(),
  node: nodeIdSchema.optional().describe('The step it is about'),
});
export type Note = z.infer<typeof noteSchema>;

/** Steps that are shown together. A group never changes what runs. */
export const groupSchema = z.strictObject({
  id: partIdSchema,
  title: z.string().max(200).default(''),
  nodes: z.array(nodeIdSchema).max(flowLimits.nodes).default([]),
  collapsed: z.boolean().default(false),
});
export type Group = z.infer<typeof groupSchema>;

export const sampleSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().max(200).default(''),
  node: nodeIdSchema,
  payload: z.json(),
});
export type Sample = z.infer<typeof sampleSchema>;

export const expectationSchema = z.strictObject({
  node: nodeIdSchema.optional().describe('The step to look at; without it, the run as a whole'),
  path: z.string().default('').describe('Dotted path into the output of that step'),
  op: z.enum(['equals', 'not-equals', 'contains', 'exists', 'ran', 'skipped', 'failed', 'status']).default('equals'),
  value: z.json().optional(),
});
export type Expectation = z.infer<typeof expectationSchema>;

export const flowTestSchema = z.strictObject({
  name: z.string().max(200),
  sample: z.string(),
  pinned: z.record(z.string(), z.json()).default({}).describe('Outputs used instead of running a step, by step id'),
  expect: z.array(expectationSchema).default([]),
});
export type FlowTest = z.infer<typeof flowTestSchema>;

/** The flow file. The one source of truth for its shape; the JSON Schema is generated from it. */
export const flowSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(flowFormat),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(10_000).default(''),
  settings: flowSettingsSchema.prefault({}),
  nodes: z.array(flowNodeSchema).max(flowLimits.nodes).default([]),
  edges: z.array(flowEdgeSchema).max(flowLimits.edges).default([]),
  notes: z.array(noteSchema).default([]),
  groups: z.array(groupSchema).default([]),
  samples: z.array(sampleSchema).default([]),
  tests: z.array(flowTestSchema).default([]),
});
export type Flow = z.infer<typeof flowSchema>;
