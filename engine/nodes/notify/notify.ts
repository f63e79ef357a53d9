import { z } from 'zod';
import { plainLine } from '../../model/plain-line.ts';
import type { Preview } from '../../model/preview.ts';
import { defineStep, outPort, type StepResult } from '../define.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  title: text().default(''),
  text: text().default(''),
});

/** What every desktop shows without cutting it (reliability.md 7.9). */
const longest = 256;

const shorten = (line: string): string => (line.length > longest ? `${line.slice(0, longest - 1)}…` : line);

const messageOf = (title: string, body: string): Extract<Preview, { kind: 'notification' }> => ({
  kind: 'notification',
  title: shorten(plainLine(title)),
  text: shorten(plainLine(body)),
});

const resultOf = (title: string, body: string): StepResult => {
  const did = messageOf(title, body);
  return { output: { title: did.title, text: did.text }, did };
};

/** Shows a notification on this computer. */
export const node = defineStep({
  type: 'notify',
  version: 1,
  family: 'then',
  title: 'Show notification',
  description: 'Shows a short message on this computer.',
  icon: 'bell',
  synonyms: ['notification', 'notify', 'alert', 'toast', 'popup', 'desktop', 'tell me', 'message', 'remind'],
  params,
  form: [
    { name: 'title', label: 'Title', kind: 'text', templated: true, placeholder: 'New order' },
    {
      name: 'text',
      label: 'Text',
      kind: 'text',
      templated: true,
      help: 'Up to 256 characters are shown.',
    },
  ],
  ports: () => [outPort],
  summary: ({ title }) => (title === '' ? 'Shows a notification' : `Shows the notification ${showValue(title)}`),
  sample: () => ({ title: 'New order', text: 'Ana Duarte, 64.90' }),
  check: ({ title }) =>
    title === '' ? [{ param: 'title', message: 'The notification has no title.', fix: 'Type what it says.' }] : [],
  // Kept once under the idempotency key, whatever happens.
  effect: () => 'repeatable',
  run: ({ title, text: body }) => ({ ...resultOf(title, body), keep: messageOf(title, body) }),
  preview: ({ title, text: body }) => resultOf(title, body),
  upgrades: [],
});
