import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import { isEmpty } from '../../model/read-values.ts';
import { defineStep, type ParamProblem } from '../define.ts';
import { memoryKey } from '../memory-key.ts';
import { number, tree } from '../params.ts';
import { showValue } from '../show-value.ts';

const hourMs = 3_600_000;
/** A year: what is remembered for ever would grow for ever. */
const longestHours = 8784;

const params = z.strictObject({
  by: tree.default('').describe('What makes two events the same, such as an order number'),
  windowHours: number(z.number().positive().max(longestHours)).default(24),
});

const check = ({ by }: z.output<typeof params>): ParamProblem[] =>
  by === ''
    ? [
        {
          param: 'by',
          message: 'It is not said what makes two the same.',
          fix: 'Choose a field, such as an order number.',
        },
      ]
    : [];

/** Leaves by `out` the first time, by `repeat` when the same came before within the window. */
export const node = defineStep({
  type: 'ignore-repeats',
  version: 1,
  family: 'check',
  title: 'Ignore repeats',
  description: 'Lets each thing through once, and sends what came before another way.',
  icon: 'copy-x',
  synonyms: ['duplicate', 'dedupe', 'repeat', 'once', 'unique', 'twice', 'idempotent'],
  params,
  form: [
    {
      name: 'by',
      label: 'The same when this is the same',
      kind: 'text',
      templated: true,
      help: 'For example an order number. Upper and lower case make a difference.',
    },
    {
      name: 'windowHours',
      label: 'Remember for (hours)',
      kind: 'number',
      templated: true,
      placeholder: '24',
      help: 'After that, the same counts as new.',
    },
  ],
  ports: () => [
    { id: 'out', label: 'first time' },
    { id: 'repeat', label: 'came before' },
  ],
  summary: ({ by, windowHours }) =>
    by === ''
      ? 'Does not know yet what makes two the same'
      : `Lets each ${showValue(by)} through once in ${showValue(windowHours)} hours`,
  sample: () => ({ by: 'A-1001', repeated: false }),
  check,
  effect: () => 'pure',
  run: ({ by, windowHours }, { recall, occasion, now }) => {
    if (isEmpty(by))
      throw personFault(
        'ignore-repeats.empty',
        'What makes two the same was empty this time, so nobody can say whether it came before.',
        {
          fix: 'Choose a field that is always filled in, or check for it first.',
        },
      );
    const key = memoryKey('seen', by);
    const first = recall('step', key);
    // A retry of what arrived is no repeat of it.
    if (first !== undefined && first !== occasion) return { port: 'repeat', output: { by, repeated: true } };
    return {
      output: { by, repeated: false },
      remember: [{ scope: 'step', key, value: occasion, expiresAtMs: now() + windowHours * hourMs }],
    };
  },
  upgrades: [],
});
