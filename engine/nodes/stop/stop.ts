import { z } from 'zod';
import { defineStep } from '../define.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  message: text().default('').describe('Why it stops; shown with the run'),
  as: z.enum(['failed', 'done']).default('failed'),
});

/** Ends the whole run, as a failure that needs attention or as done. */
export const node = defineStep({
  type: 'stop',
  version: 1,
  family: 'check',
  title: 'Stop',
  description: 'Ends the whole run here, as failed or as done.',
  icon: 'octagon-x',
  synonyms: ['stop', 'end', 'finish', 'abort', 'fail', 'error', 'exit'],
  params,
  form: [
    {
      name: 'as',
      label: 'End the run as',
      kind: 'choice',
      choices: [
        { value: 'failed', label: 'Failed, someone should look' },
        { value: 'done', label: 'Done, all is well' },
      ],
    },
    { name: 'message', label: 'Because', kind: 'text', templated: true, help: 'Shown in the list of runs.' },
  ],
  ports: () => [],
  summary: ({ message, as }) => `Ends the run as ${as}${message === '' ? '' : `: ${showValue(message)}`}`,
  sample: () => null,
  check: ({ message, as }) =>
    as === 'failed' && message === ''
      ? [{ param: 'message', message: 'It is not said why the run fails here.', fix: 'Write one sentence.' }]
      : [],
  effect: () => 'pure',
  run: ({ message, as }) => ({ end: { as, message: message.trim() || 'The flow ended the run at a stop step.' } }),
  upgrades: [],
});
