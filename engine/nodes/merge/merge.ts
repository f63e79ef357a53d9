import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import { describeType, isRecord, type JsonValue } from '../../model/json.ts';
import { defineStep, outPort, type StepContext } from '../define.ts';

const params = z.strictObject({
  combine: z
    .enum(['record', 'list', 'first'])
    .default('record')
    .describe('record = the fields of all; list = one after the other; first = of the first branch that was taken'),
});

type Incoming = StepContext['incoming'];

const asRecord = (incoming: Incoming): JsonValue => {
  // Null-prototype, so that a field called `__proto__` is a field.
  const merged: { [name: string]: JsonValue } = Object.create(null);
  for (const { node, output } of incoming) {
    if (!isRecord(output))
      throw personFault(
        'merge.not-a-record',
        `Only records can be put together into one, but the step "${node}" hands on ${describeType(output)}.`,
        { fix: 'Put them together as a list instead.', data: { step: node } },
      );
    for (const [name, value] of Object.entries(output)) merged[name] = value;
  }
  return merged;
};

const combined: Record<z.output<typeof params>['combine'], (incoming: Incoming) => JsonValue> = {
  record: asRecord,
  list: (incoming) => incoming.map(({ output }) => output),
  first: ([first]) => first?.output ?? {},
};

const words = { record: 'as one record', list: 'as a list', first: 'from the first branch that ran' };

/** Waits until the branches that lead to it are decided, and hands on what the steps before it handed on. */
export const node = defineStep({
  type: 'merge',
  version: 1,
  family: 'prepare',
  title: 'Bring together',
  description: 'Waits for the branches that lead here and puts what they hand on together.',
  icon: 'merge',
  synonyms: ['merge', 'join', 'combine', 'together', 'collect branches', 'wait for all'],
  params,
  form: [
    {
      name: 'combine',
      label: 'Put together',
      kind: 'choice',
      choices: [
        { value: 'record', label: 'As one record with all fields' },
        { value: 'list', label: 'As a list, one entry per branch' },
        { value: 'first', label: 'Only what came by the first branch that ran' },
      ],
      help: 'Branches that were not taken are left out. Of two fields with one name, the later branch wins.',
    },
  ],
  ports: () => [outPort],
  summary: ({ combine }) => `Brings the branches together ${words[combine]}`,
  sample: ({ combine }) => (combine === 'list' ? [{ name: 'Ana' }, { total: 64.9 }] : { name: 'Ana', total: 64.9 }),
  effect: () => 'pure',
  run: ({ combine }, { incoming }) => ({ output: combined[combine](incoming) }),
  upgrades: [],
});
