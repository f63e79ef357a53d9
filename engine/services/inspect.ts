import { compileFlow } from '../compile/compile.ts';
import { toJsonSchema } from '../compile/json-schema.ts';
import { readParams } from '../compile/param-values.ts';
import type { NodeTypes } from '../compile/plan.ts';
import type { Inspection } from '../contract/shapes.ts';
import { type FlowNode, flowNodeSchema } from '../model/flow.ts';
import { isRecord, type JsonRecord } from '../model/json.ts';
import type { NodeDescription, StepView } from '../model/step-view.ts';
import { type NodeDefinition, usualTimeoutMs } from '../nodes/define.ts';

/** The values params have while nothing is filled in, from the defaults of the schema. */
const defaultsOf = (definition: NodeDefinition): JsonRecord => {
  const { properties } = toJsonSchema(definition.params);
  const defaults: JsonRecord = {};
  for (const [name, property] of Object.entries(isRecord(properties) ? properties : {}))
    if (isRecord(property) && property.default !== undefined) defaults[name] = property.default;
  return defaults;
};

/** Nodes are written for params that passed their schema; of unfinished ones only what can be said is said. */
const orElse = <Value>(say: () => Value, otherwise: Value): Value => {
  try {
    return say() ?? otherwise;
  } catch {
    return otherwise;
  }
};

const failedPort = { id: 'failed', label: 'if it fails' };

const viewOf = (node: FlowNode, definition: NodeDefinition, defaults: JsonRecord): StepView => {
  const typed = { ...defaults, ...readParams(node.params, definition, () => {}) };
  const parsed = definition.params.safeParse(typed);
  const params = (parsed.success ? parsed.data : typed) as never;
  const ports = orElse(() => definition.ports(params), []);
  const branches = definition.kind === 'step' && node.onError.then === 'branch';
  return {
    label: node.name ?? definition.title,
    summary: orElse(() => definition.summary(params), definition.description),
    ports: branches ? [...ports, failedPort] : ports,
    effect: definition.kind === 'step' && parsed.success ? orElse(() => definition.effect(params), null) : null,
    practice: definition.kind === 'step' && orElse(() => definition.practice?.(params), null) !== null,
    sample: orElse(() => definition.sample(params), {}),
  };
};

/** Node types as data for palettes and generic forms. */
export const describeNode = (definition: NodeDefinition): NodeDescription => {
  const { type, version, kind, family, title, description, synonyms, icon, form } = definition;
  const defaults = defaultsOf(definition);
  const node = flowNodeSchema.parse({ id: 'new', type });
  const { ports } = viewOf(node, definition, defaults);
  const timeoutMs = (definition.kind === 'step' && definition.timeoutMs) || usualTimeoutMs;
  const hidden = definition.hidden === true;
  return { type, version, kind, family, title, description, synonyms, icon, hidden, form, defaults, timeoutMs, ports };
};

/** Looks at a document as it stands, finished or not. Never throws: what is wrong is among the problems. */
export const createInspect = (types: NodeTypes) => {
  const known = new Map<string, JsonRecord>();
  const defaultsFor = (definition: NodeDefinition): JsonRecord => {
    const found = known.get(definition.type) ?? defaultsOf(definition);
    known.set(definition.type, found);
    return found;
  };
  return (document: unknown): Inspection => {
    const { problems, flow } = compileFlow(document, types);
    const steps: Inspection['steps'] = Object.create(null);
    for (const node of flow?.nodes ?? []) {
      const definition = types.get(node.type);
      steps[node.id] = definition
        ? viewOf(node, definition, defaultsFor(definition))
        : { label: node.name ?? node.type, summary: '', ports: [], effect: null, practice: false, sample: {} };
    }
    return { problems, steps };
  };
};
export type Inspect = ReturnType<typeof createInspect>;
