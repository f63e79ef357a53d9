import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import type { HookAnswer } from '../../model/outside.ts';
import { defineStep, outPort } from '../define.ts';
import { nameValues, number, tree } from '../params.ts';
import { showValue } from '../show-value.ts';
import { whyRefused } from './answer-headers.ts';

/** Answers that never have a body (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5). */
const bodiless: readonly number[] = [204, 205, 304];

const params = z.strictObject({
  // 100 to 199 are not answers but announcements of one: the caller would wait for the real one until it gives up.
  status: number(z.int().min(200).max(599)).default(200),
  headers: nameValues.default([]),
  body: tree.default({ received: true }).describe('A text is sent as it is, anything else as JSON'),
});

const typeOf = (body: JsonValue): string =>
  typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';

const answerOf = (status: number, headers: HookAnswer['headers'], body: JsonValue): HookAnswer => {
  for (const { name, value } of headers) {
    const why = whyRefused(name, value);
    if (why)
      throw personFault('respond.bad-header', `${why}.`, { fix: 'Remove the header or change it.', data: { name } });
  }
  if (bodiless.includes(status)) return { status, headers, body: '' };
  const typed = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  return { status, headers: typed ? headers : [...headers, { name: 'content-type', value: typeOf(body) }], body };
};

/** Answers the caller who waits for this run. Without one waiting, nothing happens. */
export const node = defineStep({
  type: 'respond',
  version: 1,
  family: 'then',
  title: 'Answer the webhook',
  description: 'Answers the service that called the webhook, with what this flow found out.',
  icon: 'reply',
  synonyms: ['respond', 'reply', 'answer', 'response', 'return', 'webhook'],
  params,
  form: [
    { name: 'status', label: 'Status', kind: 'number', templated: true, help: '200 means all is well.' },
    {
      name: 'body',
      label: 'Answer',
      kind: 'json',
      templated: true,
      help: 'A text is sent as text, everything else as JSON.',
    },
    {
      name: 'headers',
      label: 'Headers',
      kind: 'list',
      addLabel: 'Add a header',
      advanced: true,
      fields: [
        { name: 'name', label: 'Name', kind: 'text' },
        { name: 'value', label: 'Value', kind: 'text', templated: true },
      ],
    },
  ],
  ports: () => [outPort],
  summary: ({ status, body }) => `Answers ${showValue(status)} with ${showValue(body)}`,
  sample: ({ status }) => ({ status: typeof status === 'number' ? status : 200 }),
  check: ({ headers }) =>
    headers.flatMap(({ name, value }, index) => {
      const why = whyRefused(name, value);
      return why ? [{ param: `headers.${index}`, message: `${why}.`, fix: 'Remove the header or change it.' }] : [];
    }),
  effect: () => 'pure',
  run: ({ status, headers, body }) => {
    const answer = answerOf(status, headers, body);
    const written = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return { answer, did: { kind: 'answer', ...answer, body: written }, output: { status } };
  },
  upgrades: [],
});
