import { z } from 'zod';
import { type AiDraft, type AiField, type AiQuestion, aiFieldSchema, markData } from '../../model/ai.ts';
import { credentialNameSchema } from '../../model/credential.ts';
import { personFault } from '../../model/fault.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import type { Preview } from '../../model/preview.ts';
import { type Resolved, Template } from '../../model/template.ts';
import { defineStep, outPort, type ParamProblem } from '../define.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';
import { mostPerDay, takeTurn } from './day-limit.ts';
import { form } from './form.ts';

/** A text of which values that come from data are marked as such, wherever they stand in it. */
const markedText = () =>
  z.preprocess(
    (value) =>
      value instanceof Template
        ? new Template({ ...value, keepsType: false, evaluate: (scope) => value.fill(scope, markData) })
        : value,
    text(),
  );

const params = z.strictObject({
  connection: z
    .union([z.literal(''), credentialNameSchema])
    .default('')
    .describe('Name of an AI connection; empty = none yet, for trying only'),
  prompt: markedText().default(''),
  instructions: markedText().default(''),
  answer: z
    .preprocess(
      // A file written by hand may name the kind alone.
      (value) => (typeof value === 'string' ? { kind: value } : value),
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('text') }),
        z.strictObject({ kind: z.literal('fields'), fields: z.array(aiFieldSchema).max(40).default([]) }),
      ]),
    )
    .default({ kind: 'text' }),
  maxWords: z.int().min(1).max(20_000).optional().describe('How long the answer may be'),
  maxPerDay: z.int().min(1).max(mostPerDay).optional().describe('How often this step may ask in a calendar day'),
});
type Params = z.output<typeof params>;

const fieldsOf = ({ answer }: Pick<Params, 'answer'>): AiField[] | null =>
  answer.kind === 'fields' ? answer.fields : null;

const draftOf = (filled: Resolved<Params>): AiDraft => ({
  connection: filled.connection,
  prompt: filled.prompt,
  instructions: filled.instructions,
  fields: fieldsOf(filled),
  maxWords: filled.maxWords ?? null,
});

const previewOf = (question: AiQuestion): Preview => ({
  kind: 'prompt',
  ...question,
  practice: question.connection === '',
});

const madeUp: Record<AiField['type'], JsonValue> = {
  text: 'A made-up answer (test)',
  number: 1,
  'yes-no': true,
  list: ['A made-up answer (test)'],
};

/** What a test goes on with: plainly not from any AI. */
const sampleOf = ({ answer }: Pick<Params, 'answer'>): JsonRecord => {
  const fields = fieldsOf({ answer });
  const said: JsonRecord = fields
    ? Object.fromEntries(fields.map(({ name, type }) => [name, madeUp[type]]))
    : { text: 'This is a made-up answer. In a test the AI is not asked, because that costs money.' };
  return { ...said, usage: { question: 120, answer: 40 } };
};

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

const checkPrompt = ({ prompt, instructions }: Params): ParamProblem[] => {
  if (isBlank(prompt))
    return [{ param: 'prompt', message: 'There is no question yet.', fix: 'Type what the AI is asked.' }];
  // A question that is nothing but data would be marked as data, which the AI is told not to obey.
  if (prompt instanceof Template && isBlank(instructions) && /^\s*\{\{[^}]*\}\}\s*$/.test(prompt.source))
    return [
      {
        param: 'prompt',
        message: 'The question is nothing but data, so the AI does not know what to do with it.',
        fix: 'Write in front of it what you want to know, or fill in the instructions under "More options".',
      },
    ];
  return [];
};

const checkFields = ({ answer }: Params): ParamProblem[] => {
  if (answer.kind === 'text') return [];
  if (answer.fields.length === 0)
    return [
      { param: 'answer.fields', message: 'The answer has no fields yet.', fix: 'Add the fields you want to know.' },
    ];
  return answer.fields.flatMap(({ name }, at): ParamProblem[] => {
    const param = `answer.fields.${at}.name`;
    if (name === 'usage')
      return [{ param, message: '"usage" is taken for the number of tokens.', fix: 'Choose another name.' }];
    return answer.fields.findIndex((field) => field.name === name) < at
      ? [{ param, message: `Two fields are called "${name}".`, fix: 'Give one of them another name.' }]
      : [];
  });
};

const checkConnection = ({ connection }: Params): ParamProblem[] =>
  connection === ''
    ? [
        {
          param: 'connection',
          message: 'No AI service is connected to this step.',
          fix: 'Add an AI connection under Connections and choose it here.',
          onlyWhenOn: true,
        },
      ]
    : [];

/** Asks an AI, and hands on its answer as a text or as fields that were checked. */
export const node = defineStep({
  type: 'ask-ai',
  version: 1,
  family: 'then',
  title: 'Ask an AI',
  description: 'Asks an AI of your choice and hands on its answer, as a text or as fields that were checked.',
  icon: 'sparkles',
  synonyms: [
    'ai',
    'ask',
    'gpt',
    'chatgpt',
    'openai',
    'llm',
    'ollama',
    'mistral',
    'groq',
    'openrouter',
    'azure',
    'lm studio',
    'prompt',
    'summarise',
    'summarize',
    'classify',
    'extract',
    'translate',
  ],
  params,
  form,
  ports: () => [outPort],
  summary: ({ prompt, answer }) => {
    if (prompt === '') return 'Asks an AI';
    const names = answer.kind === 'fields' ? answer.fields.map(({ name }) => name).slice(0, 4) : [];
    return `Asks an AI ${showValue(prompt)}${names.length > 0 ? ` for ${names.join(', ')}` : ''}`;
  },
  sample: (typed) => sampleOf(typed),
  check: (typed) => [...checkPrompt(typed), ...checkFields(typed), ...checkConnection(typed)],
  // Asking again changes nothing in the world; it costs money, so a test must not do it.
  effect: () => 'repeatable',
  timeoutMs: 120_000,
  credentials: ({ connection }) => (connection === '' ? [] : [connection]),
  run: async (filled, context) => {
    const { ai, depth, now, timeoutMs, signal } = context;
    const draft = draftOf(filled);
    const question = ai.compose(draft);
    if (draft.connection === '')
      throw personFault('ai.no-connection', 'No AI service is connected to this step, so nobody was asked.', {
        fix: 'Add an AI connection under Connections and choose it in the step.',
      });
    const turn = takeTurn(filled.maxPerDay, context);
    if (turn) return { waitUntilMs: now(), remember: [turn] };
    const { answer, usage, body } = await ai.ask(draft, { depth, nowMs: now(), timeoutMs, signal });
    return { output: { ...answer, usage }, did: previewOf({ ...question, body }) };
  },
  preview: (filled, { ai }) => ({ output: sampleOf(filled), did: previewOf(ai.compose(draftOf(filled))) }),
  upgrades: [],
});
