import type { JsonRecord } from '../../model/json.ts';
import { drawFlow } from '../../testing/flow-builder.ts';
import { effectNode, type FlowName } from './evidence.ts';

/** Where the effects of the flows go. */
export interface Targets {
  countingUrl: string;
  userFile: string;
}

const hook = (path: FlowName, respond: 'at-once' | 'when-done') => ({
  type: 'webhook',
  params: { path, respond, ignoreRepeats: { by: '{{ trigger.body.id }}' } },
});

const map = {
  type: 'map',
  params: {
    fields: [
      { name: 'delivery', value: '{{ trigger.body.id }}', type: 'text' },
      { name: 'event', value: '{{ trigger.id }}' },
      { name: 'run', value: '{{ run.id }}' },
    ],
  },
};

const onError = { retries: 3, firstDelayMs: 20 };

const write = (file: string, table: string, mode: 'insert' | 'upsert') => ({
  type: 'sqlite-write',
  onError,
  params: {
    file,
    table,
    mode,
    match: mode === 'upsert' ? ['delivery'] : [],
    values: [
      { column: 'delivery', value: '{{ steps.map.delivery }}' },
      { column: 'run', value: '{{ steps.map.run }}' },
    ],
  },
});

/**
 * The flows under load: one for each class of effect and each way of answering. `afterCrash` is left at `repeat`, so
 * that every run comes to its end by itself.
 */
export const drawTortureFlows = ({ countingUrl, userFile }: Targets): Record<FlowName, JsonRecord> => ({
  send: drawFlow(
    {
      hook: hook('send', 'at-once'),
      map,
      [effectNode]: {
        type: 'http-request',
        onError,
        params: {
          method: 'POST',
          url: countingUrl,
          body: { kind: 'json', value: { delivery: '{{ steps.map.delivery }}', run: '{{ steps.map.run }}' } },
        },
      },
    },
    [`hook > map > ${effectNode}`],
    { name: 'Send' },
  ),
  insert: drawFlow(
    { hook: hook('insert', 'at-once'), map, [effectNode]: write(userFile, 'inserted', 'insert') },
    [`hook > map > ${effectNode}`],
    { name: 'Insert', settings: { maxParallel: 25 } },
  ),
  upsert: drawFlow(
    {
      hook: hook('upsert', 'when-done'),
      map,
      [effectNode]: write(userFile, 'upserted', 'upsert'),
      answer: { type: 'respond', params: { body: { received: true, id: '{{ steps.map.event }}' } } },
    },
    [`hook > map > ${effectNode} > answer`],
    { name: 'Upsert', settings: { maxParallel: 25 } },
  ),
});
