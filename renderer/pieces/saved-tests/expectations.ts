import { writePath } from '../../client/templates.ts';
import type { DryRun, DryStep, Expectation, Flow, JsonRecord, JsonValue } from '../../client/types.ts';

/** Something a test may look at, offered ready to be kept or left out. */
export interface Suggestion {
  id: string;
  /** The step it is about; empty for the flow as a whole. */
  step: string;
  /** What is expected, as a sentence without its step. */
  label: string;
  expectation: Expectation;
  /** Whether it is kept unless the person unticks it. */
  isOn: boolean;
  /** Set for a field: what it was in the test. */
  found?: JsonValue;
}

/** Fields of a step that are offered; a test that looks at more breaks by everything. */
const mostFields = 24;
const deepest = 4;

const times = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d)?/;
const ids = /^[0-9a-f]{8}-[0-9a-f]{4}-|^(evt|run|msg|ch|cs|pi|cus)_\w{6,}$|^[0-9a-f]{24,}$/i;

/** Whether a value will be another one next time: times and ids. They are expected to be there, whatever they are. */
export const changesEachTime = (name: string, value: JsonValue): boolean => {
  if (typeof value === 'string') return times.test(value) || ids.test(value);
  return typeof value === 'number' && /(_at|At|^now|time|created|rowid|lastRowId)$/.test(name);
};

const leavesOf = (value: JsonValue | undefined, path: string[], found: [path: string[], value: JsonValue][]): void => {
  if (value === undefined || found.length >= mostFields) return;
  if (value !== null && typeof value === 'object' && path.length < deepest)
    for (const [key, item] of Object.entries(value)) leavesOf(item as JsonValue, [...path, key], found);
  else if (path.length > 0 && !path.some((key) => key.includes('.'))) found.push([path, value]);
};

const fieldsOf = (step: DryStep): Suggestion[] => {
  const leaves: [string[], JsonValue][] = [];
  leavesOf(step.output, [], leaves);
  return leaves.map(([path, value]) => {
    const dotted = path.join('.');
    const isAny = value === null || changesEachTime(path.at(-1) ?? '', value);
    return {
      id: `${step.node} ${dotted}`,
      step: step.label,
      label: writePath(path),
      expectation: isAny
        ? { node: step.node as Expectation['node'], path: dotted, op: 'exists' }
        : { node: step.node as Expectation['node'], path: dotted, op: 'equals', value },
      isOn: step.effect === 'pure' && value !== null,
      found: value,
    };
  });
};

const would = (step: DryStep | undefined): boolean => step !== undefined && step.status !== 'skipped';

const pathOf = (node: string, label: string, step: DryStep | undefined): Suggestion => {
  const isAction = step !== undefined && step.effect !== 'pure' && step.effect !== 'reads';
  const happens = would(step);
  return {
    id: `${node} path`,
    step: label,
    label: happens ? (isAction ? 'Would be done' : 'Runs') : isAction ? 'Would not be done' : 'Does not run',
    expectation: {
      node: node as Expectation['node'],
      path: '',
      op: step?.status === 'failed' ? 'failed' : happens ? 'ran' : 'skipped',
    },
    isOn: true,
  };
};

/** What the last test made of a flow, as expectations to choose from. `labelOf` names a step. */
export const suggestExpectations = (
  flow: Pick<Flow, 'nodes'>,
  triggers: ReadonlySet<string>,
  run: DryRun,
  labelOf: (node: string) => string,
): Suggestion[] => {
  const steps = new Map(run.steps.map((step) => [step.node, step]));
  const whole: Suggestion = {
    id: 'status',
    step: '',
    label: run.status === 'succeeded' ? 'Runs to the end' : 'Stops with an error',
    expectation: { path: '', op: 'status', value: run.status },
    isOn: true,
  };
  const perStep = flow.nodes
    .filter(({ id }) => !triggers.has(id))
    .flatMap(({ id }) => {
      const step = steps.get(id);
      return [pathOf(id, labelOf(id), step), ...(step && would(step) ? fieldsOf(step) : [])];
    });
  return [whole, ...perStep];
};

/** Answers kept with a test: those a person typed, and those services gave, so that the test depends on nothing outside. */
export const answersOf = (run: DryRun, pinned: { readonly [step: string]: JsonValue }): JsonRecord => {
  const read = run.steps.flatMap(({ node, effect, status, output }): [string, JsonValue][] =>
    effect === 'reads' && status === 'succeeded' && output !== undefined ? [[node, output]] : [],
  );
  return { ...Object.fromEntries(read), ...pinned };
};

/** `No phone number`, or `No phone number 2` when a test of that name is there. */
export const freeTestName = (wanted: string, taken: readonly string[]): string => {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
};
