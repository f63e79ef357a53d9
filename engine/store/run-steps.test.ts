import { expect, test } from 'vitest';
import { itemPlace } from '../model/items.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';

test('of a long list, the items that failed are shown, and all are counted', async () => {
  const engine = await openTestEngine();
  const flow = drawFlow(
    {
      go: { type: 'manual' },
      loop: { type: 'for-each', params: { list: '{{ trigger.list }}' } },
      a: { type: 'map', params: { fields: [{ name: 'n', value: '{{ item }}', type: 'number', required: true }] } },
      b: { type: 'map', params: { fields: [{ name: 'n', value: '{{ steps.a.n }}' }] } },
    },
    ['go > loop', 'loop.each > a > b'],
    { name: 'Many' },
  );
  await engine.importFlow(flow, { on: false });
  const list = Array.from({ length: 200 }, (_, index) => (index === 150 ? 'x' : index));
  const run = await engine.call('runs.start', { subject: { flow: 'Many' }, payload: { list } });
  const items = [...new Set(run.steps.map(({ item }) => item))];
  expect(items).toHaveLength(51);
  expect(run.steps.filter(({ status }) => status === 'failed').map(({ node, item }) => [node, item])).toEqual([
    ['loop', 0],
    ['a', itemPlace(0, 150)],
  ]);
  expect(run.repeated).toEqual([
    { node: 'a', counts: { failed: 1, succeeded: 199 } },
    { node: 'b', counts: { succeeded: 199 } },
  ]);
  const [row] = (await engine.call('runs.page', { limit: 1 })).items;
  expect(row?.ticks).toEqual(['failed']);
});
