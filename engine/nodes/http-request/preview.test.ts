import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../adapters/http/client.ts';
import { type Stub, startStub } from '../../adapters/http/stub-server.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { Preview } from '../../model/preview.ts';
import { tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './http-request.ts';

const transport = createHttpClient({ ownPorts: () => new Set() });
const client = transport.forFlow({
  allowsPrivate: () => true,
  openCredential: (name) => ({ name, kind: 'bearer', hosts: [], value: 'secret' }),
});
let stub: Stub;
beforeAll(async () => {
  stub = await startStub((_seen, response) => response.end());
});
afterAll(async () => {
  await transport.close();
  await stub.close();
});

const trigger = { id: 'a b', q: 'x&y=1#?é', amount: 12.5, on: true, tags: ['a', 'b'], text: 'line 1\nline 2 😀' };

type Sent = Extract<Preview, { kind: 'request' }>;

/** Headers the connection adds; everything else must be in the preview. */
const ofTheConnection = [
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'idempotency-key',
  'x-whenthen-depth',
  'authorization',
];

const asSeen = (): Sent => {
  const seen = stub.seen.at(-1);
  if (!seen) throw new Error('nothing arrived');
  const headers = Array.from({ length: seen.rawHeaders.length / 2 }, (_, index) => ({
    name: seen.rawHeaders[2 * index] ?? '',
    value: seen.rawHeaders[2 * index + 1] ?? '',
  })).filter(({ name }) => !ofTheConnection.includes(name.toLowerCase()));
  return { kind: 'request', method: seen.method, url: `${stub.url}${seen.url}`, headers, body: seen.body };
};

const requests: Record<string, JsonRecord> = {
  'a plain GET': { url: '/orders' },
  'an address without a path': { url: '' },
  'values in path and query': {
    url: '/orders/{{ trigger.id }}?fixed=1&y=ä',
    query: [
      { name: 'q', value: '{{ trigger.q }}' },
      { name: 'a&b', value: '{{ trigger.amount }} %' },
    ],
  },
  'own headers': {
    url: '/',
    headers: [
      { name: 'x-Amount', value: '{{ trigger.amount }}' },
      { name: 'User-Agent', value: 'me' },
      { name: 'accept', value: 'text/csv' },
    ],
  },
  'a JSON body': {
    method: 'POST',
    url: '/orders',
    body: {
      kind: 'json',
      value: {
        n: '{{ trigger.amount }}',
        t: '{{ trigger.text }}',
        l: '{{ trigger.tags }}',
        q: '{{ trigger.q }}',
        1: null,
      },
    },
  },
  'a form body': {
    method: 'PUT',
    url: '/',
    body: {
      kind: 'form',
      fields: [
        { name: 'a b', value: '{{ trigger.q }}' },
        { name: 'on', value: '{{ trigger.on }}' },
      ],
    },
  },
  'a text body': { method: 'PATCH', url: '/', body: { kind: 'text', text: '{{ trigger.text }}' } },
  'a body with a type of its own': {
    method: 'POST',
    url: '/',
    headers: [{ name: 'content-TYPE', value: 'application/xml' }],
    body: { kind: 'text', text: '<a>{{ trigger.text }}</a>' },
  },
  'an empty body': { method: 'DELETE', url: '/orders/{{ trigger.id }}' },
  'a credential': { method: 'POST', url: '/', credential: 'shop', body: { kind: 'json', value: {} } },
};

describe('what the preview shows is what is sent', () => {
  test.each(Object.keys(requests))('%s', async (name) => {
    const { url = '', ...rest } = requests[name] ?? {};
    const params = { ...rest, url: `${stub.url}${url}` };
    const { did } = await tryPreview(node, params, { trigger });
    const before = stub.seen.length;
    const result = await tryStep(node, params, { trigger, outside: { http: client } });
    expect(stub.seen).toHaveLength(before + 1);
    expect(result.did).toEqual(did);
    const shown = did as Sent;
    expect(asSeen()).toEqual({ ...shown, headers: shown.headers.filter((header) => header.name !== 'Authorization') });
  });
});
