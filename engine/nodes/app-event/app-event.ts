import { z } from 'zod';
import { defineTrigger, outPort } from '../define.ts';
import { showValue } from '../show-value.ts';

/** Starts a run when an event of this name is announced by another flow, the command line or a local program. */
export const node = defineTrigger({
  type: 'app-event',
  version: 1,
  title: 'App event',
  description: 'Starts when another flow or a program on this computer announces an event.',
  icon: 'radio',
  synonyms: ['event', 'announce', 'emit', 'listen', 'other flow', 'signal'],
  params: z.strictObject({ name: z.string().trim().min(1).max(200) }),
  form: [
    {
      name: 'name',
      label: 'Event name',
      kind: 'event-name',
      placeholder: 'order.paid',
      help: 'The very name under which it is announced, upper and lower case included.',
    },
  ],
  ports: () => [outPort],
  summary: ({ name }) => `Starts when ${showValue(name)} is announced`,
  sample: ({ name }) => ({ name, data: { id: 1042 }, emittedAt: '2026-03-01T09:30:00.000Z' }),
  listen: ({ name }) => ({ kind: 'app-event', name }),
  upgrades: [],
});
