import { expect, test } from 'vitest';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './stop.ts';

test('ends the run as failed, with the reason', async () => {
  expect(await tryStep(node, { message: 'No stock for {{ trigger.sku }}' }, { trigger: { sku: 'A1' } })).toEqual({
    end: { as: 'failed', message: 'No stock for A1' },
  });
});

test('ends the run as done, with a reason of its own when none is given', async () => {
  expect(await tryStep(node, { as: 'done' })).toEqual({
    end: { as: 'done', message: 'The flow ended the run at a stop step.' },
  });
});

test('nothing can follow it', () => {
  expect(node.ports(node.params.parse({}))).toEqual([]);
});

test('a failure needs a reason', () => {
  expect(problemsOf(node, {})).toEqual(['message: It is not said why the run fails here.']);
  expect(problemsOf(node, { as: 'done' })).toEqual([]);
});
