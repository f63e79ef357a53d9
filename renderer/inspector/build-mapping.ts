import { itemIndexes } from '../client/items.ts';
import type {
  Flow,
  Inspection,
  JsonRecord,
  JsonValue,
  NodeDescription,
  ProviderShape,
  Scope,
} from '../client/types.ts';
import type { Mapping, MappingSource } from '../pieces/template-field/mapping.ts';
import { workOut } from '../pieces/template-field/pipeline.ts';
import type { LabelMap } from '../pieces/values/label.ts';
import { providerOf } from '../pieces/webhook/provider-choice.ts';
import { loopsAround, numberSteps, upstreamOf } from '../stores/flow-graph.ts';
import { scopeOf, type Testing } from '../stores/testing.ts';

/** What the steps before a step hand on. Pure. */

export interface Known {
  flow: Pick<Flow, 'nodes' | 'edges' | 'samples' | 'name'>;
  inspection: Inspection;
  testing: Pick<Testing, 'currentSample' | 'results'>;
  types: ReadonlyMap<string, NodeDescription>;
  /** Services whose fields have names of their own. */
  providers: readonly ProviderShape[];
}

const isTrigger = ({ types }: Known, type: string): boolean => types.get(type)?.kind === 'trigger';

/** The trigger a step is tried with: itself, else the nearest before it, else the first of the flow. */
export const triggerFor = (known: Known, step: string): string | undefined => {
  const { flow } = known;
  const before = upstreamOf(flow, step);
  const triggers = flow.nodes.filter(({ type }) => isTrigger(known, type));
  return (triggers.find(({ id }) => id === step) ?? triggers.find(({ id }) => before.has(id)) ?? triggers[0])?.id;
};

/** How many lines lead back to each step before. */
const distances = (flow: Known['flow'], step: string): Map<string, number> => {
  const far = new Map<string, number>([[step, 0]]);
  const open = [step];
  for (let at = open.shift(); at !== undefined; at = open.shift())
    for (const { from, to } of flow.edges)
      if (to === at && !far.has(from)) {
        far.set(from, (far.get(at) ?? 0) + 1);
        open.push(from);
      }
  far.delete(step);
  return far;
};

const always = (scope: Scope): MappingSource => ({
  step: null,
  number: null,
  name: 'Always available',
  family: null,
  root: [],
  value: {
    ...(scope.index !== undefined && { index: scope.index }),
    now: scope.now,
    flow: { name: scope.flow.name },
    run: { id: scope.run.id, startedAt: scope.run.startedAt },
  },
  labels: {
    index: 'Item number, from 0',
    name: 'Flow name',
    id: 'Run ID',
    startedAt: 'Run started',
  },
});

/** The port by which a step repeats what hangs on it. */
const repeatingPort = ({ inspection }: Known, id: string): string | undefined =>
  inspection.steps[id]?.ports.find(({ repeats }) => repeats)?.id;

/** The item a step is tried with, of a list it is repeated for: the one its last test was about, else the first. */
const itemOf = (known: Known, loop: string, at: number, scope: Scope): JsonValue => {
  const node = known.flow.nodes.find(({ id }) => id === loop);
  const { list } = (node?.params ?? {}) as JsonRecord;
  const outcome = typeof list === 'string' ? workOut(list, scope) : { value: list ?? null };
  const items = 'value' in outcome ? outcome.value : null;
  return Array.isArray(items) ? (items[at] ?? items[0] ?? null) : null;
};

/** What a repeated step sees besides: the item of every list around it, the innermost as `item`. */
const withItems = (known: Known, step: string, scope: Scope): { scope: Scope; sources: MappingSource[] } => {
  const loops = loopsAround(known.flow, step, (id) => repeatingPort(known, id));
  const indexes = itemIndexes(known.testing.results[step]?.item ?? 0);
  let seen = scope;
  const sources: MappingSource[] = [];
  for (const [level, loop] of [...loops].reverse().entries()) {
    const index = indexes[level] ?? 0;
    const isInnermost = level === loops.length - 1;
    const item = itemOf(known, loop, index, seen);
    seen = { ...seen, item, index, steps: { ...seen.steps, [loop]: { item, index } } };
    sources.unshift({
      step: loop,
      number: null,
      name: isInnermost ? 'This item' : `Item of ${known.inspection.steps[loop]?.label ?? loop}`,
      family: 'prepare',
      root: isInnermost ? ['item'] : ['steps', loop, 'item'],
      value: item,
    });
  }
  return { scope: seen, sources };
};

