import { z } from 'zod';
import { defineTrigger, outPort } from '../define.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  flows: z
    .union([z.literal('all'), z.array(z.string().trim().min(1).max(200)).max(500)])
    .default([])
    .describe('Names of flows; an empty list or "all" = every flow'),
});

const namesOf = (flows: 'all' | string[]): string[] | null => (flows === 'all' || flows.length === 0 ? null : flows);

/** Starts a run when a run of another flow failed. */
export const node = defineTrigger({
  type: 'flow-failed',
  version: 1,
  title: 'Flow failed',
  description: 'Starts when a run of another flow has failed and needs attention.',
  icon: 'siren',
  synonyms: ['error', 'failure', 'alert', 'catch', 'problem', 'warn', 'notify', 'broken', 'attention'],
  params,
  form: [
    {
      name: 'flows',
      label: 'Only these flows',
      kind: 'text-list',
      placeholder: 'Orders',
      help: 'Their names. Empty: every other flow. A flow that starts this way never starts others or itself this way.',
    },
  ],
  ports: () => [outPort],
  summary: ({ flows }) => {
    const names = namesOf(flows);
    return names === null
      ? 'Starts when a run of any other flow fails'
      : `Starts when a run of ${names.map((name) => showValue(name)).join(' or ')} fails`;
  },
  sample: ({ flows }) => ({
    flow: namesOf(flows)?.[0] ?? 'Orders',
    run: 'run_01jnm3v6k8',
    error: {
      code: 'http.answered-503',
      who: 'world',
      message: 'shop.example answered 503: it is not available at the moment.',
      fix: 'It is tried again by itself; if it stays like this, ask who runs the service.',
      retryable: true,
    },
    failedStep: 'Send the order',
    startedAt: '2026-03-01T09:30:00.000Z',
  }),
  listen: ({ flows }) => ({ kind: 'flow-failed', flows: namesOf(flows) }),
  upgrades: [],
});
