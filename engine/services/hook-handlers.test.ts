import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hookFlow } from '../testing/hook-flow.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const secret = 'whsec_of-this-webhook';
const where = { flow: 'Hook', node: 'in' } as const;
const stripe = { kind: 'stripe', credential: 'Stripe' };

const signed = (body: string, key = secret, at = Date.now()): Record<string, string> => {
  const seconds = Math.floor(at / 1000);
  return {
    'stripe-signature': `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`,
  };
};

const openHook = async (verify: object = { kind: 'none' }, on = false): Promise<TestEngine> => {
  const engine = await openTestEngine();
  await engine.call('credentials.set', { name: 'Stripe', value: secret });
  await engine.importFlow(hookFlow({ hook: { verify: verify as never } }), { on });
  return engine;
};

const body = '{"id":"evt_1","livemode":false,"type":"x"}';

describe('a secret that is tried', () => {
  const outcomeAfter = async (text: string, headers: Record<string, string>, tried = secret) => {
    const engine = await openHook();
    await engine.post('hook', text, headers);
    return engine.call('hooks.trySignature', { ...where, verify: { kind: 'stripe' }, secret: tried });
  };

  test('matches what was signed with it', async () => {
    expect(await outcomeAfter(body, signed(body))).toEqual({
      outcome: 'matches',
      message: 'Matches your last delivery.',
      fix: null,
    });
  });

  test('of the wrong kind is named, before anything arrived', async () => {
    const engine = await openHook();
    const result = await engine.call('hooks.trySignature', {
      ...where,
      verify: { kind: 'stripe' },
      secret: 'sk_live_abc',
    });
    expect(result).toMatchObject({ outcome: 'wrong-kind', message: "That's Stripe's API key." });
    expect(result.fix).toContain('whsec_');
  });

  test('waits for a delivery when there is none', async () => {
    const engine = await openHook();
    expect(await engine.call('hooks.trySignature', { ...where, verify: stripe })).toMatchObject({
      outcome: 'no-delivery',
    });
  });

  test('of another mode says which one is needed', async () => {
    const result = await outcomeAfter(body, signed(body, 'whsec_of-live'), 'whsec_of-elsewhere');
    expect(result).toMatchObject({ outcome: 'mixed-up' });
    expect(result.fix).toContain('test mode');
  });

  test('that another connection holds is found there', async () => {
    const result = await outcomeAfter(body, signed(body), 'whsec_wrong');
    expect([result.outcome, result.fix]).toEqual(['wrong-secret', 'The connection "Stripe" does. Choose it here.']);
  });

  test('is right while the clock is off', async () => {
    const result = await outcomeAfter(body, signed(body, secret, Date.now() - 11 * 60_000));
    expect(result.outcome).toBe('clock');
    expect(result.message).toContain('11 minutes');
  });

  test('is right while the body was written anew on the way', async () => {
    const spaced = JSON.stringify(JSON.parse(body), null, 2);
    expect((await outcomeAfter(spaced, signed(body))).outcome).toBe('body-changed');
  });

  test('cannot be judged by a delivery without a signature', async () => {
    expect((await outcomeAfter(body, {})).outcome).toBe('unsigned');
  });

  test('is missing', async () => {
    const engine = await openHook();
    const verify = { kind: 'stripe', credential: 'None such' };
    expect((await engine.call('hooks.trySignature', { ...where, verify })).outcome).toBe('not-set-up');
    expect((await engine.call('hooks.trySignature', { ...where, verify: { kind: 'none' } })).outcome).toBe('no-check');
  });
});

describe('a practice delivery', () => {
  const sample = { provider: 'stripe', event: 'checkout.session.completed', variant: 'complete' } as const;

  test('is signed with the saved secret, starts a run, and is never a repeat', async () => {
    const engine = await openHook(stripe, true);
    expect(await engine.call('hooks.practice', { ...where, sample })).toEqual({ status: 200, signed: true });
    expect(await engine.call('hooks.practice', { ...where, sample })).toEqual({ status: 200, signed: true });
    const events = await engine.call('events.list', { flow: 'Hook' });
    expect(events.map(({ verdict }) => verdict)).toEqual(['started', 'started']);
    expect(events[0]?.payload).toMatchObject({ body: { type: 'checkout.session.completed' } });
  });

  test('proves nothing about the secret it was signed with', async () => {
    const engine = await openHook(stripe, true);
    await engine.call('hooks.practice', { ...where, sample });
    const tried = await engine.call('hooks.trySignature', { ...where, verify: stripe });
    expect(tried.outcome).toBe('no-delivery');
  });

  test('is kept for a flow that is off', async () => {
    const engine = await openHook();
    expect(await engine.call('hooks.practice', { ...where, payload: { body: { a: 1 } } })).toMatchObject({
      status: 404,
    });
    expect((await engine.call('events.list', { flow: 'Hook' }))[0]).toMatchObject({
      verdict: 'flow-off',
      raw: '{"a":1}',
    });
  });

  test('of a form arrives as one', async () => {
    const engine = await openHook({ kind: 'none' }, true);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-topic': 'orders', host: 'elsewhere' };
    await engine.call('hooks.practice', {
      ...where,
      payload: { headers, body: { name: 'Ana & Rui', tag: ['a', 'b'] } },
    });
    expect((await engine.call('events.list', { flow: 'Hook' }))[0]?.payload).toMatchObject({
      headers: { 'x-topic': 'orders' },
      body: { name: 'Ana & Rui', tag: ['a', 'b'] },
    });
  });

  test('to a step that is no webhook is refused', async () => {
    const engine = await openHook();
    await expect(engine.call('hooks.practice', { flow: 'Hook', node: 'step' })).rejects.toMatchObject({
      code: 'hook.not-found',
    });
  });
});
