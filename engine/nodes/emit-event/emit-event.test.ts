import { expect, test } from 'vitest';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './emit-event.ts';

const params = { name: 'order.{{ trigger.state }}', data: { id: '{{ trigger.id }}' } };
const trial = { trigger: { state: 'paid', id: 7 } };
const did = { kind: 'event', name: 'order.paid', data: { id: 7 } };

test('announces the event with its data', async () => {
  expect(await tryStep(node, params, trial)).toEqual({
    announce: [{ name: 'order.paid', data: { id: 7 } }],
    did,
    output: { name: 'order.paid' },
  });
});

test('a dry run shows the same event and output, and announces nothing', async () => {
  expect(await tryPreview(node, params, trial)).toEqual({ did, output: { name: 'order.paid' } });
});

test('data is an empty record unless given', async () => {
  expect((await tryStep(node, { name: 'tick' })).announce).toEqual([{ name: 'tick', data: {} }]);
});

test('an event needs a name', async () => {
  expect(problemsOf(node, {})).toEqual(['name: "name" is missing.']);
  expect(problemsOf(node, { name: '  ' })).toHaveLength(1);
  await expect(tryStep(node, { name: '{{ trigger.name }}' }, { trigger: { name: '' } })).rejects.toMatchObject({
    who: 'person',
  });
});
