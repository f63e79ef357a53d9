import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { Template, type TemplatePath } from '../../model/template.ts';
import { defineStep, outPort, type ParamProblem } from '../define.ts';
import { fieldTypeChoices, sampleOfType } from '../field-types.ts';
import { tree } from '../params.ts';
import { buildRecord, findNameProblems, splitName } from '../set-path.ts';
import { hasTemplate } from '../show-value.ts';
import { checkValue, contractTypes, type FieldRule, isOfType } from './check-value.ts';

/** What the flow began with; made by hand, because a default is not typed by anybody and so never parsed. */
const whatArrived = new Template({
  source: '{{ trigger }}',
  references: [['trigger']],
  keepsType: true,
  evaluate: ({ trigger }) => trigger,
  fill: ({ trigger }, write) => write(JSON.stringify(trigger)),
});

const params = z.strictObject({
  value: tree.default(whatArrived).describe('What is checked; by itself, everything that arrived'),
  fields: z
    .array(
      z.strictObject({
        path: z.string().max(300).describe('Where the field is: "customer.email", or "items.*.price" for every item'),
        type: z.enum(contractTypes).default('any'),
        required: z.boolean().default(true).describe('Whether it has to be there'),
        ifMissing: z
          .enum(['stop', 'default', 'warn'])
          .default('stop')
          .describe('What to do when it is missing or of another type'),
        default: tree.default(null).describe('Taken instead, with "ifMissing": "default"'),
      }),
    )
    .default([]),
  extra: z
    .enum(['allow', 'warn', 'stop'])
    .default('allow')
    .describe('What to do with fields beside these that are not listed'),
});
type Params = z.output<typeof params>;

const pathsOf = ({ fields }: Params): string[] => fields.map(({ path }) => path);

const checkDefault = ({ fields }: Params): ParamProblem[] =>
  fields.flatMap(({ type, ifMissing, default: value }, index) => {
    if (ifMissing !== 'default' || hasTemplate(value)) return [];
    const param = `fields.${index}.default`;
    if (value === null || value === '')
      return [{ param, message: 'The default is empty.', fix: 'Fill in what is taken instead.' }];
    return isOfType(value as JsonValue, type, 'UTC')
      ? []
      : [{ param, message: 'The default is of another type than the field.', fix: 'Correct the default or the type.' }];
  });

const some = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** Holds what arrived against a contract: the fields it has to have, and of which type. */
export const node = defineStep({
  type: 'validate',
  version: 1,
  family: 'check',
  title: 'Check what arrived',
  description:
    'Checks that the fields you count on are there and of the right type, before anything is done with them.',
  icon: 'clipboard-check',
  synonyms: ['validate', 'contract', 'schema', 'required', 'fields', 'type', 'default', 'missing', 'guard', 'expect'],
  params,
  form: [
    { name: 'value', label: 'What is checked', kind: 'json', templated: true, takesList: true },
    {
      name: 'fields',
      label: 'Fields you count on',
      kind: 'list',
      addLabel: 'Add a field',
      fields: [
        { name: 'path', label: 'Field', kind: 'text', placeholder: 'body.customer.email' },
        {
          name: 'type',
          label: 'Type',
          kind: 'choice',
          choices: [...fieldTypeChoices, { value: 'any', label: 'Any type' }],
        },
        { name: 'required', label: 'Has to be there', kind: 'yes-no' },
        {
          name: 'ifMissing',
          label: 'If it is not so',
          kind: 'choice',
          choices: [
            { value: 'stop', label: 'Stop' },
            { value: 'default', label: 'Take a default' },
            { value: 'warn', label: 'Note it and go on' },
          ],
        },
        { name: 'default', label: 'Default', kind: 'json', templated: true },
      ],
    },
    {
      name: 'extra',
      label: 'Other fields beside these',
      kind: 'choice',
      choices: [
        { value: 'allow', label: 'Are fine' },
        { value: 'warn', label: 'Note them and go on' },
        { value: 'stop', label: 'Stop' },
      ],
    },
  ],
  ports: () => [outPort],
  summary: (typed) =>
    typed.fields.length === 0
      ? 'Checks no field yet'
      : `Checks that ${some(pathsOf(typed))} ${typed.fields.length === 1 ? 'is' : 'are'} as expected`,
  sample: ({ fields }) => {
    const plain = fields.filter(({ path }) => !path.includes('*'));
    const leaves = plain.filter(({ path }) => !plain.some((other) => other.path.startsWith(`${path}.`)));
    if (findNameProblems(leaves.map(({ path }) => path)).length > 0) return {};
    return buildRecord(
      leaves.map(({ path, type }) => ({ name: path, value: sampleOfType(type === 'any' ? 'text' : type) })),
    );
  },
  check: (typed) => [
    ...(typed.fields.length === 0
      ? [
          {
            param: 'fields',
            message: 'No field is checked yet.',
            fix: 'Add the fields you count on, or learn them from examples.',
          },
        ]
      : []),
    ...pathsOf(typed).flatMap((path, index, all) => {
      // Here, unlike in a record that is made, a field and what is inside it may both be asked for.
      const [problem] = findNameProblems([path]);
      if (problem) return [{ param: `fields.${index}.path`, message: problem.message, fix: problem.fix }];
      return all.indexOf(path) === index
        ? []
        : [{ param: `fields.${index}.path`, message: `"${path}" is listed twice.`, fix: 'Remove one of the two.' }];
    }),
    ...checkDefault(typed),
  ],
  lenient: ({ fields }) => fields.map((_, index) => `fields.${index}.default`),
  reads: ({ value, fields }) => {
    const from =
      value instanceof Template && value.keepsType && !value.source.includes('|') ? value.references[0] : undefined;
    return from ? fields.map(({ path }): TemplatePath => [...from, ...splitName(path)]) : [];
  },
  effect: () => 'pure',
  run: ({ value, fields, extra }, { timeZone }) => {
    const checked = checkValue(value, fields as FieldRule[], timeZone);
    const stopped = checked.fields.filter(({ verdict }) => verdict === 'stopped');
    const [first] = stopped;
    if (first)
      throw personFault(
        'validate.not-as-expected',
        [
          first.note,
          ...(stopped.length > 1
            ? [`${stopped.length - 1} more ${stopped.length === 2 ? 'field is' : 'fields are'} not as expected.`]
            : []),
        ].join(' '),
        {
          fix: 'Ask the sender, correct the data and retry, or let this step take a default.',
          data: { field: first.path, problems: stopped.map(({ note }) => note) },
        },
      );
    const [more] = checked.extra;
    if (extra === 'stop' && more !== undefined)
      throw personFault(
        'validate.extra-field',
        `A field arrived that this step does not expect: ${some(checked.extra)}.`,
        {
          fix: 'Add it to the fields of this step, or allow other fields.',
          data: { field: more },
        },
      );
    return {
      output: checked.value,
      did: { kind: 'checked', fields: checked.fields, extra: extra === 'warn' ? checked.extra : [] } as const,
    };
  },
  upgrades: [],
});
