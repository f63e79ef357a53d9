import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { EventSummary } from '../../contract/shapes.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine, readAnswer, type TestEngine } from '../../testing/open-engine.ts';
import { openRaw, portOf, requestText, sendRaw, statusOf } from '../../testing/raw-request.ts';
import { untilAsync } from '../../testing/until.ts';

const mib = 1024 * 1024;

const openHook = async (hook = {}): Promise<TestEngine> => {
  const rig = await openTestEngine();
  await rig.importFlow(hookFlow({ hook }));
  return rig;
};

const events = ({ call }: TestEngine): Promise<EventSummary[]> => call('events.list', { limit: 1000 });

const newest = async (rig: TestEngine): Promise<EventSummary> => (await events(rig))[0] as EventSummary;

/** After every refusal: the next honest delivery is taken and runs. */
const expectAlive = async (rig: TestEngine, path = 'hook'): Promise<void> => {
  expect((await rig.post(path, { fine: true })).status).toBe(200);
  await rig.waitForRun('succeeded');
};

describe('size', () => {
  test('more than 1 MiB is refused with 413 before it is read', async () => {
    const rig = await openHook();
    const connection = await openRaw(portOf(rig.hooksUrl));
    await connection.write(`POST /hooks/hook HTTP/1.1\r\nHost: x\r\nContent-Length: ${25 * mib}\r\n\r\n{`);
    const answer = await connection.closed;
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain('{"error":"The body is larger than 1024 KB, the most this address takes."}');
    expect(await newest(rig)).toMatchObject({
      verdict: 'too-large',
      reason: 'The body is larger than 1024 KB, the most this address takes.',
    });
    await expectAlive(rig);
  });

  test('a sender that is not stopped by it still gets the answer', async () => {
    const rig = await openHook();
    const answer = await rig.post('hook', Buffer.alloc(25 * mib, 'a'), { 'content-type': 'text/plain' });
    expect(answer.status).toBe(413);
    await expectAlive(rig);
  });

  test('a body without a length is cut off at the limit', async () => {
    const rig = await openHook();
    const connection = await openRaw(portOf(rig.hooksUrl));
    await connection.write('POST /hooks/hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    for (let sent = 0; sent < 17; sent++) void connection.write(chunk);
    expect(statusOf(await connection.closed)).toBe(413);
    expect((await newest(rig)).verdict).toBe('too-large');
    await expectAlive(rig);
  });

  test('25 MB are taken where the hook says so, and one byte more is not', async () => {
    const rig = await openHook({ maxBodyBytes: 25 * mib });
    const text = (bytes: number): string => `"${'a'.repeat(bytes - 2)}"`;
    expect((await rig.post('hook', text(25 * mib))).status).toBe(200);
    expect((await rig.post('hook', text(25 * mib + 1))).status).toBe(413);
    await expectAlive(rig);
  });
});

describe('trust', () => {
  const github = { verify: { kind: 'github', credential: 'shop secret' } };
  const sign = (body: string, secret: string): Record<string, string> => ({
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  });

  test('a wrong signature is answered 401 and kept with its reason and bytes, and starts nothing', async () => {
    const rig = await openHook(github);
    await rig.call('credentials.set', { name: 'shop secret', value: 'right-horse' });
    const answer = await rig.post('hook', '{"a":1}', sign('{"a":1}', 'wrong-horse'));
    expect([answer.status, answer.json]).toEqual([401, { error: 'The signature is not right.' }]);
    const event = await newest(rig);
    expect(event).toMatchObject({ verdict: 'bad-signature', runId: null, raw: '{"a":1}' });
    expect(event.reason).toMatch(/^.{20,}\..{10,}\.$/);
    expect(await rig.call('runs.list', {})).toEqual([]);
    expect((await rig.post('hook', '{"a":1}', sign('{"a":1}', 'right-horse'))).status).toBe(200);
  });

  test('no signature at all is answered 401', async () => {
    const rig = await openHook(github);
    await rig.call('credentials.set', { name: 'shop secret', value: 'right-horse' });
    expect((await rig.post('hook', '{}')).status).toBe(401);
    expect((await newest(rig)).verdict).toBe('bad-signature');
  });

  test('without the secret nothing is taken: 503, come again, kept', async () => {
    const rig = await openHook(github);
    const answer = await rig.post('hook', '{}', sign('{}', 'right-horse'));
    expect([answer.status, answer.headers.get('retry-after'), answer.json]).toEqual([
      503,
      '30',
      { error: 'This cannot be checked right now. Please try again.' },
    ]);
    expect(await newest(rig)).toMatchObject({
      verdict: 'bad-signature',
      reason:
        'The connection "shop secret" is missing or locked, so nothing can be checked. Enter the secret under Connections.',
    });
    await rig.call('credentials.set', { name: 'shop secret', value: 'right-horse' });
    expect((await rig.post('hook', '{}', sign('{}', 'right-horse'))).status).toBe(200);
  });
});

test('of a caller who is turned away no header is kept that may hold a secret', async () => {
  const verify = { kind: 'header-secret', credential: 'shop secret', header: 'X-Shop-Token' };
  const rig = await openHook({ verify });
  const sesame = { 'x-shop-token': 'sesame-open', 'user-agent': 'Shop/1.0' };
  expect((await rig.post('hook', {}, sesame)).status).toBe(503);
  await rig.call('credentials.set', { name: 'shop secret', value: 'something-else' });
  expect((await rig.post('hook', {}, sesame)).status).toBe(401);
  expect((await rig.post('hoook', {}, sesame)).status).toBe(404);
  const kept = await events(rig);
  expect(JSON.stringify(kept)).not.toContain('sesame');
  const headers = { 'x-shop-token': '[hidden]', 'user-agent': 'Shop/1.0', 'content-type': 'application/json' };
  expect(kept).toMatchObject([{ payload: { headers } }, { payload: { headers } }, { payload: { headers } }]);
});

describe('addresses', () => {
  test('unknown paths: the same empty 404 whatever the path, kept as nobody-listens', async () => {
    const rig = await openHook();
    const targets = [
      '/hooks/nope',
      '/hooks/hook/more',
      '/hooks/Hook',
      '/hooks/%2e%2e%2fx',
      '/hooks/%zz',
      '/other',
      '/',
    ];
    const answers = await Promise.all(
      ['GET', 'POST', 'PUT', 'OPTIONS'].flatMap((method) =>
        targets.map((target) => sendRaw(portOf(rig.hooksUrl), requestText(method, target))),
      ),
    );
    const undated = answers.map((answer) => answer.replace(/^Date: .*$/m, 'Date: -'));
    expect(new Set(undated)).toEqual(
      new Set(['HTTP/1.1 404 Not Found\r\nDate: -\r\nConnection: close\r\nContent-Length: 0\r\n\r\n']),
    );
    const strays = async () => (await events(rig)).filter(({ verdict }) => verdict === 'nobody-listens');
    // Nothing is promised to these callers, so they may have their answer before it is on disk.
    await untilAsync(async () => (await strays()).length >= 4 * 5);
    const kept = await strays();
    expect(new Set(kept.map(({ node }) => node))).toEqual(new Set(['nope', 'hook/more', 'Hook', '../x', '%zz']));
    expect(kept.at(-1)).toMatchObject({
      flow: null,
      reason: expect.stringMatching(/^No flow has the address \/hooks\//),
    });
    await expectAlive(rig);
  });

  test('a flow that is off answers as if it were not there, and the delivery is kept as flow-off', async () => {
    const rig = await openHook();
    await rig.call('flows.turnOff', { flow: 'Hook' });
    const answer = await rig.post('hook', { a: 1 });
    expect([answer.status, answer.text]).toEqual([404, '']);
    expect(await newest(rig)).toMatchObject({
      verdict: 'flow-off',
      flow: 'Hook',
      reason: 'The flow is switched off.',
      raw: '{"a":1}',
    });
    await rig.call('flows.turnOn', { flow: 'Hook' });
    await expectAlive(rig);
  });

  test('the health address answers the same to everyone, everything else on the port is 404', async () => {
    const { hooksUrl } = await openHook();
    const health = await readAnswer(await fetch(`${hooksUrl}/.well-known/whenthen-health`));
    expect([health.status, health.json]).toEqual([200, { ok: true }]);
    for (const path of ['/.well-known/whenthen-healt', '/wire', '/index.html', '/hooks', '/hooks/']) {
      const answer = await readAnswer(await fetch(`${hooksUrl}${path}`));
      expect([path, answer.status, answer.text]).toEqual([path, 404, '']);
    }
  });
});

describe('form', () => {
  test('another method is answered 405 with those allowed, and kept', async () => {
    const rig = await openHook({ methods: ['POST', 'PUT'] });
    for (const method of ['GET', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await readAnswer(await fetch(`${rig.hooksUrl}/hooks/hook`, { method }));
      const error = `It came as ${method}, but this address takes POST, PUT.`;
      expect([answer.status, answer.headers.get('allow'), answer.json]).toEqual([405, 'POST, PUT', { error }]);
      expect(await newest(rig)).toMatchObject({ verdict: 'not-understood', reason: error });
    }
    await expectAlive(rig);
  });

  test('a compressed body is refused with 415, and kept', async () => {
    const rig = await openHook();
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd']) {
      const answer = await rig.post('hook', gzipSync('a'.repeat(mib)), { 'content-encoding': encoding });
      const error = `The body came compressed (${encoding}), which is not accepted.`;
      expect([answer.status, answer.json]).toEqual([415, { error }]);
      expect(await newest(rig)).toMatchObject({ verdict: 'not-understood', reason: error });
    }
    await expectAlive(rig);
  });

  test.each([
    ['no host', 'POST /hooks/hook HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['two lengths', 'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
    [
      'a length and chunks',
      'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a chunk that is none', 'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 400],
    ['a negative length', 'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
    ['a header of 20 KB', `POST /hooks/hook HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address of 20 KB', `POST /hooks/${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['something that is not HTTP', '\x16\x03\x01\x02\x00\x01\x00', 400],
    ['a method nobody knows', 'BREW /hooks/hook HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['a line break in a header', 'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nX-A: a\nb: c\r\n\r\n', 400],
  ])('%s', async (_title, bytes, status) => {
    const rig = await openHook();
    expect(statusOf(await sendRaw(portOf(rig.hooksUrl), bytes))).toBe(status);
    await expectAlive(rig);
  });

  test('a delivery of which half comes is not kept, and harms nobody', async () => {
    const rig = await openHook();
    const connection = await openRaw(portOf(rig.hooksUrl));
    await connection.write('POST /hooks/hook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"half":');
    connection.socket.resetAndDestroy();
    await expectAlive(rig);
    expect(await events(rig)).toHaveLength(1);
  });
});
