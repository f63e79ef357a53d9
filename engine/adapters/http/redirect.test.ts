import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenCredential } from '../../model/credential.ts';
import { Fault } from '../../model/fault.ts';
import type { HttpRequest, HttpResponse } from '../../model/outside.ts';
import { createHttpClient } from './client.ts';
import { followRedirect } from './redirect.ts';
import { type Stub, startStub } from './stub-server.ts';

const client = createHttpClient({
  ownPorts: () => new Set(),
  lookup: async (hostname) => [
    { address: hostname === 'metadata.example' ? '169.254.169.254' : '127.0.0.1', family: 4 },
  ],
});
afterAll(() => client.close());

const key: OpenCredential = { name: 'key', kind: 'bearer', hosts: [], value: 'top-secret' };
let allowed: (target: string) => boolean = () => true;

const send = (url: string, request: Partial<HttpRequest> = {}): Promise<HttpResponse> =>
  client.forFlow({ allowsPrivate: (target) => allowed(target), openCredential: () => key }).send({
    method: 'GET',
    url,
    headers: [],
    literalHost: '127.0.0.1',
    depth: 0,
    timeoutMs: 5000,
    signal: new AbortController().signal,
    ...request,
  });
const faultOf = (sent: Promise<unknown>): Promise<Fault> =>
  sent.then(
    () => expect.fail('it was answered'),
    (thrown: Fault) => thrown,
  );

let first: Stub;
let second: Stub;
let status: number;
let location: string;

beforeEach(async () => {
  allowed = () => true;
  status = 302;
  second = await startStub((_seen, response) => response.end('second'));
  first = await startStub((seen, response) => {
    if (seen.url === '/start') response.writeHead(status, { location }).end('moved');
    else if (seen.url === '/circle') response.writeHead(302, { location: '/circle' }).end();
    else if (/^\/count\/[0-9]$/.test(seen.url)) {
      const left = Number(seen.url.slice(-1));
      response.writeHead(302, { location: left === 1 ? '/end' : `/count/${left - 1}` }).end();
    } else response.end('first');
  });
  location = '/end';
});
afterEach(async () => {
  await first.close();
  await second.close();
});

describe('which method and body go on', () => {
  test.each([
    [301, 'GET', 'GET'],
    [302, 'HEAD', 'HEAD'],
    [303, 'GET', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [302, 'PATCH', 'PATCH'],
    [303, 'PUT', 'GET'],
    [303, 'DELETE', 'GET'],
    [307, 'PUT', 'PUT'],
    [308, 'DELETE', 'DELETE'],
  ])('%i after %s asks again with %s', async (code, method, then) => {
    status = code;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const answer = await send(`${first.url}/start`, {
      method,
      headers: [{ name: 'Content-Type', value: 'text/plain' }],
      ...(hasBody && { body: 'payload' }),
    });
    expect(answer.url).toBe(`${first.url}/end`);
    const last = first.seen.at(-1);
    expect(last).toMatchObject({ method: then, url: '/end', body: hasBody && then === method ? 'payload' : '' });
    expect(last?.headers['content-type']).toBe(then === method ? 'text/plain' : undefined);
  });
  test.each([300, 304, 305])('%i is an answer, not a redirect', async (code) => {
    status = code;
    expect((await send(`${first.url}/start`)).status).toBe(code);
    expect(first.seen).toHaveLength(1);
  });
  test('a redirect without a place to go is an answer', async () => {
    const bare = await startStub((_seen, response) => response.writeHead(302).end('nowhere'));
    expect(await send(bare.url)).toMatchObject({ status: 302, text: 'nowhere' });
    await bare.close();
  });
});

describe('secrets', () => {
  const headers = [
    { name: 'Cookie', value: 'session=1' },
    { name: 'X-Api-Key', value: 'k' },
    { name: 'X-Harmless', value: 'stays' },
  ];
  test('stay with the request on the same origin', async () => {
    await send(`${first.url}/start`, { headers, credential: 'key', idempotencyKey: 'wt-1' });
    expect(first.seen.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer top-secret',
      cookie: 'session=1',
      'x-api-key': 'k',
      'idempotency-key': 'wt-1',
      'x-harmless': 'stays',
    });
  });
  test('do not cross to another origin', async () => {
    location = `${second.url}/end`;
    status = 307;
    await send(`${first.url}/start`, {
      method: 'POST',
      body: 'payload',
      headers,
      credential: 'key',
      idempotencyKey: 'wt-1',
    });
    expect(second.seen[0]).toMatchObject({ method: 'POST', body: 'payload' });
    expect(Object.keys(second.seen[0]?.headers ?? {}).sort()).toEqual(
      ['accept-encoding', 'connection', 'content-length', 'host', 'x-harmless', 'x-whenthen-depth'].sort(),
    );
  });
  test('do not come back when the request returns to where it began', async () => {
    const back = await startStub((_seen, response) => response.writeHead(302, { location: `${first.url}/end` }).end());
    location = back.url;
    await send(`${first.url}/start`, { credential: 'key' });
    expect(first.seen[0]?.headers.authorization).toBe('Bearer top-secret');
    expect(first.seen.at(-1)?.url).toBe('/end');
    expect(first.seen.at(-1)?.headers.authorization).toBeUndefined();
    await back.close();
  });
  test('kept in a header of any name do not cross either', () => {
    const next = followRedirect(
      {
        url: new URL('https://a.example/'),
        method: 'GET',
        headers: [{ name: 'X-Shop-Token', value: 's' }],
        body: undefined,
      },
      { status: 302, headers: { location: 'https://b.example/' }, text: '' },
      'x-shop-token',
    );
    expect(next?.headers).toEqual([]);
  });
});

