import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withTemplates } from '../../compile/param-values.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { Registration } from '../define.ts';
import { deliver } from './verify/test-delivery.ts';
import { node } from './webhook.ts';

type Hook = Extract<Registration, { kind: 'webhook' }>;

const paramsOf = (params: JsonRecord): unknown =>
  node.params.parse(
    withTemplates(params, (_path, fault) => {
      throw fault;
    }),
  );
const listen = (params: JsonRecord = {}): Hook => {
  const registration = node.listen(paramsOf(params) as never);
  if (registration.kind !== 'webhook') throw new Error(`It listens for ${registration.kind}`);
  return registration;
};
const payload = (body: JsonRecord): JsonRecord => ({ method: 'POST', path: 'x', query: {}, headers: {}, body });
const empty = deliver({}, '');

describe('an almost empty webhook', () => {
  test('takes POST from anyone at an address to be made up', () => {
    expect(listen()).toMatchObject({
      path: '',
      methods: ['POST'],
      maxBodyBytes: 1_048_576,
      credentials: [],
      dedupeWindowMs: 604_800_000,
      respond: 'at-once',
      answer: null,
    });
    expect(listen().authenticate(empty, new Map())).toEqual({ ok: true });
    expect(listen().judge(payload({}))).toEqual({ start: true });
    expect(listen().dedupeKey(empty, payload({ id: 'x' }))).toBeNull();
    expect(listen().challenge(payload({ type: 'url_verification', challenge: 'c' }))).toBeNull();
  });
});

describe('addresses', () => {
  test.each(['', 'orders', 'a/b/c', 'A-Z_0.9~x', 'k7x2q9m4vt', 'x'.repeat(200), 'v1.2/x'])('%j is one', (path) => {
    expect(listen({ path }).path).toBe(path);
  });
  test.each([
    '/',
    '/a',
    'a/',
    'a//b',
    'a b',
    'a?b',
    'a#b',
    'a%20b',
    'ä',
    '.',
    '..',
    'a/../b',
    'a/./b',
    'a\\b',
    'x'.repeat(201),
  ])('%j is none', (path) => {
    expect(node.params.safeParse({ path }).success).toBe(false);
  });
});

describe('chosen events', () => {
  const only = (oneOf: string[], value = '{{ trigger.body.type }}') => listen({ allowEvents: { value, oneOf } });
  test('start a run', () => {
    expect(only(['a', 'b']).judge(payload({ type: 'b' }))).toEqual({ start: true });
  });
  test('others are left out, with a reason', () => {
    expect(only(['a', 'b']).judge(payload({ type: 'c' }))).toEqual({
      start: false,
      verdict: 'filtered',
      reason: 'The event "c" is not one of those chosen: a, b.',
    });
  });
  test.each([{}, { type: null }])('a delivery that does not say which it is, such as %j, is left out', (body) => {
    const verdict = only(['a', 'null']).judge(payload(body));
    expect(verdict).toMatchObject({ start: false, verdict: 'filtered' });
    expect('reason' in verdict && verdict.reason).toMatch(
      /^It does not say which event it is: .*trigger\.body\.type.*\.$/,
    );
  });
  test.each([
    [7, '7'],
    [true, 'true'],
    [['a'], '["a"]'],
  ])('a value that is not text is compared as written: %j', (type, written) => {
    expect(only([written]).judge(payload({ type }))).toEqual({ start: true });
  });
  test('a header may name the event', () => {
    const hook = only(['push'], "{{ trigger.headers['x-github-event'] }}");
    expect(hook.judge({ ...payload({}), headers: { 'x-github-event': 'push' } })).toEqual({ start: true });
    expect(hook.judge({ ...payload({}), headers: { 'x-github-event': 'ping' } })).toMatchObject({ start: false });
  });
  test('data is never read as a placeholder', () => {
    expect(only(['x']).judge(payload({ type: '{{ trigger.body.other }}', other: 'x' }))).toMatchObject({
      start: false,
    });
  });
});

