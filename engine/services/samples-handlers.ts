import type { Handlers } from '../contract/methods.ts';
import { payloadOf, single } from '../listeners/hooks/delivery-payload.ts';
import { parseBody } from '../listeners/hooks/parse-body.ts';
import { personFault } from '../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { maskSecrets } from '../model/mask-secrets.ts';
import type { StoredEvent } from '../model/records.ts';
import type { Delivery } from '../nodes/define.ts';
import type { Kernel } from './kernel.ts';
import { readPasted } from './paste/read-pasted.ts';
import { readRequest } from './paste/read-request.ts';
import { samplesFolder } from './practice-delivery.ts';
import { listProviders, sampleDelivery } from './provider-samples.ts';

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * What a delivery that started nothing would have handed over. Its headers are only stored in part; while it is still in memory
 * they are all there.
 */
const understand = (kernel: Kernel, payload: JsonRecord, raw: Uint8Array): JsonRecord => {
  const headers = isRecord(payload.headers) ? payload.headers : {};
  const path = String(payload.path ?? '');
  const kept: Delivery | undefined = kernel.recentDeliveries.of(path).find((one) => sameBytes(one.raw, raw));
  const type = kept ? single(kept.headers['content-type']) : headers['content-type'];
  const { value } = parseBody(raw, typeof type === 'string' ? type : undefined);
  return kept ? payloadOf(kept, value) : { ...payload, body: value };
};

const payloadOfEvent = (kernel: Kernel, event: StoredEvent): JsonValue => {
  if (event.payload === null)
    throw personFault('event.data-removed', 'What arrived then is no longer kept.', { fix: 'Choose a newer one.' });
  const payload = JSON.parse(event.payload) as JsonValue;
  if (!isRecord(payload) || event.raw === null || payload.body !== null) return payload;
  return { id: event.id, ...understand(kernel, payload, event.raw) };
};

export const sampleHandlers = (
  kernel: Kernel,
): Pick<
  Handlers,
  'samples.providers' | 'samples.delivery' | 'samples.read' | 'samples.ofEvent' | 'requests.readCurl'
> => ({
  'samples.providers': () =>
    listProviders(samplesFolder).map(({ source: _source, checkedOn: _checkedOn, events, ...provider }) => ({
      ...provider,
      signatureDetails: provider.signatureDetails ?? {},
      events: events.map(({ id, title, eventType, variants }) => ({
        id,
        title,
        eventType,
        variants: variants.map((variant) => variant.id),
      })),
    })),
  'samples.delivery': ({ path, ...choice }) =>
    sampleDelivery(samplesFolder, choice, { path, nowMs: kernel.clock.now() }),
  'samples.read': ({ text }) => readPasted(text),
  'requests.readCurl': ({ text }) => readRequest(text),
  'samples.ofEvent': ({ event: id }) => {
    const event = kernel.history.event(id);
    if (!event) throw personFault('event.not-found', `Nothing with the id ${id} arrived, or it was removed by now.`);
    const { value, masked } = maskSecrets(payloadOfEvent(kernel, event));
    return { payload: value, masked };
  },
});
