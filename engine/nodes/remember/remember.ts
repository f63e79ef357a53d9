import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { isEmpty, readNumber } from '../../model/read-values.ts';
import { defineStep, outPort, type ParamProblem } from '../define.ts';
import { memoryKey } from '../memory-key.ts';
import { text, tree } from '../params.ts';
import { showValue } from '../show-value.ts';

/** A memory, not a database: as JSON text. */
const longestValue = 64 * 1024;

const params = z.strictObject({
  action: z.enum(['save', 'read', 'add', 'forget']).default('save'),
  name: text().default('').describe('The same name is the same memory, in every step of this flow'),
  value: tree.default('').describe('What is saved, or the number that is added'),
  otherwise: tree.default(null).describe('What is read when nothing is remembered'),
});

const check = ({ name }: z.output<typeof params>): ParamProblem[] =>
  name === ''
    ? [{ param: 'name', message: 'The memory has no name yet.', fix: 'Give it one, such as "last invoice".' }]
    : [];

const numberIn = (value: JsonValue, what: string): number => {
  const read = readNumber(value);
  if (typeof read === 'number') return read;
  throw personFault('remember.not-a-number', `Only numbers can be added, but ${what} ${showValue(value)}.`, {
    fix: 'Choose a number, or save the value instead of adding it.',
  });
};

const words = { save: 'Remembers', read: 'Recalls', add: 'Adds to', forget: 'Forgets' };

/** Keeps a value from run to run, for all steps of the flow. */
export const node = defineStep({
  type: 'remember',
  version: 1,
  family: 'prepare',
  title: 'Remember',
  description: 'Keeps a value for later runs of this flow, counts something up, or recalls it.',
  icon: 'brain',
  synonyms: ['memory', 'variable', 'store', 'save value', 'counter', 'count', 'state', 'last time', 'recall'],
  params,
  form: [
    {
      name: 'action',
      label: 'What to do',
      kind: 'choice',
      choices: [
        { value: 'save', label: 'Remember a value' },
        { value: 'read', label: 'Recall it' },
        { value: 'add', label: 'Add to a number' },
        { value: 'forget', label: 'Forget it' },
      ],
    },
    {
      name: 'name',
      label: 'Name',
      kind: 'text',
      templated: true,
      placeholder: 'last invoice',
      help: 'With a field in it, such as "orders of Ana", there is one memory for each.',
    },
    { name: 'value', label: 'Value', kind: 'text', templated: true, when: { param: 'action', is: ['save', 'add'] } },
    {
      name: 'otherwise',
      label: 'If nothing is remembered',
      kind: 'text',
      templated: true,
      when: { param: 'action', is: ['read'] },
    },
  ],
  ports: () => [outPort],
  summary: ({ action, name, value }) => {
    if (name === '') return 'Has no name for what it remembers yet';
    const what = `${words[action]} ${showValue(name)}`;
    return action === 'save' || action === 'add' ? `${what}: ${showValue(value)}` : what;
  },
  sample: ({ action }) => (action === 'add' ? { value: 3, before: 2 } : { value: 'A-1001', before: 'A-1000' }),
  check,
  effect: () => 'pure',
  run: ({ action, name, value, otherwise }, { recall }) => {
    if (name === '')
      throw personFault('remember.no-name', 'The name of what to remember was empty this time.', {
        fix: 'Choose a field that is always filled in.',
      });
    const key = memoryKey('named', name);
    const before = recall('flow', key);
    if (action === 'read') return { output: { value: before ?? otherwise, before: before ?? null } };
    if (action === 'forget')
      return {
        output: { value: null, before: before ?? null },
        remember: [{ scope: 'flow', key, value: undefined, expiresAtMs: null }],
      };
    const next =
      action === 'save'
        ? value
        : numberIn(before ?? 0, `"${name}" is`) + (isEmpty(value) ? 1 : numberIn(value, 'the value is'));
    if (JSON.stringify(next).length > longestValue)
      throw personFault('remember.too-large', 'This value is larger than 64 KB.', {
        fix: 'Remember less of it, or write it into a file or a table.',
      });
    return {
      output: { value: next, before: before ?? null },
      remember: [{ scope: 'flow', key, value: next, expiresAtMs: null }],
    };
  },
  upgrades: [],
});
