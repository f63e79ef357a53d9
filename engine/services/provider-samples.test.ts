import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isRecord, type JsonValue } from '../model/json.ts';
import { signatureKinds, variantIds } from '../model/provider-sample.ts';
import { createAuthenticate, verifySchema } from '../nodes/webhook/verify/verify.ts';
import { hookFlow } from '../testing/hook-flow.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { listProviders, sampleDelivery } from './provider-samples.ts';

const folder = fileURLToPath(new URL('../../resources/samples/', import.meta.url));
const providers = listProviders(folder);
const events = providers.flatMap((provider) =>
  provider.events.map((event) => ({ name: `${provider.id} ${event.id}`, provider, event })),
);
const at = { path: 'practice', nowMs: Date.UTC(2026, 6, 9, 12) };

const deliver = (provider: string, event: string, variant: (typeof variantIds)[number] = 'complete') =>
  sampleDelivery(folder, { provider, event, variant }, at);

/** What stands at a path; `*` is any place of a list. */
const find = (value: JsonValue | undefined, path: readonly string[]): JsonValue[] => {
  const [key, ...rest] = path;
  if (value === undefined) return [];
  if (key === undefined) return [value];
  if (key === '*') return Array.isArray(value) ? value.flatMap((item) => find(item, rest)) : [];
  return isRecord(value) && Object.hasOwn(value, key) ? find(value[key], rest) : [];
};

const anyAddress = /(?:https?|git|ssh):\/\/([^/\s"?#]+)|[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g;
const foreignAddresses = (text: string): string[] =>
  [...text.matchAll(anyAddress)]
    .map(([, host, domain]) => host ?? domain ?? '')
    .filter((host) => !/(^|\.)example\.com$/.test(host));

/** Beginnings and forms of keys that real services give out. */
const looksSecret =
  /\b(sk|rk|pk)_(live|test)_|whsec_|whpk_|xox[abposr]-|gh[opsur]_\w|github_pat_|shp(at|ss|ca)_|AKIA[A-Z0-9]{12}|eyJ[\w-]{10,}\.|Bearer |-----BEGIN/;

test('the samples that ux.md promises are there', () => {
  expect(events.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'stripe checkout.session.completed',
      'stripe payment_intent.succeeded',
      'stripe payment_intent.payment_failed',
      'stripe invoice.payment_failed',
      'stripe charge.refunded',
      'stripe customer.subscription.deleted',
      'github push',
      'github issues.opened',
      'github pull_request.opened',
      'github release.published',
      'shopify orders-create',
      'shopify orders-paid',
      'shopify products-update',
      'shopify inventory_levels-update',
      'woocommerce order.created',
      'typeform form_response',
      'tally form_response',
      'mailchimp subscribe',
      'slack message',
      'slack url_verification',
      'slack slash_command',
      'twilio sms',
      'standard-webhooks contact.created',
      'form contact',
    ]),
  );
});

test('every file is named as its id', () => {
  for (const provider of providers) {
    const names = readdirSync(join(folder, provider.id)).sort();
    expect(names).toEqual([...provider.events.map(({ id }) => `${id}.json`), 'provider.json'].sort());
  }
});

describe.each(providers)('$id', (provider) => {
  test('its icon exists', () => {
    const icons = readdirSync(
      fileURLToPath(new URL('../../node_modules/lucide-react/dist/esm/icons', import.meta.url)),
    );
    expect(icons.map((name) => name.replace(/\..*$/, ''))).toContain(provider.icon);
  });

  test('its signature can be set at the webhook', () => {
    const params = { kind: provider.signature, ...provider.signatureDetails };
    const verify = verifySchema.parse(provider.signature === 'none' ? params : { ...params, credential: 'secret' });
    expect(verify).toMatchObject(params);
  });

  test('every label stands at a field that some event has', () => {
    const bodies = provider.events.map(({ id }) => deliver(provider.id, id).body);
    const astray = Object.keys(provider.labels).filter((path) =>
      bodies.every((body) => find(body, path.split('.')).length === 0),
    );
    expect(astray).toEqual([]);
  });
});

test('the kinds of signature are those of the webhook', () => {
  expect([...signatureKinds].sort()).toEqual(verifySchema.options.map((option) => option.shape.kind.value).sort());
});

