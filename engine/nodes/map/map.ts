import { z } from 'zod';
import { isRecord, type JsonValue } from '../../model/json.ts';
import { Template } from '../../model/template.ts';
import { defineStep, outPort } from '../define.ts';
import { fieldTypeChoices, fieldTypes, sampleOfType } from '../field-types.ts';
import { type TemplateTree, tree } from '../params.ts';
import { buildRecord, findNameProblems } from '../set-path.ts';
import { hasTemplate, showValue } from '../show-value.ts';
import { convertField } from './convert-field.ts';

const params = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        name: z.string().max(200).describe('Dots make records: "customer.email" is "email" inside "customer"'),
        value: tree,
        type: z.enum(fieldTypes).optional().describe('Without it, the value stays what it is'),
        required: z.boolean().optional().describe('Whether an empty value stops the step'),
      }),
    )
    .default([]),
});
type Params = z.output<typeof params>;

const namesOf = ({ fields }: Params): string[] => fields.map((field) => field.name);

const sampleOf = (value: TemplateTree): JsonValue => {
  // A template is a record too, so it is asked for first.
  if (value instanceof Template) return sampleOfType('text');
  if (!hasTemplate(value)) return value as JsonValue;
  if (Array.isArray(value)) return value.map(sampleOf);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sampleOf(inner)]))
    : sampleOfType('text');
};

/** Makes a new record out of what arrived: one line per field. */
export const node = defineStep({
  type: 'map',
  version: 1,
  family: 'prepare',
  title: 'Map fields',
  description: 'Makes a new record from what arrived, field by field.',
  icon: 'wand-sparkles',
  synonyms: ['map', 'set', 'transform', 'prepare', 'rename', 'convert', 'fields', 'record'],
  params,
  form: [
    {
      name: 'fields',
      label: 'Fields',
      kind: 'list',
      addLabel: 'Add a field',
      fields: [
        {
          name: 'name',
          label: 'Name',
          kind: 'text',
          placeholder: 'customer.email',
          help: 'Dots put one record inside another: "customer.email" is "email" inside "customer".',
        },
        { name: 'value', label: 'Value', kind: 'json', templated: true },
        {
          name: 'type',
          label: 'Type',
          kind: 'choice',
          choices: fieldTypeChoices,
          help: 'Leave it open to keep the value as it is. Values that do not fit stop the step.',
        },
        { name: 'required', label: 'Must not be empty', kind: 'yes-no' },
      ],
    },
  ],
  ports: () => [outPort],
  summary: ({ fields }) =>
    fields.length === 0
      ? 'Makes an empty record'
      : `Sets ${fields.map((field) => `${field.name} to ${showValue(field.value, 40)}`).join(', ')}`,
  sample: (typed) =>
    findNameProblems(namesOf(typed)).length > 0
      ? {}
      : buildRecord(
          typed.fields.map(({ name, value, type }) => ({
            name,
            value: hasTemplate(value) && type ? sampleOfType(type) : sampleOf(value),
          })),
        ),
  check: (typed) =>
    findNameProblems(namesOf(typed)).map(({ index, message, fix }) => ({
      param: `fields.${index}.name`,
      message,
      fix,
    })),
  effect: () => 'pure',
  run: ({ fields }, { timeZone }) => ({
    output: buildRecord(fields.map((field) => ({ name: field.name, value: convertField(field, timeZone) }))),
  }),
  upgrades: [],
});
