import { createHmac } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { openService } from '../../testing/echo-service.ts';
import { drawFlow } from '../../testing/flow-builder.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine, type TestEngine } from '../../testing/open-engine.ts';
import { openSlowService } from '../../testing/slow-service.ts';
import { answerWaitMs } from './handle-delivery.ts';

const openHook = async (hook = {}, more = {}): Promise<TestEngine> => {
  const rig = await openTestEngine();
  await rig.importFlow(hookFlow({ hook, ...more }));
  return rig;
};

describe('at once', () => {
  test('the id of what is stored comes back, as JSON and nothing else', async () => {
    const rig = await openHook();
    const { status, headers, json } = await rig.post('hook', {});
    const [event] = await rig.call('events.list', {});
    expect([status, json]).toEqual([200, { received: true, id: event?.id }]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect([...headers.keys()].sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
      'x-content-type-options',
    ]);
  });

  test.each([
    [{ responseStatus: 202, responseBody: { ok: [1] } }, 202, '{"ok":[1]}', 'application/json; charset=utf-8'],
    [{ responseBody: '<b>ok</b>' }, 200, '<b>ok</b>', 'text/plain; charset=utf-8'],
    [{ responseStatus: 204 }, 204, '', 'text/plain; charset=utf-8'],
  ])('the answer may be chosen: %j', async (hook, status, text, type) => {
    const rig = await openHook(hook);
    const answer = await rig.post('hook', {});
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([status, text, type]);
    expect(answer.headers.get('content-security-policy')).toBe(status === 204 ? null : 'sandbox');
  });

  test('an event that was not chosen is stored as filtered, answered 200, and starts nothing', async () => {
    const rig = await openHook({ allowEvents: { value: '{{ trigger.body.type }}', oneOf: ['paid'] } });
    expect((await rig.post('hook', { type: 'refunded' })).status).toBe(200);
    const [event] = await rig.call('events.list', {});
    expect(event).toMatchObject({
      verdict: 'filtered',
      runId: null,
      reason: 'The event "refunded" is not one of those chosen: paid.',
      payload: { body: { type: 'refunded' } },
    });
    expect((await rig.post('hook', { type: 'paid' })).status).toBe(200);
    await rig.waitForRun('succeeded');
    expect(await rig.call('runs.list', {})).toHaveLength(1);
  });
});

test("Slack's question is answered before anything is stored, once the signature is right", async () => {
  const rig = await openHook({ verify: { kind: 'slack', credential: 's' } });
  await rig.call('credentials.set', { name: 's', value: 'secret-of-slack' });
  const body = '{"type":"url_verification","challenge":"3eZbrw1a"}';
  const time = String(Math.floor(Date.now() / 1000));
  const sign = (secret: string) => ({
    'x-slack-request-timestamp': time,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`,
  });
  expect((await rig.post('hook', body, sign('another'))).status).toBe(401);
  const answer = await rig.post('hook', body, sign('secret-of-slack'));
  expect([answer.status, answer.text]).toEqual([200, '3eZbrw1a']);
  expect((await rig.call('events.list', {})).map(({ verdict }) => verdict)).toEqual(['bad-signature']);
});

describe('the same thing twice', () => {
  const github = { verify: { kind: 'github', credential: 's' } };
  const send = (rig: TestEngine, id: string, body = '{}') =>
    rig.post('hook', body, {
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${createHmac('sha256', 'secret-of-github').update(body).digest('hex')}`,
    });
  const openGithub = async (): Promise<TestEngine> => {
    const rig = await openHook(github);
    await rig.call('credentials.set', { name: 's', value: 'secret-of-github' });
    return rig;
  };

  test('starts one run; the answer names the first and says duplicate', async () => {
    const rig = await openGithub();
    const first = await send(rig, 'a');
    const second = await send(rig, 'a');
    expect([first.status, first.json]).toEqual([200, { received: true, id: expect.stringMatching(/^evt_/) }]);
    expect([second.status, second.json]).toEqual([200, { received: true, id: first.json.id, duplicate: true }]);
    await rig.waitForRun('succeeded');
    expect(await rig.call('runs.list', {})).toHaveLength(1);
    const [event] = await rig.call('events.list', { verdict: 'repeat' });
    expect(event).toMatchObject({
      repeatOf: first.json.id,
      runId: null,
      reason: `The same thing arrived before as ${first.json.id}.`,
    });
    expect((await send(rig, 'b')).json.duplicate).toBeUndefined();
  });

  test('in the same instant starts one run as well', async () => {
    const rig = await openGithub();
    const answers = await Promise.all(Array.from({ length: 40 }, () => send(rig, 'same')));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter(({ json }) => json.duplicate)).toHaveLength(39);
    await rig.waitForRun('succeeded');
    expect(await rig.call('runs.list', {})).toHaveLength(1);
  });

  test('is still known after a restart', async () => {
    const rig = await openGithub();
    const first = await send(rig, 'a');
    const again = await rig.restart();
    expect((await send(again, 'a')).json).toEqual({ received: true, id: first.json.id, duplicate: true });
  });

  test('may be recognised by a value of the body', async () => {
    const rig = await openHook({ ignoreRepeats: { by: '{{ trigger.body.order }}', windowHours: 1 } });
    const first = await rig.post('hook', { order: 7, at: 1 });
    expect((await rig.post('hook', { order: 7, at: 2 })).json).toEqual({
      received: true,
      id: first.json.id,
      duplicate: true,
    });
    expect((await rig.post('hook', { order: 8 })).json.duplicate).toBeUndefined();
    expect((await rig.post('hook', { at: 3 })).json.duplicate).toBeUndefined();
    expect((await rig.post('hook', { at: 3 })).json.duplicate).toBeUndefined();
  });

  test.each(['queue', 'parallel'])('does nothing twice and keeps no place in line (%s)', async (overlap) => {
    const service = await openService();
    const ignoreRepeats = { by: '{{ trigger.body.order }}', windowHours: 1 };
    const step = { type: 'http-request', params: { url: service.url } };
    const rig = await openHook(
      { respond: 'when-done', ignoreRepeats },
      { step, settings: { overlap, maxParallel: 1 } },
    );
    const first = await rig.post('hook', { order: 1 });
    for (const again of [1, 1, 1])
      expect((await rig.post('hook', { order: again })).json).toEqual({
        received: true,
        id: first.json.id,
        duplicate: true,
      });
    expect((await rig.post('hook', { order: 2 })).json.status).toBe('succeeded');
    expect(service.requests).toHaveLength(2);
    expect(await rig.call('runs.list', {})).toHaveLength(2);
  });

  test('without an id nothing is a repeat: two equal orders are two orders', async () => {
    const rig = await openHook();
    const answers = [await rig.post('hook', { order: 7 }), await rig.post('hook', { order: 7 })];
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(2);
  });
});