describe('repeats', () => {
  const credential = 'c';
  test('are recognised by the id the service gives', () => {
    const key = listen({ verify: { kind: 'stripe', credential } }).dedupeKey(empty, payload({ id: 'evt_1' }));
    expect(key).toBe('evt_1');
  });
  test('are recognised by the value the person chose, before the id', () => {
    const hook = listen({
      verify: { kind: 'stripe', credential },
      ignoreRepeats: { by: '{{ trigger.body.order }}', windowHours: 24 },
    });
    expect(hook.dedupeKey(empty, payload({ id: 'evt_1', order: 1043 }))).toBe('1043');
    expect(hook.dedupeWindowMs).toBe(86_400_000);
    expect(hook.dedupeKey(empty, payload({ id: 'evt_1' }))).toBe('evt_1');
  });
  test('a value that points at nothing makes every delivery new', () => {
    const hook = listen({ ignoreRepeats: { by: '{{ trigger.body.order }}' } });
    for (const body of [{}, { order: null }, { order: '' }]) expect(hook.dedupeKey(empty, payload(body))).toBeNull();
    expect(hook.dedupeWindowMs).toBe(604_800_000);
  });
  test('long keys are shortened without being mixed up', () => {
    const hook = listen({ ignoreRepeats: { by: '{{ trigger.body.v }}' } });
    const keys = ['a', 'b'].map((end) => hook.dedupeKey(empty, payload({ v: 'x'.repeat(1_000_000) + end })));
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('the answer', () => {
  test.each([
    [{}, null],
    [{ responseStatus: 200 }, null],
    [{ responseStatus: 202 }, { status: 202, headers: [], body: '' }],
    [
      { responseBody: 'ok' },
      { status: 200, headers: [{ name: 'content-type', value: 'text/plain; charset=utf-8' }], body: 'ok' },
    ],
    [
      { responseBody: { a: [1] } },
      { status: 200, headers: [{ name: 'content-type', value: 'application/json; charset=utf-8' }], body: { a: [1] } },
    ],
    [
      { responseBody: null },
      { status: 200, headers: [{ name: 'content-type', value: 'application/json; charset=utf-8' }], body: null },
    ],
    [
      { responseStatus: 204, responseBody: 'ok' },
      { status: 204, headers: [], body: '' },
    ],
    [{ respond: 'when-done', responseBody: 'ok' }, null],
  ])('%j gives %j', (params, answer) => {
    expect(listen(params as JsonRecord).answer).toEqual(answer);
  });
  test.each([199, 300, 404, 200.5])('status %d is refused', (responseStatus) => {
    expect(node.params.safeParse({ responseStatus }).success).toBe(false);
  });
  test('has no placeholders: there is no run yet', () => {
    expect(() => paramsOf({ responseBody: { id: '{{ trigger.body.id }}' } })).toThrow();
  });
});

describe("Slack's challenge", () => {
  const hook = listen({ verify: { kind: 'slack', credential: 'c' } });
  test('is answered as plain text', () => {
    expect(hook.challenge(payload({ type: 'url_verification', challenge: '3eZbrw1a', token: 't' }))).toEqual({
      status: 200,
      headers: [{ name: 'content-type', value: 'text/plain; charset=utf-8' }],
      body: '3eZbrw1a',
    });
  });
  test.each([
    { type: 'event_callback', challenge: 'c' },
    { type: 'url_verification' },
    { type: 'url_verification', challenge: 1 },
  ])('%j is no challenge', (body) => {
    expect(hook.challenge(payload(body))).toBeNull();
  });
  test('comes after the signature like everything else', () => {
    const body = '{"type":"url_verification","challenge":"c"}';
    const seconds = 1_700_000_000;
    const signature = `v0=${createHmac('sha256', 's').update(`v0:${seconds}:${body}`).digest('hex')}`;
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': `${seconds}` };
    expect(hook.authenticate(deliver(headers, body, seconds), new Map([['c', 's']]))).toEqual({ ok: true });
    expect(hook.authenticate(deliver({}, body, seconds), new Map([['c', 's']]))).toMatchObject({
      ok: false,
      status: 401,
    });
  });
});

describe('what is refused when it is set up', () => {
  test.each([
    { verify: { kind: 'stripe' } },
    { verify: { kind: 'stripe', credential: '' } },
    { verify: { kind: 'paypal', credential: 'c' } },
    { verify: { kind: 'none', credential: 'c' } },
    { verify: { kind: 'hmac', credential: 'c' } },
    { verify: { kind: 'hmac', credential: 'c', header: 'X Y' } },
    { verify: { kind: 'hmac', credential: 'c', header: 'X', algorithm: 'md5' } },
    { verify: { kind: 'hmac', credential: 'c', header: 'X', toleranceSeconds: 0 } },
    { methods: [] },
    { methods: ['TRACE'] },
    { maxBodyBytes: 25 * 1024 * 1024 + 1 },
    { allowEvents: { value: '{{ trigger.body.type }}', oneOf: [] } },
    { ignoreRepeats: { by: '{{ trigger.body.id }}', windowHours: 0 } },
    { respond: 'never' },
  ])('%j', (params) => {
    expect(() => paramsOf(params as JsonRecord)).toThrow();
  });
  test('a fixed text where a value of the delivery belongs', () => {
    const params = { allowEvents: { value: 'order', oneOf: ['order'] }, ignoreRepeats: { by: 'id' } };
    const problems = node.check?.(paramsOf(params) as never) ?? [];
    expect(problems.map(({ param }) => param)).toEqual(['allowEvents.value', 'ignoreRepeats.by']);
  });
});

test('the names of its secrets are known', () => {
  const params = paramsOf({ verify: { kind: 'github', credential: 'new', previousCredential: 'old' } });
  expect(node.credentials?.(params as never)).toEqual(['new', 'old']);
  expect(node.credentials?.(paramsOf({}) as never)).toEqual([]);
});

test('the summary says who sends where', () => {
  expect(node.summary(paramsOf({}) as never)).toBe('Starts with what anyone sends to a new address');
  expect(node.summary(paramsOf({ path: 'pay', verify: { kind: 'stripe', credential: 'c' } }) as never)).toBe(
    'Starts with what Stripe sends to /hooks/pay',
  );
});

test('the sample is a delivery at its own address', () => {
  expect(Object.keys(node.sample(paramsOf({ path: 'pay' }) as never) as JsonRecord)).toEqual([
    'id',
    'method',
    'path',
    'query',
    'headers',
    'body',
    'receivedAt',
  ]);
});