describe('what is not followed', () => {
  test('five redirects are followed, a sixth is not', async () => {
    expect((await send(`${first.url}/count/5`)).text).toBe('first');
    const fault = await faultOf(send(`${first.url}/count/6`));
    expect(fault).toMatchObject({ code: 'http.redirect', retryable: false });
  });
  test('a circle ends', async () => {
    expect((await faultOf(send(`${first.url}/circle`))).code).toBe('http.redirect');
    expect(first.seen).toHaveLength(6);
  });
  test.each([
    'http://metadata.example/latest',
    'http://169.254.169.254/latest',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
    '//0/',
  ])('to %s', async (to) => {
    location = to;
    expect((await faultOf(send(`${first.url}/start`))).code).toBe('http.blocked-address');
  });
  test('to another private host, even one that is allowed when typed', async () => {
    location = `http://localhost:${second.port}/end`;
    const fault = await faultOf(send(`${first.url}/start`));
    expect(fault).toMatchObject({ code: 'http.redirect', who: 'person' });
    expect(second.seen).toHaveLength(0);
  });
  test('to another port of the same host that is not allowed', async () => {
    location = `${second.url}/end`;
    allowed = (target) => target === `127.0.0.1:${first.port}`;
    expect(await faultOf(send(`${first.url}/start`))).toMatchObject({
      code: 'http.private-address',
      fix: `Allow 127.0.0.1:${second.port} for this flow.`,
    });
    expect(second.connections()).toBe(0);
  });
  test.each([
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'http://user:pw@127.0.0.1/',
    'javascript:1',
    'http://[',
    'http://1.2.3.4.5/',
  ])('to %s', async (to) => {
    location = to;
    expect(await faultOf(send(`${first.url}/start`))).toMatchObject({ code: 'http.redirect', retryable: false });
  });
  test('from https to http', () => {
    const hop = { url: new URL('https://a.example/x'), method: 'GET', headers: [], body: undefined };
    const to = (location: string) => () => followRedirect(hop, { status: 301, headers: { location }, text: '' }, null);
    expect(to('http://a.example/x')).toThrow(Fault);
    expect(to('https://b.example/x')()?.url.href).toBe('https://b.example/x');
    expect(to('//b.example/x')()?.url.href).toBe('https://b.example/x');
  });
});

describe('whether something may have happened', () => {
  test('a POST that was sent on with 303 did happen, whatever comes after', async () => {
    status = 303;
    location = 'http://2852039166/';
    expect((await faultOf(send(`${first.url}/start`, { method: 'POST' }))).outcomeUnknown).toBe(true);
  });
  test.each(['http://2852039166/', 'javascript:1'])('a POST that was sent on with 307 to %s did not', async (to) => {
    status = 307;
    location = to;
    expect((await faultOf(send(`${first.url}/start`, { method: 'POST' }))).outcomeUnknown).toBeUndefined();
  });
});
