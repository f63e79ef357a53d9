import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import type { ProviderSamples } from '../model/provider-sample.ts';
import { listProviders, type SampleChoice, sampleDelivery } from './provider-samples.ts';

/** Where the built-in samples are. */
export const samplesFolder = fileURLToPath(new URL('../../resources/samples/', import.meta.url));

/** Marks what WhenThen sent to itself: signed with the saved secret, it would prove nothing about that secret. */
export const practiceHeader = 'x-whenthen-practice';

/** A delivery as it is sent: its bytes, and the headers that say what they are. */
export interface SentDelivery {
  raw: Uint8Array;
  headers: Record<string, string>;
}

/** Headers that belong to one transport, or that stand for a secret, are not sent again. */
const leftOut =
  /^(host|connection|content-length|transfer-encoding|expect|keep-alive|upgrade|te|trailer|accept-encoding|content-encoding|authorization|cookie|proxy-.*|sec-.*|x-whenthen-.*)$/;

const headersOf = (payload: JsonRecord): Record<string, string> => {
  const headers = isRecord(payload.headers) ? payload.headers : {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value !== '[hidden]' && !leftOut.test(name) && /^[\x20-\x7e]*$/.test(value)
        ? [[name, value]]
        : [],
    ),
  );
};

const asForm = (body: JsonRecord): string =>
  new URLSearchParams(
    Object.entries(body).flatMap(([name, value]): [string, string][] =>
      (Array.isArray(value) ? value : [value]).map((item): [string, string] => [
        name,
        typeof item === 'string' ? item : JSON.stringify(item),
      ]),
    ),
  ).toString();

/** Writes an example back into the bytes it could have come as. What is not a delivery is sent as JSON. */
export const writeDelivery = (example: JsonValue): SentDelivery => {
  const payload: JsonRecord = isRecord(example) && Object.hasOwn(example, 'body') ? example : { body: example };
  const headers = headersOf(payload);
  const body = payload.body ?? null;
  const type = headers['content-type'] ?? (typeof body === 'string' ? 'text/plain' : 'application/json');
  const isForm = type.includes('urlencoded') && isRecord(body);
  const text = isForm ? asForm(body) : typeof body === 'string' && !type.includes('json') ? body : JSON.stringify(body);
  return { raw: new TextEncoder().encode(text), headers: { ...headers, 'content-type': type } };
};

const setDeep = (record: JsonRecord, [key, ...rest]: readonly string[], value: string): void => {
  if (key === undefined) return;
  const inner = record[key];
  if (rest.length === 0) record[key] = value;
  else if (isRecord(inner)) setDeep(inner, rest, value);
};

/** A new id in the place where the provider keeps it, so that practising twice is not taken for a repeat. */
const withNewId = (payload: JsonRecord, dedupe: ProviderSamples['dedupe']): JsonRecord => {
  const fresh = structuredClone(payload);
  const part = dedupe && fresh[dedupe.in];
  if (isRecord(part)) setDeep(part, dedupe?.path ?? [], `practice_${randomUUID()}`);
  return fresh;
};

/** A built-in sample as its provider would send it now. Throws `sample.not-found`. */
export const practiceOf = (choice: SampleChoice): SentDelivery => {
  const payload = sampleDelivery(samplesFolder, choice, { path: 'practice', nowMs: Date.now() });
  const provider = listProviders(samplesFolder).find(({ id }) => id === choice.provider);
  return writeDelivery(withNewId(payload, provider?.dedupe ?? null));
};
