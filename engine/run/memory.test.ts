import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const counting = drawFlow(
  {
    hook: { type: 'webhook', params: { path: 'count', verify: { kind: 'none' }, respond: 'when-done' } },
    count: { type: 'remember', params: { action: 'add', name: 'orders' } },
    tell: { type: 'respond', params: { body: { n: '{{ steps.count.value }}' } } },
  },
  ['hook > count > tell'],
  { name: 'Count' },
);

const values = async (engine: TestEngine, times: number): Promise<number[]> =>
  (await Promise.all(Array.from({ length: times }, () => engine.post('count', {})))).map(({ json }) => json.n);

test('what is remembered is exact, however many runs go on at once, and survives a restart', async () => {
  const engine = await openTestEngine();
  await engine.importFlow(counting);
  const first = await values(engine, 50);
  expect(first.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  const again = await engine.restart();
  expect(await values(again, 1)).toEqual([51]);
});

test('a test of a flow remembers only within itself', async () => {
  const engine = await openTestEngine();
  await engine.importFlow(counting);
  await values(engine, 2);
  const dry = async () =>
    (await engine.call('runs.dry', { subject: { flow: 'Count' } })).steps[0]?.output as JsonRecord;
  expect(await dry()).toEqual({ value: 3, before: 2 });
  expect(await dry()).toEqual({ value: 3, before: 2 });
  expect(await values(engine, 1)).toEqual([3]);
});

test('a removed flow takes what it remembered along', async () => {
  const engine = await openTestEngine();
  await engine.importFlow(counting);
  await values(engine, 3);
  const stored = (): unknown => {
    const database = new Database(join(engine.dataDir, 'runs.db'), { readonly: true });
    const count = database.prepare('SELECT count(*) FROM memory').pluck().get();
    database.close();
    return count;
  };
  expect(stored()).toBe(1);
  await engine.call('flows.remove', { flow: 'Count' });
  await expect.poll(stored).toBe(0);
});

test('a repeat delivery that starts nothing remembers nothing', async () => {
  const engine = await openTestEngine();
  const flow = structuredClone(counting) as { nodes: { params: JsonRecord }[] };
  Object.assign(flow.nodes[0]?.params ?? {}, { ignoreRepeats: { by: '{{ trigger.body.id }}', windowHours: 1 } });
  await engine.importFlow(flow);
  await engine.post('count', { id: 1 });
  await engine.post('count', { id: 1 });
  expect((await engine.post('count', { id: 2 })).json).toEqual({ n: 2 });
});

test('a collection goes on by itself when its time has come', async () => {
  const engine = await openTestEngine();
  await engine.importFlow(
    drawFlow(
      {
        hook: { type: 'webhook', params: { path: 'gather', verify: { kind: 'none' } } },
        gather: { type: 'collect', params: { value: '{{ trigger.body.n }}', forSeconds: 0.3 } },
        tell: { type: 'map', params: { fields: [{ name: 'all', value: '{{ steps.gather.items }}' }] } },
      },
      ['hook > gather > tell'],
      { name: 'Gather' },
    ),
  );
  for (const n of [1, 2, 3]) await engine.post('gather', { n });
  await expect
    .poll(async () => {
      const runs = await engine.call('runs.list', { flow: 'Gather', limit: 10 });
      return runs.every(({ status }) => status === 'succeeded');
    })
    .toBe(true);
  const runs = await engine.call('runs.list', { flow: 'Gather', limit: 10 });
  const details = await Promise.all(runs.map(({ id }) => engine.call('runs.show', { run: id })));
  const told = details.flatMap(({ steps }) => steps.filter(({ node }) => node === 'tell').map(({ output }) => output));
  expect(told).toEqual([{ all: [1, 2, 3] }]);
});
