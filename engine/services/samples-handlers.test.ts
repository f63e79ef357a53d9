import { describe, expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { hookFlow } from '../testing/hook-flow.ts';
import { openTestEngine } from '../testing/open-engine.ts';

describe('the samples of the contract', () => {
  test('are listed by provider and come as deliveries to the address', async () => {
    const { call } = await openTestEngine();
    const stripe = (await call('samples.providers', {})).find(({ id }) => id === 'stripe');
    const event = stripe?.events.find(({ id }) => id === 'checkout.session.completed');
    expect(event?.variants).toEqual(['complete', 'minimal', 'awkward']);
    const choice = { provider: 'stripe', event: 'checkout.session.completed', variant: 'complete' } as const;
    expect(await call('samples.delivery', { ...choice, path: 'shop' })).toMatchObject({
      path: 'shop',
      body: { type: 'checkout.session.completed' },
    });
  });

  test('are read from a pasted text; a mistake names its line', async () => {
    const { call } = await openTestEngine();
    expect(await call('samples.read', { text: '{"name":"Ana","password":"x1"}' })).toMatchObject({
      kind: 'json',
      body: { name: 'Ana', password: '[hidden]' },
      masked: ['body.password'],
    });
    await expect(call('samples.read', { text: '{\n  "a": 1\n  "b": 2\n}' })).rejects.toMatchObject({
      code: 'paste.json',
      data: { line: 2 },
    });
  });

  test('are made of what a flow that is on received, secrets hidden', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow());
    const { json } = await engine.post('hook', { name: 'Ana', token: 'abc' });
    expect(await engine.call('samples.ofEvent', { event: json.id })).toMatchObject({
      payload: { body: { name: 'Ana', token: '[hidden]' } },
      masked: ['body.token'],
    });
  });

  test('are made of what was kept while the flow was off, with all headers', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow(), { on: false });
    await engine.post('hook', { name: 'Ana' }, { 'x-topic': 'orders', authorization: 'Bearer abc' });
    const [event] = await engine.call('events.list', { flow: 'Hook' });
    expect(event).toMatchObject({ verdict: 'flow-off', payload: { body: null } });
    expect(await engine.call('samples.ofEvent', { event: event?.id ?? ('' as never) })).toMatchObject({
      payload: { body: { name: 'Ana' }, headers: { 'x-topic': 'orders', authorization: '[hidden]' } },
    });
  });

  test('come from the address of an unfinished flow, too', async () => {
    const engine = await openTestEngine();
    const document = drawFlow(
      { in: { type: 'webhook', params: { path: 'early' } }, ask: { type: 'http-request' } },
      ['in > ask'],
      { name: 'Early' },
    );
    await engine.call('flows.create', { document });
    expect((await engine.post('early', { n: 1 })).status).toBe(404);
    const [event] = await engine.call('events.list', { flow: 'Early' });
    expect(event).toMatchObject({ node: 'in', verdict: 'flow-off', raw: '{"n":1}' });
    await engine.call('flows.remove', { flow: 'Early' });
    await engine.post('early', { n: 2 });
    expect((await engine.call('events.list', {}))[0]).toMatchObject({ flow: null, verdict: 'nobody-listens' });
  });
});
