import { z } from 'zod';
import { defineStep, outPort, type StepResult } from '../define.ts';
import { text, tree } from '../params.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  name: text(z.string().trim().min(1).max(200)),
  data: tree.default({}).describe('What flows that listen get as "data"'),
});

/**
 * Announces an event to every flow that listens for its name. The engine stores the event in the transaction that
 * finishes the step, so it is announced exactly once, also when the computer fails in between.
 */
export const node = defineStep({
  type: 'emit-event',
  version: 1,
  family: 'then',
  title: 'Announce event',
  description: 'Tells other flows that something has happened, with data for them.',
  icon: 'megaphone',
  synonyms: ['emit', 'event', 'announce', 'publish', 'broadcast', 'signal', 'trigger flow'],
  params,
  form: [
    {
      name: 'name',
      label: 'Event name',
      kind: 'event-name',
      templated: true,
      placeholder: 'order.paid',
      help: 'Flows that start with "App event" and this very name are started.',
    },
    { name: 'data', label: 'Data', kind: 'json', templated: true },
  ],
  ports: () => [outPort],
  summary: ({ name, data }) => `Announces ${showValue(name)} with ${showValue(data)}`,
  sample: ({ name }) => ({ name: typeof name === 'string' ? name : 'order.paid' }),
  effect: () => 'keyed',
  run: ({ name, data }): StepResult => ({
    announce: [{ name, data }],
    did: { kind: 'event', name, data },
    output: { name },
  }),
  preview: ({ name, data }): StepResult => ({ did: { kind: 'event', name, data }, output: { name } }),
  upgrades: [],
});
