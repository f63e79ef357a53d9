import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../adapters/http/client.ts';
import { type Stub, startStub } from '../../adapters/http/stub-server.ts';
import { Fault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { HttpRequest } from '../../model/outside.ts';
import type { Preview } from '../../model/preview.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './http-request.ts';

const secret = 'sk_live_canary_8f3a';
const transport = createHttpClient({ ownPorts: () => new Set() });
const client = transport.forFlow({
  allowsPrivate: () => true,
  openCredential: (name) => {
    if (name !== 'shop') throw new Fault('person', 'credential.missing', `There is no connection "${name}".`);
    return { name, kind: 'bearer', hosts: [], value: secret };
  },
});

let stub: Stub;
let answer: { status: number; type: string; text: string };

beforeAll(async () => {
  stub = await startStub((_seen, response) =>
    response.writeHead(answer.status, { 'content-type': answer.type, 'x-request-id': 'r1' }).end(answer.text),
  );
});
beforeEach(() => {
  answer = { status: 200, type: 'application/json', text: '{"ok":true}' };
  stub.seen.length = 0;
});
afterAll(async () => {
  await transport.close();
  await stub.close();
});

const trigger = { id: 'a b', q: 'x&y=1#?é', amount: 12.5, on: true, tags: ['a', 'b'] };
const run = (params: JsonRecord) => tryStep(node, params, { trigger, outside: { http: client } });
const paramsOf = (params: JsonRecord) => node.params.parse(params) as never;

describe('values are placed by structure', () => {
  test('in the query', async () => {
    await run({ url: `${stub.url}/s?a=1`, query: [{ name: 'q', value: '{{ trigger.q }}' }] });
    const url = new URL(stub.seen[0]?.url ?? '', stub.url);
    expect([...url.searchParams]).toEqual([
      ['a', '1'],
      ['q', trigger.q],
    ]);
  });
  test('in a JSON body, keeping their types', async () => {
    const value = { n: '{{ trigger.amount }}', deep: [{ t: '{{ trigger.tags }}' }], s: 'is {{ trigger.on }}' };
    await run({ method: 'POST', url: stub.url, body: { kind: 'json', value } });
    expect(JSON.parse(stub.seen[0]?.body ?? '')).toEqual({ n: 12.5, deep: [{ t: ['a', 'b'] }], s: 'is true' });
    expect(stub.seen[0]?.headers['content-type']).toBe('application/json');
  });
  test('in a form', async () => {
    await run({
      method: 'POST',
      url: stub.url,
      body: { kind: 'form', fields: [{ name: 'q', value: '{{ trigger.q }}' }] },
    });
    expect([...new URLSearchParams(stub.seen[0]?.body)]).toEqual([['q', trigger.q]]);
  });
  test('a value with half a character does no harm', async () => {
    await tryStep(
      node,
      { url: stub.url, query: [{ name: 'q', value: '{{ trigger.q }}' }] },
      {
        trigger: { q: 'a\ud800b' },
        outside: { http: client },
      },
    );
    expect(stub.seen[0]?.url).toBe('/?q=a%EF%BF%BDb');
  });
});

describe('the credential', () => {
  test('is attached to the request and named, never shown', async () => {
    const result = await run({ url: stub.url, credential: 'shop' });
    expect(stub.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    expect((result.did as Extract<Preview, { kind: 'request' }>).headers).toContainEqual({
      name: 'Authorization',
      value: '(from connection "shop")',
    });
    expect(JSON.stringify(result)).not.toContain(secret);
  });
  test('that is missing stops the step before anything is sent', async () => {
    await expect(run({ url: stub.url, credential: 'gone' })).rejects.toMatchObject({ code: 'credential.missing' });
    expect(stub.seen).toHaveLength(0);
  });
});

describe('the answer', () => {
  test('is the output', async () => {
    const { output } = await run({ url: stub.url });
    expect(output).toMatchObject({ status: 200, body: { ok: true }, headers: { 'x-request-id': 'r1' } });
  });
  test('of status 404 is a fault with what was said', async () => {
    answer = { status: 404, type: 'text/plain', text: 'no such order' };
    await expect(run({ url: stub.url })).rejects.toMatchObject({
      code: 'http.answered-404',
      data: { status: 404, body: 'no such order' },
    });
  });
  test('of status 500 leaves the outcome of a POST unknown, unless it only reads', async () => {
    answer = { status: 500, type: 'text/plain', text: '' };
    await expect(run({ method: 'POST', url: stub.url })).rejects.toMatchObject({ outcomeUnknown: true });
    const reading = run({ method: 'POST', url: stub.url, onlyReads: true });
    await expect(reading).rejects.toMatchObject({ outcomeUnknown: undefined });
  });
});

test('data that would lead the address elsewhere stops the step', async () => {
  const params = { url: `${stub.url}/{{ trigger.id }}` };
  const attempt = tryStep(node, params, { trigger: { id: '../admin' }, outside: { http: client } });
  await expect(attempt).rejects.toMatchObject({ code: 'http.url', who: 'person' });
  await expect(tryPreview(node, params, { trigger: { id: '?x' } })).rejects.toMatchObject({ code: 'http.url' });
  expect(stub.seen).toHaveLength(0);
});

describe('what it does to the world', () => {
  test.each([
    [{}, 'reads'],
    [{ method: 'HEAD' }, 'reads'],
    [{ method: 'OPTIONS' }, 'reads'],
    [{ method: 'POST' }, 'not-repeatable'],
    [{ method: 'PATCH' }, 'not-repeatable'],
    [{ method: 'POST', honoursIdempotencyKey: true }, 'keyed'],
    [{ method: 'PUT' }, 'repeatable'],
    [{ method: 'DELETE' }, 'repeatable'],
    [{ method: 'POST', onlyReads: true }, 'reads'],
    [{ method: 'GET', onlyReads: false }, 'not-repeatable'],
    [{ method: 'POST', onlyReads: false }, 'not-repeatable'],
  ])('%j: %s', (params, effect) => {
    expect(node.effect(paramsOf(params))).toBe(effect);
  });
  test.each([
    ['GET', undefined],
    ['POST', 'key'],
    ['DELETE', 'key'],
  ])('the idempotency key goes with %s as %s', async (method, key) => {
    await run({ method, url: stub.url });
    expect(stub.seen[0]?.headers['idempotency-key']).toBe(key);
  });
  test('the time limit and the signal of the step are passed on', async () => {
    let request: HttpRequest | undefined;
    const http = {
      send: async (sent: HttpRequest) => {
        request = sent;
        return { status: 200, headers: {}, text: '', url: sent.url };
      },
    };
    await tryStep(node, { url: 'https://example.com/{{ trigger.id }}' }, { trigger: { id: 1 }, outside: { http } });
    expect(request).toMatchObject({ timeoutMs: 1000, literalHost: 'example.com', url: 'https://example.com/1' });
    expect(request?.signal).toBeInstanceOf(AbortSignal);
  });
});

describe('what a person must allow', () => {
  test.each([
    ['http://127.0.0.1:3000/x', ['127.0.0.1:3000']],
    ['http://0x7f.1/x', ['127.0.0.1:80']],
    ['https://localhost', ['localhost:443']],
    ['http://nas/{{ trigger.id }}', ['nas:80']],
    ['https://example.com/', []],
    ['', []],
  ])('%s: %j', (url, targets) => {
    const grants = node.grants?.(paramsOf({ url })) ?? [];
    expect(grants).toEqual(targets.map((target) => ({ kind: 'private-address', target })));
  });
});

describe('problems found while it is set up', () => {
  test.each([
    [{}, 'url: There is no address'],
    [{ url: '{{ trigger.url }}' }, 'url: The host of the address comes from data'],
    [{ url: 'https://{{ trigger.q }}.example/' }, 'url: The host of the address comes from data'],
    [{ url: 'ftp://example.com' }, 'url: "ftp://example.com" is not an address'],
    [{ url: 'https://a.example', headers: [{ name: 'Host', value: 'x' }] }, 'headers.0.name: The header "Host"'],
    [{ url: 'https://a.example', headers: [{ name: 'X Y', value: 'x' }] }, 'headers.0.name: "X Y" is not'],
    [
      { url: 'https://a.example', credential: 'shop', headers: [{ name: 'authorization', value: 'x' }] },
      'headers.0.name: The connection',
    ],
    [{ url: 'https://a.example', method: 'TRACE' }, 'method'],
    [{ url: 'https://a.example', body: { kind: 'xml' } }, 'body'],
  ])('%j', (params, message) => {
    expect(problemsOf(node, params)).toEqual([expect.stringContaining(message)]);
  });
  test('an address alone is enough', () => {
    expect(problemsOf(node, { url: 'https://example.com' })).toEqual([]);
  });
  test('every header name the client refuses is found here as well', async () => {
    const names = [
      'connection',
      'content-length',
      'expect',
      'host',
      'keep-alive',
      'proxy-authorization',
      'proxy-connection',
      'te',
      'trailer',
      'transfer-encoding',
      'upgrade',
      'a b',
      'a:b',
    ];
    for (const name of names) {
      const headers = [{ name, value: 'x' }];
      const request = {
        method: 'GET',
        url: stub.url,
        headers,
        literalHost: '127.0.0.1',
        depth: 0,
        timeoutMs: 100,
        signal: new AbortController().signal,
      };
      await expect(client.send(request)).rejects.toMatchObject({ code: 'http.header' });
      expect(problemsOf(node, { url: stub.url, headers })).toHaveLength(1);
    }
  });
});

test('the summary names address and method', () => {
  expect(node.summary(paramsOf({}))).toBe('Calls a web address');
  expect(node.summary(paramsOf({ method: 'POST', url: 'https://example.com' }))).toBe(
    'Calls "https://example.com" with POST',
  );
});
