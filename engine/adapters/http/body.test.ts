import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../model/fault.ts';
import { bodyLimits } from './body.ts';
import { createHttpClient } from './client.ts';
import { type Stub, startStub } from './stub-server.ts';

const client = createHttpClient({ ownPorts: () => new Set() });
afterAll(() => client.close());
let stub: Stub | undefined;
afterEach(() => stub?.close());

const answer = async (encoding: string | null, body: Buffer, method = 'GET') => {
  stub = await startStub((_seen, response) => {
    if (encoding !== null) response.setHeader('content-encoding', encoding);
    response.end(body);
  });
  return client
    .forFlow({
      allowsPrivate: () => true,
      openCredential: () => {
        throw new Error('not used here');
      },
    })
    .send({
      method,
      url: stub.url,
      headers: [],
      literalHost: '127.0.0.1',
      depth: 0,
      timeoutMs: 10_000,
      signal: new AbortController().signal,
    });
};
const faultOf = (sent: Promise<unknown>): Promise<Fault> =>
  sent.then(
    () => expect.fail('it was answered'),
    (thrown: Fault) => thrown,
  );

describe('unpacking', () => {
  const text = 'olá '.repeat(50_000);
  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
    [null, Buffer.from(text)],
  ])('%s', async (encoding, body) => {
    expect((await answer(encoding, body)).text).toBe(text);
  });
  test.each([
    ['gzip', Buffer.from('this is not packed')],
    ['gzip', gzipSync(text).subarray(0, 60)],
    ['br', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ['compress', Buffer.from('x')],
    ['gzip, gzip', gzipSync(gzipSync(text))],
  ])('a damaged or unknown packing is refused: %s', async (encoding, body) => {
    expect(await faultOf(answer(encoding, body))).toMatchObject({ code: 'http.bad-encoding', retryable: false });
  });
});

describe('sizes', () => {
  test('exactly the limit is read', async () => {
    expect((await answer(null, Buffer.alloc(bodyLimits.bytes, 'a'))).text).toHaveLength(bodyLimits.bytes);
  });
  test('one byte more is not', async () => {
    expect(await faultOf(answer(null, Buffer.alloc(bodyLimits.bytes + 1, 'a')))).toMatchObject({
      code: 'http.too-large',
      who: 'world',
      retryable: false,
    });
  });
  test.each([
    ['gzip', gzipSync(Buffer.alloc(200 * 1024 * 1024))],
    ['br', brotliCompressSync(Buffer.alloc(50 * 1024 * 1024))],
  ])('a bomb in %s is stopped long before it is unpacked', async (encoding, bomb) => {
    const before = process.memoryUsage().rss;
    const fault = await faultOf(answer(encoding, bomb));
    expect(fault.code).toBe('http.too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });
  test('a bomb below the limit is stopped for its ratio', async () => {
    const fault = await faultOf(answer('gzip', gzipSync(Buffer.alloc(5 * 1024 * 1024))));
    expect(fault.message).toContain('100 times');
  });
  test('a small answer may be packed as tightly as it likes', async () => {
    expect((await answer('gzip', gzipSync(Buffer.alloc(900_000, ' ')))).text).toHaveLength(900_000);
  });
  test('an answer packed a little, but large, is stopped at the limit', async () => {
    const large = randomBytes(11 * 1024 * 1024);
    expect((await faultOf(answer('gzip', gzipSync(large, { level: 0 })))).message).toContain('10 MB');
  });
  test('too large an answer to a POST leaves the outcome unknown', async () => {
    expect(await faultOf(answer(null, Buffer.alloc(bodyLimits.bytes + 1), 'POST'))).toMatchObject({
      outcomeUnknown: true,
    });
  });
});