/** The scope with one example in the place of the current one: what was tested belongs to the current one only. */
const exampleScope = (known: Known, trigger: string, sample: string): Scope =>
  scopeOf(known.flow, known.inspection, { currentSample: { [trigger]: sample }, results: {} }, trigger);

const labelsByProvider = new WeakMap<ProviderShape, LabelMap>();

/** What the service that sends to a webhook calls its fields. */
const labelsOf = ({ flow, providers }: Known, trigger: string): LabelMap | undefined => {
  const node = flow.nodes.find(({ id }) => id === trigger);
  if (node?.type !== 'webhook') return undefined;
  const names = flow.samples.filter((sample) => sample.node === trigger).map(({ name }) => name);
  const provider = providerOf(node.params as JsonRecord, names, providers);
  if (!provider) return undefined;
  const known =
    labelsByProvider.get(provider) ??
    Object.fromEntries(Object.entries(provider.labels).map(([path, label]) => [`body.${path}`, label]));
  labelsByProvider.set(provider, known);
  return known;
};

export const buildMapping = (known: Known, step: string): Mapping => {
  const { flow, inspection, testing, types } = known;
  const trigger = triggerFor(known, step);
  const { scope, sources: items } = withItems(known, step, scopeOf(flow, inspection, testing, trigger));
  const around = new Set(items.map(({ step: loop }) => loop));
  const numbers = numberSteps(flow);
  const far = distances(flow, step);
  const before = flow.nodes
    .filter(
      ({ id, type }) =>
        !around.has(id) &&
        ((far.has(id) && (!isTrigger(known, type) || id === trigger)) || (id === trigger && id === step)),
    )
    .sort((a, b) => (far.get(a.id) ?? 0) - (far.get(b.id) ?? 0) || (numbers.get(b.id) ?? 0) - (numbers.get(a.id) ?? 0));
  const sources = before.map(
    ({ id, type }): MappingSource => ({
      step: id,
      number: numbers.get(id) ?? null,
      name: inspection.steps[id]?.label ?? id,
      family: types.get(type)?.family ?? null,
      root: id === trigger ? ['trigger'] : ['steps', id],
      value: (id === trigger ? scope.trigger : (scope.steps[id] ?? {})) as JsonValue,
      labels: id === trigger ? labelsOf(known, id) : undefined,
    }),
  );
  const examples = flow.samples
    .filter(({ node }) => node === trigger)
    .map(({ id, name }) => ({
      name: name || id,
      scope: withItems(known, step, exampleScope(known, trigger ?? '', id)).scope,
    }));
  return {
    scope,
    sources: [...items, ...sources, always(scope)],
    examples: examples.length > 0 ? examples : [{ name: 'Example', scope }],
    canRepeat: step !== trigger && repeatingPort(known, step) === undefined && types.has('for-each'),
  };
};

/** The same mapping as before when nothing in it is different, so that fifty fields are not drawn again for a key. */
export const keepIfSame = (before: Mapping | null, next: Mapping): Mapping => {
  if (!before) return next;
  const plain = ({ scope, sources, examples, canRepeat }: Mapping): string => {
    const { now: _now, run: _run, ...stable } = scope as unknown as JsonRecord;
    return JSON.stringify([
      stable,
      sources.map(({ step, number, name, root, value, labels }) => [
        step,
        number,
        name,
        root,
        step === null ? null : value,
        labels !== undefined,
      ]),
      examples.map(({ name, scope: { trigger } }) => [name, trigger]),
      canRepeat,
    ]);
  };
  return plain(before) === plain(next) ? before : next;
};