describe('when the flow is done', () => {
  const whenDone = { respond: 'when-done' };
  const answering = (params = {}) => ({ step: { type: 'respond', params } });

  test('its answer is sent', async () => {
    const body = { got: '{{ trigger.body.a }}' };
    const headers = [{ name: 'X-Order', value: '{{ trigger.body.a }}' }];
    const rig = await openHook(whenDone, answering({ status: 201, body, headers }));
    const answer = await rig.post('hook', { a: 5 });
    expect([answer.status, answer.json, answer.headers.get('x-order')]).toEqual([201, { got: 5 }, '5']);
    expect(answer.headers.get('content-security-policy')).toBe('sandbox');
  });

  test('a header made of data cannot split the answer', async () => {
    const rig = await openHook(whenDone, answering({ headers: [{ name: 'X-A', value: '{{ trigger.body.a }}' }] }));
    const answer = await rig.post('hook', { a: 'x\r\nSet-Cookie: b=c' });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([500, null]);
  });

  test('without an answer of its own the outcome is sent', async () => {
    const rig = await openHook(whenDone);
    const answer = await rig.post('hook', {});
    const { id } = await rig.waitForRun('succeeded');
    expect([answer.status, answer.json]).toEqual([
      200,
      { received: true, id: answer.json.id, run: id, status: 'succeeded' },
    ]);
  });

  test('a failure is answered 500 without the reason, which is for the owner', async () => {
    const step = { type: 'stop', params: { as: 'failed', message: 'Stock of supplier X is 3.' } };
    const rig = await openHook(whenDone, { step });
    const answer = await rig.post('hook', {});
    expect(answer.status).toBe(500);
    expect(Object.keys(answer.json).sort()).toEqual(['id', 'received', 'run', 'status']);
    expect(answer.text).not.toContain('supplier');
    expect((await rig.waitForRun('failed')).error?.message).toBe('Stock of supplier X is 3.');
  });

  test('what starts no run is answered at once', async () => {
    const allowEvents = { value: '{{ trigger.body.type }}', oneOf: ['paid'] };
    const rig = await openHook({ ...whenDone, allowEvents, ignoreRepeats: { by: '{{ trigger.body.type }}' } });
    expect((await rig.post('hook', { type: 'x' })).json).toEqual({ received: true, id: expect.any(String) });
    const first = await rig.post('hook', { type: 'paid' });
    expect(first.json.status).toBe('succeeded');
    expect((await rig.post('hook', { type: 'paid' })).json).toEqual({
      received: true,
      id: first.json.id,
      duplicate: true,
    });
  });

  test('the answer comes before steps that take longer', async () => {
    const service = await openSlowService();
    const rig = await openTestEngine();
    const nodes = {
      in: { type: 'webhook', params: { path: 'hook', ...whenDone } },
      answer: { type: 'respond', params: { body: 'thanks' } },
      slow: { type: 'http-request', params: { url: service.url } },
    };
    await rig.importFlow(drawFlow(nodes, ['in > answer > slow']));
    expect((await rig.post('hook', {})).text).toBe('thanks');
    await service.asked;
    service.answer(200);
    await rig.waitForRun('succeeded');
  });

  test('a caller who has waited ten seconds is told that the run goes on', async () => {
    const service = await openSlowService();
    const rig = await openHook(whenDone, { step: { type: 'http-request', params: { url: service.url } } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const call = rig.post('hook', {});
      await service.asked;
      vi.advanceTimersByTime(answerWaitMs);
      const answer = await call;
      expect([answer.status, answer.json]).toEqual([
        202,
        { received: true, id: expect.stringMatching(/^evt_/), status: 'running' },
      ]);
    } finally {
      vi.useRealTimers();
    }
    service.answer(200);
    await rig.waitForRun('succeeded');
  });

  test('a caller who hangs up changes nothing: the run goes on', async () => {
    const service = await openSlowService();
    const rig = await openHook(whenDone, { step: { type: 'http-request', params: { url: service.url } } });
    const hangUp = new AbortController();
    const call = fetch(`${rig.hooksUrl}/hooks/hook`, { method: 'POST', body: '{}', signal: hangUp.signal });
    await service.asked;
    hangUp.abort();
    await expect(call).rejects.toThrow();
    service.answer(200);
    expect((await rig.waitForRun('succeeded')).status).toBe('succeeded');
  });
});
