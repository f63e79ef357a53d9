import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../model/json.ts';
import { drawFlow } from '../../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../../testing/open-engine.ts';
import { problemsOf, tryPreview } from '../../testing/try-step.ts';
import { node } from './call-flow.ts';

/** Adds tax to a price; fails for none. */
const tax = drawFlow(
  {
    go: { type: 'manual' },
    sum: {
      type: 'map',
      params: {
        fields: [
          { name: 'total', value: '{{ trigger.price | times: 1.2 }}', type: 'number' },
          { name: 'price', value: '{{ trigger.price }}', required: true },
        ],
      },
    },
  },
  ['go > sum'],
  { name: 'Add tax' },
);

const shop = (params: JsonRecord = {}) =>
  drawFlow(
    {
      start: { type: 'manual' },
      call: { type: 'call-flow', params: { flow: 'Add tax', payload: { price: '{{ trigger.price }}' }, ...params } },
      after: { type: 'map', params: { fields: [{ name: 'got', value: '{{ steps.call }}' }] } },
    },
    ['start > call > after'],
    { name: 'Shop' },
  );

const open = async (flow = shop()): Promise<TestEngine> => {
  const engine = await openTestEngine();
  await engine.importFlow(tax);
  await engine.importFlow(flow, { on: false });
  return engine;
};
const start = async (engine: TestEngine, payload: JsonRecord) => {
  const { id } = await engine.call('runs.start', { subject: { flow: 'Shop' }, payload });
  return engine.waitForRun(id);
};

describe('running another flow', () => {
  test('waits for its result and goes on with it; the run is caused by this one', async () => {
    const engine = await open();
    const run = await start(engine, { price: 100 });
    expect(run.status).toBe('succeeded');
    expect(run.steps.find(({ node }) => node === 'after')?.output).toEqual({ got: { total: 120, price: 100 } });
    const [called, ...others] = await engine.call('runs.list', { flow: 'Add tax', limit: 10 });
    expect(others).toEqual([]);
    expect(called?.status).toBe('succeeded');
  });

  test('answers count as the result', async () => {
    const engine = await open();
    const answering = drawFlow(
      { go: { type: 'manual' }, tell: { type: 'respond', params: { body: { ok: '{{ trigger.price }}' } } } },
      ['go > tell'],
      { name: 'Add tax' },
    );
    await engine.importFlow(answering);
    const run = await start(engine, { price: 3 });
    expect(run.steps.find(({ node }) => node === 'after')?.output).toEqual({ got: { ok: 3 } });
  });

  test('fails with the reason of the other flow; a retry runs it anew', async () => {
    const engine = await open();
    const failed = await start(engine, { price: '' });
    expect(failed.error).toMatchObject({
      code: 'call-flow.failed',
      message: expect.stringContaining('"Add tax" failed'),
    });
    const again = await engine.call('runs.retry', { run: failed.id });
    expect((await engine.waitForRun(again.id)).status).toBe('failed');
    expect(await engine.call('runs.list', { flow: 'Add tax', limit: 10 })).toHaveLength(2);
  });

  test('does not wait when asked not to', async () => {
    const engine = await open(shop({ wait: false }));
    const run = await start(engine, { price: 1 });
    expect(run.steps.find(({ node }) => node === 'after')?.output).toEqual({ got: { started: true } });
  });

  test.each([
    ['Nowhere', 'call-flow.not-found'],
    ['Shop', 'call-flow.off'],
  ])('a flow "%s" that is not on is named', async (flow, code) => {
    const engine = await open(shop({ flow }));
    expect((await start(engine, { price: 1 })).error).toMatchObject({ code });
  });

  test('a flow that was switched off is named', async () => {
    const engine = await open();
    await engine.call('flows.turnOff', { flow: 'Add tax' });
    expect((await start(engine, { price: 1 })).error).toMatchObject({ code: 'call-flow.off', who: 'person' });
  });

  test('a flow that calls itself is stopped', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(shop({ flow: 'Shop' }));
    const { id } = await engine.call('runs.start', { subject: { flow: 'Shop', live: true }, payload: { price: 1 } });
    expect((await engine.waitForRun(id)).status).toBe('failed');
    expect((await engine.call('runs.list', { flow: 'Shop', limit: 50 })).length).toBeLessThan(12);
  });

  test('for each item of a list, each called once', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(tax);
    const flow = drawFlow(
      {
        start: { type: 'manual' },
        loop: { type: 'for-each', params: { list: '{{ trigger.prices }}', maxParallel: 3 } },
        call: { type: 'call-flow', params: { flow: 'Add tax', payload: { price: '{{ item }}' } } },
        after: { type: 'map', params: { fields: [{ name: 'all', value: '{{ steps.loop.results | map: "total" }}' }] } },
      },
      ['start > loop', 'loop.each > call', 'loop.done > after'],
      { name: 'Shop' },
    );
    await engine.importFlow(flow, { on: false });
    const run = await start(engine, { prices: [10, 20, 30, 40, 50] });
    expect(run.steps.find(({ node }) => node === 'after')?.output).toEqual({ all: [12, 24, 36, 48, 60] });
    expect(await engine.call('runs.list', { flow: 'Add tax', limit: 50 })).toHaveLength(5);
  });

  test('the preview shows what it would be given, and runs nothing', async () => {
    const { did } = await tryPreview(
      node,
      { flow: 'Add tax', payload: { price: '{{ trigger.p }}' } },
      { trigger: { p: 5 } },
    );
    expect(did).toEqual({ kind: 'call', flow: 'Add tax', payload: { price: 5 } });
    expect(problemsOf(node, {})).toEqual(['flow: No flow is chosen yet.']);
  });
});
