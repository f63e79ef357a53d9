import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lookup } from './connector.ts';
import { createBench, faultOf } from './test-bench.ts';
import { testTls } from './tls-fixture.ts';

let bench: ReturnType<typeof createBench>;
let openLookup: Lookup;
const { send, serve, serveRaw } = {
  send: (...args: Parameters<typeof bench.send>) => bench.send(...args),
  serve: (...args: Parameters<typeof bench.serve>) => bench.serve(...args),
  serveRaw: (...args: Parameters<typeof bench.serveRaw>) => bench.serveRaw(...args),
};

beforeEach(() => {
  openLookup = async () => [{ address: '127.0.0.1', family: 4 }];
  bench = createBench((hostname) => openLookup(hostname));
});
afterEach(() => bench.close());

describe('failures of the network', () => {
  test('a closed port is refused, may be tried again, and surely did nothing', async () => {
    const stub = await serve(() => {});
    await stub.close();
    const fault = await faultOf(send(stub.url, { method: 'POST', body: 'x' }));
    expect(fault).toMatchObject({ code: 'http.refused', who: 'world', retryable: true });
    expect(fault.outcomeUnknown).toBeUndefined();
  });
  test('an unknown name', async () => {
    openLookup = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    };
    const fault = await faultOf(send('http://nowhere.example/', { method: 'POST' }));
    expect(fault).toMatchObject({ code: 'http.dns', retryable: true });
    expect(fault.outcomeUnknown).toBeUndefined();
  });
  test('a name without addresses', async () => {
    openLookup = async () => [];
    expect((await faultOf(send('http://empty.example/'))).code).toBe('http.dns');
  });
  test('a certificate nobody vouches for', async () => {
    const stub = await serve((_seen, response) => response.end('ok'), testTls);
    const fault = await faultOf(send(stub.url, { method: 'POST' }));
    expect(fault).toMatchObject({ code: 'http.tls', retryable: false });
    expect(fault.outcomeUnknown).toBeUndefined();
    expect(stub.seen).toHaveLength(0);
  });
  test('a trusted certificate is accepted for its own name only', async () => {
    const before = getCACertificates('default');
    setDefaultCACertificates([...before, testTls.cert]);
    try {
      const stub = await serve((_seen, response) => response.end('ok'), testTls);
      expect((await send(`https://localhost:${stub.port}/`)).text).toBe('ok');
      expect((await send(stub.url)).text).toBe('ok');
      expect((await faultOf(send(`https://other.example:${stub.port}/`))).code).toBe('http.tls');
    } finally {
      setDefaultCACertificates(before);
    }
  });
  test('https spoken to a server without it', async () => {
    const stub = await serve((_seen, response) => response.end());
    expect((await faultOf(send(`https://127.0.0.1:${stub.port}/`))).code).toBe('http.tls');
  });
  test('something that does not speak HTTP', async () => {
    const url = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await faultOf(send(url))).toMatchObject({ code: 'http.bad-answer', retryable: false });
  });
  test.each([
    ['GET', undefined],
    ['HEAD', undefined],
    ['POST', true],
    ['PUT', true],
    ['DELETE', true],
    ['PATCH', true],
  ])('a connection reset while %s waits: outcome unknown = %s', async (method, outcomeUnknown) => {
    const url = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const fault = await faultOf(send(url, { method }));
    expect(fault).toMatchObject({ code: 'http.connection-lost', who: 'world', retryable: true });
    expect(fault.outcomeUnknown).toBe(outcomeUnknown);
  });
  test('an answer cut in the middle', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf')),
    );
    expect(await faultOf(send(url, { method: 'POST' }))).toMatchObject({
      code: 'http.connection-lost',
      outcomeUnknown: true,
    });
  });
  test('a connection that does not come about within its own limit', async () => {
    openLookup = () => new Promise(() => {});
    const fault = await faultOf(send('http://slow.example/', { method: 'POST' }));
    expect(fault).toMatchObject({ code: 'http.timeout', retryable: true });
    expect(fault.outcomeUnknown).toBeUndefined();
  });
});

describe('giving up', () => {
  test('a server that never answers', async () => {
    const stub = await serve(() => {});
    const fault = await faultOf(send(stub.url, { timeoutMs: 60 }));
    expect(fault).toMatchObject({ code: 'http.timeout', who: 'world', retryable: true });
    expect(fault.outcomeUnknown).toBeUndefined();
    expect(await faultOf(send(stub.url, { method: 'POST', timeoutMs: 60 }))).toMatchObject({ outcomeUnknown: true });
  });
  test('a body that trickles in', async () => {
    const stub = await serve((_seen, response) => {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    });
    expect((await faultOf(send(stub.url, { timeoutMs: 100 }))).code).toBe('http.timeout');
  });
  test('a name that takes too long to look up, before anything was sent', async () => {
    openLookup = () => new Promise(() => {});
    const fault = await faultOf(send('http://slow.example/', { method: 'POST', timeoutMs: 20 }));
    expect(fault.code).toBe('http.timeout');
    expect(fault.message).toContain('nothing was sent');
    expect(fault.outcomeUnknown).toBeUndefined();
  });
  test('a run that is cancelled stops its request at once and closes the connection', async () => {
    const stop = new AbortController();
    const gone = Promise.withResolvers<void>();
    const stub = await serve((_seen, response, socket) => {
      socket.on('close', () => gone.resolve());
      response.writeHead(200).write('begun');
      stop.abort();
    });
    const fault = await faultOf(send(stub.url, { method: 'POST', signal: stop.signal }));
    expect(fault).toMatchObject({ code: 'http.cancelled', retryable: false, outcomeUnknown: true });
    await gone.promise;
  });
  test('a signal that is already aborted sends nothing', async () => {
    const stub = await serve((_seen, response) => response.end());
    const fault = await faultOf(send(stub.url, { method: 'POST', signal: AbortSignal.abort() }));
    expect(fault.code).toBe('http.cancelled');
    expect(fault.outcomeUnknown).toBeUndefined();
    expect(stub.connections()).toBe(0);
  });
  test('a request given up while it waits for a connection is never written', async () => {
    const release = Promise.withResolvers<void>();
    const stub = await serve((seen, response) => {
      if (seen.url === '/hold') release.promise.then(() => response.end());
      else response.end();
    });
    const holders = Array.from({ length: 10 }, () => send(`${stub.url}/hold`));
    const fault = await faultOf(send(`${stub.url}/late`, { method: 'POST', timeoutMs: 50 }));
    expect(fault.code).toBe('http.timeout');
    expect(fault.outcomeUnknown).toBeUndefined();
    release.resolve();
    await Promise.all(holders);
    await send(`${stub.url}/after`);
    expect(stub.seen.map(({ url }) => url)).not.toContain('/late');
  });
  test('closing the client breaks what is under way', async () => {
    const stub = await serve(() => void bench.client.close());
    expect((await faultOf(send(stub.url))).code).toBe('http.cancelled');
  });
});
