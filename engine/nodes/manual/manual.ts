import { z } from 'zod';
import { defineTrigger, outPort } from '../define.ts';
import { fieldTypeChoices, fieldTypes, sampleOfType } from '../field-types.ts';
import { buildRecord, findNameProblems } from '../set-path.ts';

const params = z.strictObject({
  fields: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        label: z.string().max(200).optional(),
        type: z.enum(fieldTypes).optional().describe('Text without it'),
      }),
    )
    .default([])
    .describe('What is asked when a person starts the flow'),
});
type Field = z.output<typeof params>['fields'][number];

const namesOf = (fields: Field[]): string[] => fields.map((field) => field.name);

/** Starts a run when a person presses Run, with the fields they filled in as payload. */
export const node = defineTrigger({
  type: 'manual',
  version: 1,
  title: 'Start by hand',
  description: 'Starts when you press Run, and can ask for a few values first.',
  icon: 'mouse-pointer-click',
  synonyms: ['manual', 'button', 'run', 'start', 'hand', 'click'],
  params,
  form: [
    {
      name: 'fields',
      label: 'Ask for',
      kind: 'list',
      addLabel: 'Add a question',
      fields: [
        { name: 'name', label: 'Name', kind: 'text', placeholder: 'customer', help: 'Used in later steps.' },
        { name: 'label', label: 'Question', kind: 'text', placeholder: 'Which customer?' },
        { name: 'type', label: 'Type', kind: 'choice', choices: fieldTypeChoices },
      ],
    },
  ],
  ports: () => [outPort],
  summary: ({ fields }) =>
    fields.length === 0
      ? 'Starts when you press Run'
      : `Starts when you press Run, and asks for ${namesOf(fields).join(', ')}`,
  sample: ({ fields }) =>
    findNameProblems(namesOf(fields)).length > 0
      ? {}
      : buildRecord(fields.map(({ name, type }) => ({ name, value: sampleOfType(type ?? 'text') }))),
  check: ({ fields }) =>
    findNameProblems(namesOf(fields)).map(({ index, message, fix }) => ({
      param: `fields.${index}.name`,
      message,
      fix,
    })),
  listen: () => ({ kind: 'manual' }),
  upgrades: [],
});