describe.each(events)('$name', ({ provider, event }) => {
  const payloads = variantIds.map((variant) => deliver(provider.id, event.id, variant));

  test('arrives as a delivery whose body was understood', () => {
    for (const payload of payloads) {
      expect(Object.keys(payload)).toEqual(['id', 'method', 'path', 'query', 'headers', 'body', 'receivedAt']);
      expect(isRecord(payload.body)).toBe(true);
      expect(payload).toMatchObject({ method: 'POST', path: 'practice', receivedAt: '2026-07-09T12:00:00.000Z' });
    }
  });

  test('its variants differ', () => {
    const bodies = payloads.map(({ body }) => JSON.stringify(body));
    expect(new Set(bodies).size).toBe(variantIds.length);
    const [complete = '', minimal = '', awkward = ''] = bodies;
    expect(minimal.length).toBeLessThanOrEqual(complete.length);
    expect(awkward).toMatch(/""|:0|null|[^\p{Script=Latin}\p{Script=Common}]/u);
  });

  test('it says which event it is where the provider says it', () => {
    const { typeField } = provider;
    for (const payload of payloads) {
      const said = typeField ? find(payload[typeField.in], typeField.path) : [];
      expect(said).toEqual(event.eventType === null ? [] : [event.eventType]);
    }
    if (event.eventType !== null) expect(provider.eventTypes).toContain(event.eventType);
  });

  test('nothing in it belongs to anyone', () => {
    const { 'user-agent': _named, ...headers } = event.headers;
    for (const text of [JSON.stringify(headers), ...payloads.map(({ body }) => JSON.stringify(body))]) {
      expect(foreignAddresses(text)).toEqual([]);
      expect(text).not.toMatch(looksSecret);
    }
  });

  test('its signature is not genuine', () => {
    const verify = verifySchema.parse(
      provider.signature === 'none'
        ? { kind: 'none' }
        : { kind: provider.signature, ...provider.signatureDetails, credential: 'secret' },
    );
    if (verify.kind === 'none') return;
    const delivery = {
      ...at,
      method: 'POST',
      query: {},
      headers: event.headers,
      raw: new Uint8Array(),
      receivedAtMs: at.nowMs,
    };
    const secret = verify.kind === 'stripe' || verify.kind === 'standard-webhooks' ? 'whsec_c2VjcmV0' : 'secret';
    expect(createAuthenticate(verify)(delivery, new Map([['secret', secret]]))).toMatchObject({ ok: false });
  });
});

test.each(providers.filter(({ dedupe }) => dedupe))('$id gives a delivery an id', ({ id, dedupe, events: all }) => {
  const ids = all.flatMap((event) => (dedupe ? find(deliver(id, event.id)[dedupe.in], dedupe.path) : []));
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a sample is what the port of the webhooks makes of the same bytes', async () => {
  const engine = await openTestEngine();
  await engine.importFlow(hookFlow({ name: 'Practice' }));
  const { event } = events.find(({ name }) => name === 'slack slash_command') ?? {};
  const headers = { ...event?.headers, 'content-type': event?.contentType ?? '' };
  const body = String(event?.variants.find(({ id }) => id === 'awkward')?.body);
  await engine.post('practice', body, headers);
  const [arrived] = await engine.call('events.list', {});
  const { headers: expected, body: understood } = deliver('slack', 'slash_command', 'awkward');
  expect(arrived?.payload).toMatchObject({ headers: expected, body: understood });
  expect(Object.keys(arrived?.payload ?? {}).sort()).toEqual(Object.keys(deliver('slack', 'slash_command')).sort());
});

test('a sample that is not there is named, with those that are', () => {
  expect(() => deliver('stripe', 'push')).toThrow('There is no built-in event called "push".');
  expect(() => deliver('../stripe', 'push')).toThrow('There is no built-in provider called "../stripe".');
});

test('the files are read once', () => {
  expect(listProviders(folder)).toBe(providers);
});

test('a damaged file is a defect of the app, and named', () => {
  const broken = tempFolder();
  mkdirSync(join(broken, 'shop'));
  writeFileSync(join(broken, 'shop', 'provider.json'), '{"id":"shop"}');
  expect(() => listProviders(broken)).toThrow(/^The built-in sample ".*provider\.json" cannot be read\.$/);
});
