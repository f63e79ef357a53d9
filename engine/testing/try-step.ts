import { z } from 'zod';
import { compileFlow } from '../compile/compile.ts';
import type { PlanStep } from '../compile/plan.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { StepOutside } from '../model/outside.ts';
import {
  type CalledRun,
  defineTrigger,
  type NodeDefinition,
  outPort,
  type StepContext,
  type StepDefinition,
  type StepResult,
  scopeOf,
} from '../nodes/define.ts';

const start = defineTrigger({
  type: 'test-start',
  version: 1,
  title: 'Start',
  description: 'Starts a test.',
  synonyms: [],
  icon: 'box',
  params: z.strictObject({}),
  form: [],
  ports: () => [outPort],
  summary: () => 'Starts a test',
  sample: () => ({}),
  listen: () => ({ kind: 'manual' }),
  upgrades: [],
});

const compileStep = (node: StepDefinition, params: JsonRecord) => {
  const types = new Map<string, NodeDefinition>([
    [start.type, start],
    [node.type, node],
  ]);
  const flow = {
    format: 'whenthen.flow/1',
    name: 'One step',
    nodes: [
      { id: 'start', type: start.type },
      { id: 'step', type: node.type, version: node.version, params },
    ],
    edges: [{ from: 'start', to: 'step' }],
  };
  const { problems, plan } = compileFlow(flow, types);
  return { problems, step: plan?.byId.get('step') as PlanStep | undefined };
};

/** What the compiler says about a step with these params, as typed: `param: message`, errors only. */
export const problemsOf = (node: StepDefinition, params: JsonRecord): string[] =>
  compileStep(node, params)
    .problems.filter((problem) => problem.severity === 'error')
    .map(({ param, message }) => `${param ?? 'flow'}: ${message}`);

export interface Trial {
  /** The payload, `trigger` in templates. */
  trigger?: JsonValue;
  nowMs?: number;
  startedAtMs?: number;
  timeZone?: string;
  /** Parts of the outside world; reaching for one that is not given fails the test. */
  outside?: Partial<StepOutside>;
  incoming?: StepContext['incoming'];
  occasion?: string;
  called?: CalledRun | null;
  /** What is remembered, by scope and key: `step seen`. What the step remembers is added. */
  memory?: Map<string, JsonValue | undefined>;
}

const unreachable = (name: string) =>
  new Proxy({} as never, {
    get: () => {
      throw new Error(`This step reached for "${name}", which this test does not give it`);
    },
  });

const contextOf = (
  {
    trigger = {},
    nowMs = 0,
    startedAtMs = 0,
    timeZone = 'UTC',
    outside = {},
    incoming = [],
    occasion = 'evt_1',
    memory = new Map(),
    called = null,
  }: Trial,
  step: PlanStep,
): StepContext => ({
  idempotencyKey: 'key',
  signal: new AbortController().signal,
  timeoutMs: 1000,
  now: () => nowMs,
  startedAtMs,
  timeZone,
  depth: 0,
  prepared: step.prepared,
  incoming,
  occasion,
  payload: trigger,
  called: () => called,
  recall: (scope, key) => memory.get(`${scope} ${key}`),
  http: unreachable('http'),
  databases: unreachable('databases'),
  files: unreachable('files'),
  readFile: async () => {
    throw new Error('This step read a file, which this test does not give it');
  },
  tables: unreachable('tables'),
  mail: unreachable('mail'),
  chat: unreachable('chat'),
  ai: unreachable('ai'),
  programs: unreachable('programs'),
  scripts: unreachable('scripts'),
  ...outside,
});

const ready = (node: StepDefinition, params: JsonRecord, trial: Trial) => {
  const { problems, step } = compileStep(node, params);
  if (!step) throw new Error(`The step has problems: ${problems.map(({ message }) => message).join(' ')}`);
  return { resolved: step.resolve(scopeOf(trial.trigger ?? {})), context: contextOf(trial, step) };
};

/** Compiles a step, fills in its templates and runs it once, as the engine would. */
export const tryStep = async (node: StepDefinition, params: JsonRecord, trial: Trial = {}): Promise<StepResult> => {
  const { resolved, context } = ready(node, params, trial);
  const result = await node.run(resolved as never, context);
  for (const { scope, key, value } of result.remember ?? []) trial.memory?.set(`${scope} ${key}`, value);
  return result;
};

/** The same for the preview of a dry run. */
export const tryPreview = async (node: StepDefinition, params: JsonRecord, trial: Trial = {}): Promise<StepResult> => {
  const { resolved, context } = ready(node, params, trial);
  return (node.preview ?? node.run)(resolved as never, context);
};
