import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import { describeType } from '../../model/json.ts';
import { readText } from '../../model/read-values.ts';
import { defineStep, type ParamProblem } from '../define.ts';
import { text, tree } from '../params.ts';
import { hasTemplate, showValue } from '../show-value.ts';

/** `otherwise` takes what no case takes; `failed` is the port of a step that failed and branches. */
const reservedPorts: readonly string[] = ['otherwise', 'failed'];

const params = z.strictObject({
  value: tree.default('').describe('What is compared, usually the type of an event'),
  cases: z
    .array(
      z.strictObject({
        port: z
          .string()
          .max(100)
          .regex(/^[A-Za-z0-9_-]+$/, 'A branch name may hold letters, digits, "_" and "-" only'),
        equals: text().describe('Compared as text, letter by letter'),
      }),
    )
    .default([]),
});
type Case = z.output<typeof params>['cases'][number];

const checkCase = ({ port, equals }: Case, index: number, cases: Case[]): ParamProblem[] => {
  const earlier = cases.slice(0, index);
  const problems: ParamProblem[] = [];
  if (reservedPorts.includes(port))
    problems.push({
      param: `cases.${index}.port`,
      message: `A branch cannot be called "${port}", because every such step has one already.`,
      fix: 'Choose another name.',
    });
  else if (earlier.some((other) => other.port === port))
    problems.push({
      param: `cases.${index}.port`,
      message: `Two branches are called "${port}".`,
      fix: 'Rename one of them.',
    });
  if (!hasTemplate(equals) && earlier.some((other) => other.equals === equals))
    problems.push({
      param: `cases.${index}.equals`,
      message: `${showValue(equals)} is already taken by an earlier branch, so this one would never be used.`,
      fix: 'Change or remove one of the two.',
    });
  return problems;
};

/** Leaves by the port of the first case that equals the value, or by `otherwise`. */
export const node = defineStep({
  type: 'route',
  version: 1,
  family: 'check',
  title: 'Route by value',
  description: 'Sends each kind of event down its own branch.',
  icon: 'route',
  synonyms: ['route', 'router', 'switch', 'branch', 'event type', 'case', 'split'],
  params,
  form: [
    { name: 'value', label: 'Look at', kind: 'text', templated: true, help: 'For example the type of the event.' },
    {
      name: 'cases',
      label: 'Branches',
      kind: 'list',
      addLabel: 'Add a branch',
      help: 'The first branch whose text is the same is taken, else "otherwise". Upper and lower case make a difference.',
      fields: [
        { name: 'equals', label: 'When it is', kind: 'text', templated: true },
        { name: 'port', label: 'Branch name', kind: 'text', help: 'Letters, digits, "_" and "-".' },
      ],
    },
  ],
  ports: ({ cases }) => [
    ...cases.map(({ port, equals }) => ({ id: port, label: typeof equals === 'string' ? equals : equals.source })),
    { id: 'otherwise', label: 'otherwise' },
  ],
  summary: ({ value, cases }) =>
    `Looks at ${showValue(value)} and goes on at ${[...cases.map(({ port }) => port), 'otherwise'].join(', ')}`,
  sample: ({ cases }) => {
    const first = cases.find(({ equals }) => !hasTemplate(equals));
    return { value: (first?.equals as string | undefined) ?? 'something else', port: first?.port ?? 'otherwise' };
  },
  check: ({ value, cases }) => [
    ...(value === '' ? [{ param: 'value', message: 'There is nothing to look at yet.', fix: 'Choose a value.' }] : []),
    ...cases.flatMap(checkCase),
  ],
  effect: () => 'pure',
  run: ({ value, cases }) => {
    const written = value === null ? '' : readText(value);
    if (written === undefined)
      throw personFault('route.not-a-text', `Branches are chosen by a text, but there is ${describeType(value)}.`, {
        fix: 'Choose one field of it.',
      });
    const port = cases.find(({ equals }) => equals === written)?.port ?? 'otherwise';
    return { port, output: { value, port } };
  },
  upgrades: [],
});
