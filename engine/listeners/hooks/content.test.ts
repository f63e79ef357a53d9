import { describe, expect, test } from 'vitest';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine, type TestEngine } from '../../testing/open-engine.ts';
import { portOf, requestText, sendRaw, statusOf } from '../../testing/raw-request.ts';

const kib = 1024;

const openHook = async (hook = {}): Promise<TestEngine> => {
  const rig = await openTestEngine();
  await rig.importFlow(hookFlow({ hook }));
  return rig;
};

/** What was stored of the newest delivery. */
const newest = async ({ call }: TestEngine) => {
  const [event] = await call('events.list', { limit: 1 });
  if (!event) throw new Error('nothing arrived');
  // biome-ignore lint/suspicious/noExplicitAny: payloads of every shape
  return { ...event, payload: event.payload as any };
};

describe('a body', () => {
  test.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/json; charset=utf-8', '{"a":"é"}', { a: 'é' }],
    ['APPLICATION/JSON', '[1]', [1]],
    ['application/vnd.shop+json', '{"a":1}', { a: 1 }],
    ['application/x-www-form-urlencoded', 'a=1&b=x+y&a=2&c=%C3%A9', { a: ['1', '2'], b: 'x y', c: 'é' }],
    ['application/x-www-form-urlencoded', '{"a":1}', { a: 1 }],
    ['text/plain', 'hello', 'hello'],
    ['text/plain', '{"a":1}', { a: 1 }],
    ['text/plain', '{"a":', '{"a":'],
    ['text/csv', 'a;b', 'a;b'],
    [';', '<a/>', '<a/>'],
    ['application/json', '\uFEFF{"a":1}', { a: 1 }],
    ['application/json', '', null],
  ])('%s %j is read as %j', async (type, text, body) => {
    const rig = await openHook();
    expect((await rig.post('hook', text, { 'content-type': type })).status).toBe(200);
    expect((await newest(rig)).payload.body).toEqual(body);
  });

  test.each(['application/xml', 'image/png', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    '%s is refused with 415 and kept',
    async (type) => {
      const rig = await openHook();
      const answer = await rig.post('hook', '<a/>', { 'content-type': type });
      const event = await newest(rig);
      expect([answer.status, event.verdict, event.raw]).toEqual([415, 'not-understood', '<a/>']);
      expect(event.reason).toMatch(/which WhenThen cannot read\. Set the sender to JSON/);
    },
  );

  test('that is not UTF-8 is refused with 400, whatever charset it claims', async () => {
    const rig = await openHook();
    const latin = Buffer.from('{"a":"\xe9"}', 'latin1');
    for (const type of ['application/json', 'application/json; charset=iso-8859-1', 'text/plain']) {
      const answer = await rig.post('hook', latin, { 'content-type': type });
      expect([answer.status, answer.json]).toEqual([400, { error: 'The body is not valid UTF-8 text.' }]);
    }
    expect((await newest(rig)).reason).toBe('The body is not valid UTF-8 text. Set the sender to UTF-8.');
  });

  test('with a million levels is refused with a sentence', async () => {
    const rig = await openHook({ maxBodyBytes: 4 * kib * kib });
    const answer = await rig.post('hook', '['.repeat(1e6) + ']'.repeat(1e6));
    expect([answer.status, answer.json]).toEqual([
      400,
      { error: 'The JSON is nested 1000000 levels deep; at most 64 are accepted.' },
    ]);
    const event = await newest(rig);
    expect([event.verdict, event.raw?.length]).toEqual(['not-understood', 64 * kib]);
    expect((await rig.post('hook', { after: true })).status).toBe(200);
  });

  test('with too many values or fields is refused with a sentence', async () => {
    const rig = await openHook();
    const list = await rig.post('hook', `[${'1,'.repeat(100_000)}1]`);
    expect([list.status, list.json.error]).toEqual([400, 'The JSON holds 100002 values; at most 100000 are accepted.']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const fields = await rig.post('hook', 'a&'.repeat(100_000), form);
    expect([fields.status, fields.json.error]).toEqual([
      400,
      'The form holds 100001 fields; at most 100000 are accepted.',
    ]);
  });

  test('with one field 99,999 times is read at once', async () => {
    const rig = await openHook();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const begun = performance.now();
    expect((await rig.post('hook', `${'a=&'.repeat(99_998)}a=`, form)).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect((await newest(rig)).payload.body.a).toHaveLength(99_999);
  });

  test('keys that touch a prototype are dropped at every level', async () => {
    const rig = await openHook();
    await rig.post('hook', '{"__proto__":{"x":1},"a":{"constructor":{"prototype":1},"\\u005f_proto__":2,"b":3}}');
    expect((await newest(rig)).payload.body).toEqual({ a: { b: 3 } });
    await rig.post('hook?__proto__=1&b=2', '__proto__=1&constructor=2&toString=3', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const { payload } = await newest(rig);
    expect(payload.query).toEqual({ b: '2' });
    expect(payload.body).toEqual({ toString: '3' });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('integers JavaScript cannot hold stay exact', async () => {
    const rig = await openHook();
    await rig.post('hook', '{"id":123456789012345678,"small":9007199254740991,"list":[-987654321098765432]}');
    expect((await newest(rig)).payload.body).toEqual({
      id: '123456789012345678',
      small: 9007199254740991,
      list: ['-987654321098765432'],
    });
  });
});

describe('the rest of a delivery', () => {
  test('query parts are text; one that comes twice is a list', async () => {
    const rig = await openHook();
    await rig.post('hook?a=1&b=x%20y&a=2&a=3&empty=&toString=s', {});
    expect((await newest(rig)).payload.query).toEqual({
      a: ['1', '2', '3'],
      b: 'x y',
      empty: '',
      toString: 's',
    });
  });

  test('a header that comes twice is joined, secret ones are hidden', async () => {
    const rig = await openHook();
    const secrets: [string, string][] = ['Authorization', 'Cookie', 'X-Api-Key', 'X-Auth-Token'].map((name) => [
      name,
      'sesame-open',
    ]);
    const headers: [string, string][] = [['X-Twice', 'one'], ['x-twice', 'two'], ['X-TWICE', 'three'], ...secrets];
    const answer = await sendRaw(portOf(rig.hooksUrl), requestText('POST', '/hooks/hook', headers, '{}'));
    expect(statusOf(answer)).toBe(200);
    const event = await newest(rig);
    expect(event.payload.headers).toMatchObject({
      'x-twice': 'one, two, three',
      authorization: '[hidden]',
      cookie: '[hidden]',
      'x-api-key': '[hidden]',
      'x-auth-token': '[hidden]',
    });
    expect(JSON.stringify(event)).not.toContain('sesame');
  });

  test('headers named like parts of JavaScript are headers like any other', async () => {
    const rig = await openHook();
    const headers = ['constructor', '__proto__', 'prototype', 'hasOwnProperty', 'toString'].flatMap(
      (name): [string, string][] => [
        [name, '1'],
        [name, '2'],
      ],
    );
    const answer = await sendRaw(portOf(rig.hooksUrl), requestText('POST', '/hooks/hook', headers, '{}'));
    expect(statusOf(answer)).toBe(200);
    expect((await newest(rig)).payload.headers).toMatchObject({ constructor: '1, 2', tostring: '1, 2' });
  });

  test('is handed to the flow whole', async () => {
    const rig = await openHook();
    const { json } = await rig.post('hook?q=1', { order: 1043 }, { 'x-shop': 'a' });
    const run = await rig.waitForRun('succeeded');
    expect(run).toMatchObject({
      event: json.id,
      payload: {
        id: json.id,
        method: 'POST',
        path: 'hook',
        query: { q: '1' },
        headers: { 'x-shop': 'a' },
        body: { order: 1043 },
        receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
      steps: [{ output: { got: { order: 1043 } } }],
    });
  });
});
