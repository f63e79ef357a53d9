import { z } from 'zod';
import { type Fault, personFault } from '../../model/fault.ts';
import { maxItems } from '../../model/items.ts';
import { describeType, type JsonValue } from '../../model/json.ts';
import { defineStep, type ItemEnd, type StepResult } from '../define.ts';
import { number, tree } from '../params.ts';
import { showValue } from '../show-value.ts';

/** As many failures as are handed on with their items; the number of all of them is always told. */
const maxFailuresShown = 1000;

const params = z.strictObject({
  list: tree.default('').describe('The list whose items are gone through'),
  maxParallel: number(z.int().min(1).max(50)).default(1).describe('How many items are worked on at the same time'),
  ifItemsFail: z
    .enum(['finish-then-fail', 'stop', 'continue'])
    .default('finish-then-fail')
    .describe('finish-then-fail = do the other items, then fail, so that a retry does only those that failed'),
  collect: z
    .enum(['results', 'count'])
    .default('results')
    .describe('What is handed on when all items are done: what came of each, or only how many there were'),
});
type Params = z.output<typeof params>;

const itemsOf = (list: unknown): JsonValue[] => {
  if (!Array.isArray(list))
    throw personFault(
      'for-each.not-a-list',
      `"For each item" needs a list, but there is ${describeType(list as JsonValue)}.`,
      { fix: 'Choose a value that is a list.' },
    );
  if (list.length > maxItems)
    throw personFault(
      'for-each.too-many',
      `The list has ${list.length.toLocaleString('en')} items; ${maxItems.toLocaleString('en')} are possible.`,
      { fix: 'Take a part of the list, or ask for it a page at a time.' },
    );
  return list;
};

const someFailed = (failed: readonly ItemEnd[], count: number, isStopped: boolean): Fault => {
  const [first] = failed;
  const which = `Item ${(first?.index ?? 0) + 1}: ${first?.error?.message ?? ''}`;
  return personFault(
    'for-each.items-failed',
    failed.length === 1
      ? `1 of ${count} items failed. ${which}`
      : `${failed.length} of ${count} items failed. ${which}`,
    {
      fix: isStopped
        ? 'Correct what is wrong and retry: items that were done are not done again.'
        : 'Correct what is wrong and retry: only the items that failed are done again.',
      data: { failed: failed.length, count },
    },
  );
};

const finish = ({ ifItemsFail, collect }: Params, count: number, ends: readonly ItemEnd[]): StepResult => {
  const failed = ends.filter(({ error }) => error !== null);
  if (failed.length > 0 && ifItemsFail !== 'continue') throw someFailed(failed, count, ifItemsFail === 'stop');
  const failures = failed
    .slice(0, maxFailuresShown)
    .map(({ index, item, error }) => ({ index, item, message: error?.message ?? '' }));
  const results = ends.flatMap(({ output, error }) => (output === undefined || error ? [] : [output]));
  return {
    port: 'done',
    output: {
      count,
      failed: failed.length,
      ...(collect === 'results' && { results }),
      failures,
    },
  };
};

/** Does what hangs on `each` once for every item of a list, then goes on at `done` with what came of them. */
export const node = defineStep({
  type: 'for-each',
  version: 1,
  family: 'prepare',
  title: 'For each item',
  description: 'Does the steps on its first branch once for every item of a list, then goes on.',
  icon: 'repeat',
  synonyms: ['for each', 'loop', 'repeat', 'iterate', 'every item', 'list', 'split', 'lines', 'batch'],
  params,
  form: [
    {
      name: 'list',
      label: 'List',
      kind: 'text',
      templated: true,
      takesList: true,
      help: 'In the repeated steps, Item is the one being done and Index counts from 0.',
    },
    {
      name: 'maxParallel',
      label: 'Items at the same time',
      kind: 'number',
      templated: true,
      placeholder: '1',
      help: '1 does them one after the other, in order.',
    },
    {
      name: 'ifItemsFail',
      label: 'When an item fails',
      kind: 'choice',
      choices: [
        { value: 'finish-then-fail', label: 'Do the others, then fail here' },
        { value: 'stop', label: 'Stop at once and fail here' },
        { value: 'continue', label: 'Note it and go on' },
      ],
    },
    {
      name: 'collect',
      label: 'Hand on',
      kind: 'choice',
      advanced: true,
      choices: [
        { value: 'results', label: 'What came of each item' },
        { value: 'count', label: 'Only how many there were' },
      ],
      help: 'What came of each is what its last step handed on. At most 4 MB in all.',
    },
  ],
  ports: () => [
    { id: 'each', label: 'for each', repeats: true },
    { id: 'done', label: 'when done' },
  ],
  summary: ({ list }) => (list === '' ? 'Has no list yet' : `Repeats for each item of ${showValue(list)}`),
  sample: ({ collect }) => ({
    count: 2,
    failed: 0,
    ...(collect === 'results' && { results: [{ name: 'Mug' }, { name: 'Tea' }] }),
    failures: [],
  }),
  check: ({ list }) =>
    list === '' ? [{ param: 'list', message: 'No list is chosen yet.', fix: 'Choose a value that is a list.' }] : [],
  effect: () => 'pure',
  run: (filled) => {
    const items = itemsOf(filled.list);
    return {
      repeat: {
        items,
        maxParallel: filled.maxParallel,
        stopAtFirstFailure: filled.ifItemsFail === 'stop',
        finish: (ends) => finish(filled, items.length, ends),
      },
    };
  },
  upgrades: [],
});
