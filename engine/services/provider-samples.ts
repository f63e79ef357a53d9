import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZodType } from 'zod';
import { payloadOf } from '../listeners/hooks/delivery-payload.ts';
import { parseBody } from '../listeners/hooks/parse-body.ts';
import { ourFault, personFault } from '../model/fault.ts';
import { eventIdOf, rowAtTime } from '../model/ids.ts';
import type { JsonRecord } from '../model/json.ts';
import {
  type EventSample,
  eventSampleSchema,
  type ProviderSamples,
  providerSchema,
  type VariantId,
} from '../model/provider-sample.ts';

const providerFile = 'provider.json';

const readAs = <T>(schema: ZodType<T>, file: string): T => {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw ourFault('sample.unreadable', `The built-in sample "${file}" cannot be read.`, {
      fix: 'Install WhenThen again.',
      cause,
    });
  }
};

const readProvider = (folder: string): ProviderSamples => {
  const events = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== providerFile)
    .sort()
    .map((name) => readAs(eventSampleSchema, join(folder, name)));
  return { ...readAs(providerSchema, join(folder, providerFile)), events };
};

const known = new Map<string, ProviderSamples[]>();

/**
 * The providers in a folder (`resources/samples`), by name. They are read when first asked for and then kept: the files are
 * part of the app and do not change while it runs. Throws `sample.unreadable`.
 */
export const listProviders = (folder: string): ProviderSamples[] => {
  const before = known.get(folder);
  if (before) return before;
  const providers = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readProvider(join(folder, name)))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  known.set(folder, providers);
  return providers;
};

/** Which sample: the ids of a provider, an event and a variant. */
export interface SampleChoice {
  provider: string;
  event: string;
  variant: VariantId;
}

const choose = <T extends { id: string }>(what: string, items: readonly T[], id: string): T => {
  const found = items.find((item) => item.id === id);
  if (found) return found;
  throw personFault('sample.not-found', `There is no built-in ${what} called "${id}".`, {
    fix: `There are: ${items.map((item) => item.id).join(', ')}.`,
  });
};

const bytesOf = ({ contentType }: EventSample, body: unknown): Uint8Array =>
  new TextEncoder().encode(contentType.startsWith('application/json') ? JSON.stringify(body) : String(body));

/**
 * A sample as a delivery to an address: what the webhook would have handed to a flow had the provider sent these bytes at
 * that moment. Throws `sample.not-found`.
 */
export const sampleDelivery = (
  folder: string,
  { provider, event, variant }: SampleChoice,
  { path, nowMs }: { path: string; nowMs: number },
): JsonRecord => {
  const sample = choose('event', choose('provider', listProviders(folder), provider).events, event);
  const raw = bytesOf(sample, choose('variant', sample.variants, variant).body);
  const headers = { ...sample.headers, 'content-type': sample.contentType, 'content-length': String(raw.length) };
  const { value } = parseBody(raw, sample.contentType);
  return {
    id: eventIdOf(rowAtTime(nowMs)),
    ...payloadOf({ method: 'POST', path, query: {}, headers, raw, receivedAtMs: nowMs }, value),
  };
};
