import { call } from '../client/connection.ts';
import type { EventSummary, JsonRecord, JsonValue } from '../client/types.ts';
import { sayMoment } from '../pieces/history/time-words.ts';
import { asCurl } from '../pieces/previews/request-words.ts';
import { addSample } from '../stores/sample-edits.ts';
import { openStep } from '../stores/selection.ts';
import { chooseSample } from '../stores/testing.ts';

const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The payload's own parts: what was sent, and around it the request it came in. */
export const partsOf = ({ kind, payload }: Pick<EventSummary, 'kind' | 'payload'>) => {
  const request = isRecord(payload) && kind === 'webhook' ? payload : null;
  return {
    content: request ? (request.body ?? null) : payload,
    headers: request && isRecord(request.headers) ? Object.entries(request.headers) : [],
    query: request && isRecord(request.query) ? Object.entries(request.query) : [],
    method: typeof request?.method === 'string' ? request.method : 'POST',
    path: typeof request?.path === 'string' ? request.path : '',
    isRequest: request !== null,
  };
};

/** Headers a sender's own program adds to every request. */
const added = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'accept-encoding']);

/** A command that sends the same thing once more. */
export const curlOf = (event: EventSummary, hooksUrl: string): string => {
  const { content, headers, query, method, path } = partsOf(event);
  const url = new URL(`${hooksUrl}/hooks/${path.split('/').map(encodeURIComponent).join('/')}`);
  for (const [name, value] of query) url.searchParams.set(name, String(value));
  const body = event.raw ?? (content === null ? '' : typeof content === 'string' ? content : JSON.stringify(content));
  return asCurl({
    kind: 'request',
    method,
    url: url.href,
    headers: headers.filter(([name]) => !added.has(name)).map(([name, value]) => ({ name, value: String(value) })),
    body,
  });
};

/** Keeps what arrived as an example of its flow. Throws the faults of `flows.draft` and `flows.save`. */
export const keepAsSample = async (event: EventSummary): Promise<string> => {
  const flow = event.flowId ?? '';
  const { document, revision } = await call('flows.draft', { flow });
  const changed = structuredClone(document);
  const sample = addSample(changed, event.node, `${event.headline} (${sayMoment(event.receivedAt)})`, event.payload);
  await call('flows.save', { flow, document: changed, revision });
  chooseSample(event.node, sample);
  openStep(event.node);
  return sample;
};
