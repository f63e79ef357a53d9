import { z } from 'zod';
import { isRecord } from '../../model/json.ts';
import { defineStep, type StepContext, type StepResult } from '../define.ts';
import { number, text } from '../params.ts';
import { showValue } from '../show-value.ts';

const hourMs = 3_600_000;

const params = z.strictObject({
  question: text().default('').describe('What is asked, in one sentence'),
  details: text().default('').describe('What one needs to know to decide'),
  waitHours: number(z.number().positive().max(8784)).default(72).describe('After that it goes on at "no-answer"'),
});
type Filled = { question: string; details: string; waitHours: number };

const endOf = ({ waitHours }: Filled, startedAtMs: number): number => startedAtMs + waitHours * hourMs;

const asked = (filled: Filled, { startedAtMs }: StepContext) => ({
  kind: 'question' as const,
  question: filled.question,
  details: filled.details,
  until: new Date(endOf(filled, startedAtMs)).toISOString(),
});

/** Asks the person, and goes on by what they say. The run waits meanwhile, for days if need be. */
export const node = defineStep({
  type: 'approve',
  version: 1,
  family: 'check',
  title: 'Ask me first',
  description: 'Waits until you say yes or no, and goes on accordingly.',
  icon: 'hand',
  synonyms: ['approve', 'approval', 'confirm', 'ask', 'human', 'decide', 'sign off', 'review', 'yes or no', 'question'],
  params,
  form: [
    {
      name: 'question',
      label: 'Question',
      kind: 'text',
      templated: true,
      placeholder: 'Send the invoice to Ana?',
      help: 'It stands in Activity, under “Needs attention”, until you answer.',
    },
    { name: 'details', label: 'What you need to know', kind: 'long-text', templated: true },
    {
      name: 'waitHours',
      label: 'Wait for an answer (hours)',
      kind: 'number',
      templated: true,
      placeholder: '72',
      help: 'Without one by then, the flow goes on at “no answer”.',
    },
  ],
  ports: () => [
    { id: 'yes', label: 'yes' },
    { id: 'no', label: 'no' },
    { id: 'no-answer', label: 'no answer' },
  ],
  summary: ({ question, waitHours }) =>
    question === '' ? 'Has no question yet' : `Asks ${showValue(question)} and waits ${showValue(waitHours)} hours`,
  sample: () => ({ answer: 'yes', note: '', answeredAt: '2026-11-25T09:30:00.000Z' }),
  check: ({ question }) =>
    question === ''
      ? [{ param: 'question', message: 'There is no question yet.', fix: 'Type what you want to be asked.' }]
      : [],
  effect: () => 'pure',
  run: (filled, context): StepResult => {
    const answer = context.recall('step', `answer:${context.idempotencyKey}`);
    const did = asked(filled, context);
    if (isRecord(answer) && (answer.answer === 'yes' || answer.answer === 'no'))
      return { port: answer.answer, output: answer, did };
    const untilMs = endOf(filled, context.startedAtMs);
    return context.now() >= untilMs
      ? { port: 'no-answer', output: { answer: null, note: '', answeredAt: null }, did }
      : { waitUntilMs: untilMs, did };
  },
  upgrades: [],
});
