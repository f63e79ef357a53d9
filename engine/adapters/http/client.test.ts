import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpPolicy } from './client.ts';
import type { Lookup } from './connector.ts';
import { allowAll, createBench, faultOf } from './test-bench.ts';

let bench: ReturnType<typeof createBench>;
let openLookup: Lookup;
const { send, serve } = {
  send: (...args: Parameters<typeof bench.send>) => bench.send(...args),
  serve: (...args: Parameters<typeof bench.serve>) => bench.serve(...args),
};

beforeEach(() => {
  openLookup = async () => [{ address: '127.0.0.1', family: 4 }];
  bench = createBench((hostname) => openLookup(hostname));
});
afterEach(() => bench.close());

describe('sending', () => {
  test('method, path, query, headers and body arrive as given', async () => {
    const stub = await serve((_seen, response) => response.end());
    await send(`${stub.url}/a%20b/ç?x=1&y=%2F#part`, {
      method: 'POST',
      headers: [
        { name: 'X-One', value: 'é 1' },
        { name: 'Content-Type', value: 'text/plain' },
      ],
      body: 'smile 😀',
      idempotencyKey: 'wt-1',
    });
    const [seen] = stub.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/a%20b/%C3%A7?x=1&y=%2F', body: 'smile 😀' });
    expect(seen?.headers).toEqual({
      host: `127.0.0.1:${stub.port}`,
      connection: 'keep-alive',
      'x-one': 'é 1',
      'content-type': 'text/plain',
      'accept-encoding': 'gzip, deflate, br',
      'idempotency-key': 'wt-1',
      'x-whenthen-depth': '1',
      'content-length': '10',
    });
  });
  test('status, headers and text come back, also of an error', async () => {
    const stub = await serve((_seen, response) =>
      response
        .writeHead(418, { 'X-Two': ['a', 'b'], 'Content-Type': 'text/plain; charset=iso-8859-1' })
        .end(Buffer.from([0xe9])),
    );
    const answer = await send(`${stub.url}/tea`);
    expect(answer).toMatchObject({ status: 418, text: 'é', url: `${stub.url}/tea` });
    expect(answer.headers['x-two']).toBe('a, b');
  });
  test('an unknown character set is read as UTF-8', async () => {
    const stub = await serve((_seen, response) =>
      response.setHeader('content-type', 'text/plain; charset=klingon').end('é'),
    );
    expect((await send(stub.url)).text).toBe('é');
  });
  test('an idempotency key the person typed is kept', async () => {
    const stub = await serve((_seen, response) => response.end());
    await send(stub.url, {
      method: 'POST',
      headers: [{ name: 'idempotency-key', value: 'mine' }],
      idempotencyKey: 'wt-1',
    });
    expect(stub.seen[0]?.headers['idempotency-key']).toBe('mine');
  });
  test('an answer without a body is empty text', async () => {
    const stub = await serve((_seen, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end());
    expect(await send(stub.url)).toMatchObject({ status: 204, text: '' });
  });
  test('HEAD and an early hint are understood', async () => {
    const stub = await serve((_seen, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.writeHead(200, { 'content-length': '5000' }).end();
    });
    expect(await send(stub.url, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
  test('requests one after another share connections', async () => {
    const stub = await serve((_seen, response) => response.end('ok'));
    for (let index = 0; index < 6; index++) await send(stub.url);
    // Two, not one: undici leaves a connection alone for one turn of the event loop after an answer.
    expect(stub.connections()).toBeLessThanOrEqual(2);
  });
  test('at most ten connections to one service are open at a time', async () => {
    const waiting: (() => void)[] = [];
    const stub = await serve((_seen, response) => {
      waiting.push(() => response.end());
      if (stub.seen.length >= 10) for (const go of waiting.splice(0)) go();
    });
    await Promise.all(Array.from({ length: 25 }, () => send(stub.url)));
    expect(stub.seen).toHaveLength(25);
    expect(stub.connections()).toBe(10);
  });
  test('many requests leave no listener on the signal', async () => {
    const stub = await serve((_seen, response) => response.end('ok'));
    const { signal } = new AbortController();
    let listening = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listening++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listening--;
      remove(...args);
    };
    for (let index = 0; index < 3; index++) await send(stub.url, { signal });
    expect(listening).toBe(0);
  });
});

describe('what is refused before anything is sent', () => {
  test.each([
    ['X-A', 'a\r\nX-B: c'],
    ['X-A', 'a\nb'],
    ['X-A', 'a\0b'],
    ['X-A', 'snow ☃'],
    ['X A', 'b'],
    ['X-A:\r\nX-B', 'b'],
    ['', 'b'],
    ['Host', 'other.example'],
    ['Content-Length', '3'],
    ['Transfer-Encoding', 'chunked'],
    ['connection', 'close'],
    ['Expect', '100-continue'],
  ])('the header %j with the value %j', async (name, value) => {
    const stub = await serve((_seen, response) => response.end());
    expect(await faultOf(send(stub.url, { headers: [{ name, value }] }))).toMatchObject({
      code: 'http.header',
      who: 'person',
    });
    expect(stub.seen).toHaveLength(0);
  });
  test.each(['CONNECT', 'TRACE', 'get', 'GET /x HTTP/1.1\r\n', ''])('the method %j', async (method) => {
    expect(await faultOf(send('http://127.0.0.1:1/', { method }))).toMatchObject({
      code: 'http.method',
      who: 'person',
    });
  });
  test('a host that comes from data, even a public one', async () => {
    const fault = await faultOf(send('http://example.com/', { literalHost: null }));
    expect(fault).toMatchObject({ code: 'http.address-from-data', who: 'person' });
    expect(await faultOf(send('http://127.0.0.1:1/', { literalHost: null }))).toMatchObject({
      code: 'http.address-from-data',
    });
  });
  test('a host other than the one typed in the step', async () => {
    const fault = await faultOf(send('http://127.0.0.1:1/', { literalHost: 'example.com' }));
    expect(fault.code).toBe('http.address-from-data');
  });
  test('a host typed in another spelling is the same host', async () => {
    const stub = await serve((_seen, response) => response.end('ok'));
    expect((await send(stub.url, { literalHost: '0x7F.1' })).text).toBe('ok');
  });
  test('a private address nobody allowed, with the words to allow it', async () => {
    const stub = await serve((_seen, response) => response.end());
    const asked: string[] = [];
    const nothing: HttpPolicy = { ...allowAll, allowsPrivate: (target) => asked.push(target) < 0 };
    const fault = await faultOf(send(stub.url, {}, nothing));
    expect(fault).toMatchObject({
      code: 'http.private-address',
      who: 'person',
      fix: `Allow 127.0.0.1:${stub.port} for this flow.`,
      data: { target: `127.0.0.1:${stub.port}` },
    });
    expect(asked).toEqual([`127.0.0.1:${stub.port}`]);
    expect(stub.connections()).toBe(0);
  });
  test('an open connection of another flow that has permission', async () => {
    const stub = await serve((_seen, response) => response.end('ok'));
    await send(stub.url);
    const nothing: HttpPolicy = { ...allowAll, allowsPrivate: () => false };
    expect((await faultOf(send(stub.url, {}, nothing))).code).toBe('http.private-address');
    expect(stub.seen).toHaveLength(1);
  });
});

describe('rebinding', () => {
  test('the address that was judged is the one connected, with one look-up', async () => {
    const stub = await serve((_seen, response) => response.end('ok'));
    const answers = ['127.0.0.1', '169.254.169.254'];
    let asked = 0;
    openLookup = async () => [{ address: answers[asked++] ?? '', family: 4 }];
    expect((await send(`http://rebind.example:${stub.port}/`)).text).toBe('ok');
    expect(asked).toBe(1);
  });
  test('a name that turns private is refused although it was public before', async () => {
    const nothing: HttpPolicy = { ...allowAll, allowsPrivate: () => false };
    const stub = await serve((_seen, response) => response.end('reached'));
    openLookup = async () => [{ address: '127.0.0.1', family: 4 }];
    expect((await faultOf(send(`http://rebind.example:${stub.port}/`, {}, nothing))).code).toBe('http.private-address');
    expect(stub.connections()).toBe(0);
  });
  test('the name is sent as Host, not the address', async () => {
    const stub = await serve((_seen, response) => response.end());
    await send(`http://shop.example:${stub.port}/`);
    expect(stub.seen[0]?.headers.host).toBe(`shop.example:${stub.port}`);
  });
});
