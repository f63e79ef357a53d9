import { z } from 'zod';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { defineTrigger, outPort, type ParamProblem } from '../define.ts';
import { showValue } from '../show-value.ts';

const kinds = ['text', 'long-text', 'email', 'number', 'date', 'choice', 'yes-no'] as const;

const field = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, 'A name may hold letters, digits and "_", and begins with a letter'),
  label: z.string().trim().max(200).default(''),
  kind: z.enum(kinds).default('text'),
  required: z.boolean().default(false),
  choices: z.array(z.string().trim().min(1).max(200)).max(200).default([]),
});

const params = z.strictObject({
  title: z.string().trim().max(200).default(''),
  intro: z.string().max(5000).default(''),
  fields: z.array(field).max(50).default([]),
  thanks: z.string().max(5000).default('Thank you. It has arrived.'),
  path: z
    .string()
    .max(200)
    .regex(/^([A-Za-z0-9_~-]+(\/[A-Za-z0-9_~-]+)*)?$/, 'An address may hold letters, digits, "_", "~" and "-"')
    .default('')
    .describe('Below /hooks/; when empty, a random one is filled in when the flow is saved'),
});
type Params = z.output<typeof params>;

const check = ({ title, fields }: Params): ParamProblem[] => {
  const problems: ParamProblem[] = [];
  if (title === '') problems.push({ param: 'title', message: 'The form has no title.', fix: 'Give it one.' });
  if (fields.length === 0)
    problems.push({ param: 'fields', message: 'The form has no fields.', fix: 'Add what people should fill in.' });
  fields.forEach(({ name, kind, choices }, index) => {
    if (fields.findIndex((other) => other.name === name) !== index)
      problems.push({
        param: `fields.${index}.name`,
        message: `There are two fields named "${name}".`,
        fix: 'Give one of them another name.',
      });
    if (kind === 'choice' && choices.length === 0)
      problems.push({
        param: `fields.${index}.choices`,
        message: `Nothing can be chosen for "${name}".`,
        fix: 'Add what people can choose from.',
      });
  });
  return problems;
};

const samples: Record<(typeof kinds)[number], JsonValue> = {
  text: 'Ana Duarte',
  'long-text': 'I would like to book a table for four.',
  email: 'ana@example.com',
  number: 4,
  date: '2026-03-01',
  choice: 'First',
  'yes-no': true,
};

const sample = ({ fields }: Params): JsonRecord =>
  Object.fromEntries(fields.map(({ name, kind, choices }) => [name, choices[0] ?? samples[kind]]));

/** What people type is small; anything larger is not from a form. */
const maxBodyBytes = 256 * 1024;

/** Starts a run when somebody has filled in a page at an address of this computer. */
export const node = defineTrigger({
  type: 'form',
  version: 1,
  title: 'Form',
  description: 'Shows a page to fill in and starts with what people send.',
  icon: 'clipboard-pen',
  synonyms: ['form', 'survey', 'contact', 'page', 'fill in', 'questionnaire', 'signup', 'booking', 'request', 'submit'],
  params,
  form: [
    { name: 'title', label: 'Title', kind: 'text', placeholder: 'Book a table' },
    { name: 'intro', label: 'Text above the fields', kind: 'long-text' },
    {
      name: 'fields',
      label: 'Fields',
      kind: 'list',
      addLabel: 'Add field',
      fields: [
        { name: 'name', label: 'Name', kind: 'text', placeholder: 'email', help: 'How steps refer to it.' },
        { name: 'label', label: 'Question', kind: 'text', placeholder: 'Your email address' },
        {
          name: 'kind',
          label: 'Kind',
          kind: 'choice',
          choices: [
            { value: 'text', label: 'Text' },
            { value: 'long-text', label: 'Long text' },
            { value: 'email', label: 'Email address' },
            { value: 'number', label: 'Number' },
            { value: 'date', label: 'Date' },
            { value: 'choice', label: 'Choice' },
            { value: 'yes-no', label: 'Yes or no' },
          ],
        },
        { name: 'choices', label: 'Choices', kind: 'text-list', when: { param: 'kind', is: ['choice'] } },
        { name: 'required', label: 'Must be filled in', kind: 'yes-no' },
      ],
    },
    { name: 'thanks', label: 'Text after it was sent', kind: 'long-text' },
    {
      name: 'path',
      label: 'Address',
      kind: 'text',
      help: 'Below /hooks/. Empty: one nobody can guess.',
      advanced: true,
    },
  ],
  ports: () => [outPort],
  summary: ({ title }) =>
    title === '' ? 'Starts with what people fill in' : `Starts when the form ${showValue(title)} is sent`,
  sample,
  check,
  listen: ({ title, intro, fields, thanks, path }) => ({
    kind: 'webhook',
    path,
    methods: ['GET', 'HEAD', 'POST'],
    maxBodyBytes,
    credentials: [],
    authenticate: () => ({ ok: true }),
    judge: () => ({ start: true }),
    dedupeKey: () => null,
    dedupeWindowMs: 0,
    respond: 'at-once',
    answer: null,
    challenge: () => null,
    page: { title, intro, fields, thanks },
  }),
  upgrades: [],
});
