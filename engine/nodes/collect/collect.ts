import { z } from 'zod';
import { isRecord, type JsonValue } from '../../model/json.ts';
import type { Memory } from '../../model/memory.ts';
import { defineStep, type ParamProblem, type StepContext, type StepResult } from '../define.ts';
import { memoryKey } from '../memory-key.ts';
import { number, tree } from '../params.ts';
import { showValue } from '../show-value.ts';

const longestSeconds = 31 * 86_400;
/** A batch nobody ends is forgotten some time after. */
const graceMs = 7 * 86_400_000;

const params = z.strictObject({
  value: tree.default('').describe('What is kept of each'),
  count: number(z.int().min(1).max(1000)).optional().describe('Goes on when there are so many'),
  forSeconds: number(z.number().positive().max(longestSeconds)).optional().describe('Goes on so long after the first'),
  by: tree.default('').describe('One collection for each of these; empty = one for all'),
});
type Filled = z.output<typeof params>;

/** A collection that is open. Its values are remembered one by one, so that each costs the same. */
interface Batch {
  id: string;
  count: number;
  endsAtMs: number;
}

const batchIn = (value: JsonValue | undefined): Batch | null => (isRecord(value) ? (value as unknown as Batch) : null);

const check = ({ count, forSeconds, value }: Filled): ParamProblem[] => [
  ...(value === '' ? [{ param: 'value', message: 'It is not said what to keep.', fix: 'Choose a field.' }] : []),
  ...(count === undefined && forSeconds === undefined
    ? [{ param: 'count', message: 'It is not said when to go on.', fix: 'Fill in how many, or for how long, or both.' }]
    : []),
];

const kept = (key: string, value: JsonValue | undefined, expiresAtMs: number | null = null): Memory => ({
  scope: 'step',
  key,
  value,
  expiresAtMs,
});

/** Ends a collection: everything in it, and nothing of it remembered any more. */
const close = (key: string, { id, count }: Batch, recall: StepContext['recall']): StepResult => {
  const places = Array.from({ length: count }, (_, index) => `value:${id}:${index}`);
  const items = places.flatMap((place) => recall('step', place) ?? []);
  return {
    output: { items, count: items.length },
    remember: [kept(key, undefined), ...places.map((place) => kept(place, undefined))],
  };
};

/**
 * Gathers what several runs bring, and goes on once with all of it. The run that begins a collection waits for its time; the
 * one that completes the number goes on at once; the others end here.
 */
export const node = defineStep({
  type: 'collect',
  version: 1,
  family: 'prepare',
  title: 'Collect',
  description: 'Gathers what comes for a while or until there are enough, then goes on once with all of it.',
  icon: 'layers',
  synonyms: ['collect', 'batch', 'digest', 'gather', 'bundle', 'group', 'summary', 'aggregate', 'daily digest'],
  params,
  form: [
    { name: 'value', label: 'Keep of each', kind: 'text', templated: true },
    { name: 'count', label: 'Go on when there are', kind: 'number', templated: true, placeholder: '10' },
    {
      name: 'forSeconds',
      label: 'Or after (seconds)',
      kind: 'number',
      templated: true,
      placeholder: '3600',
      help: 'Counted from the first one. Whatever comes first of the two.',
    },
    {
      name: 'by',
      label: 'Separately for each',
      kind: 'text',
      templated: true,
      advanced: true,
      help: 'For example a customer: then each has a collection of their own.',
    },
  ],
  ports: () => [{ id: 'out', label: 'with all of them' }],
  summary: ({ count, forSeconds }) => {
    const ends = [
      ...(count === undefined ? [] : [`there are ${showValue(count)}`]),
      ...(forSeconds === undefined ? [] : [`${showValue(forSeconds)} seconds have passed`]),
    ];
    return ends.length === 0 ? 'Does not know yet when to go on' : `Collects until ${ends.join(' or ')}`;
  },
  sample: () => ({ items: [{ order: 'A-1001' }, { order: 'A-1002' }], count: 2 }),
  check,
  effect: () => 'pure',
  run: ({ value, count, forSeconds, by }, { recall, occasion, now }) => {
    const nowMs = now();
    const key = memoryKey('batch', by);
    const open = batchIn(recall('step', key));
    const collected: StepResult = { port: null, output: { collected: true } };
    const joined = recall('step', `in:${occasion}`);
    if (joined !== undefined) {
      // Another run took everything along, or this one is not the one that waits for the end.
      if (open?.id !== joined || open.id !== occasion || forSeconds === undefined) return collected;
      return nowMs < open.endsAtMs ? { waitUntilMs: open.endsAtMs } : close(key, open, recall);
    }
    const endsAtMs = forSeconds === undefined ? nowMs + longestSeconds * 1000 : nowMs + forSeconds * 1000;
    const batch = open ?? { id: occasion, count: 0, endsAtMs };
    const place = `value:${batch.id}:${batch.count}`;
    const grown: Batch = { ...batch, count: batch.count + 1 };
    if (count !== undefined && grown.count >= count) {
      const closed = close(key, batch, recall);
      const { items } = closed.output as { items: JsonValue[] };
      return { ...closed, output: { items: [...items, value], count: items.length + 1 } };
    }
    const expiresAtMs = batch.endsAtMs + graceMs;
    const remember = [
      kept(key, { ...grown }, expiresAtMs),
      kept(place, value, expiresAtMs),
      kept(`in:${occasion}`, batch.id, expiresAtMs),
    ];
    return open || forSeconds === undefined ? { ...collected, remember } : { waitUntilMs: batch.endsAtMs, remember };
  },
  upgrades: [],
});
