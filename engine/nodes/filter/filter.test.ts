import { expect, test } from 'vitest';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './filter.ts';

const paid = { match: 'any', rules: ['paid', 'settled'].map((right) => ({ left: '{{ trigger.status }}', right })) };

test('goes on when the rules hold', async () => {
  expect(await tryStep(node, paid, { trigger: { status: 'settled' } })).toEqual({
    port: 'out',
    output: { matched: true },
  });
});

test('ends the branch when they do not, without failing', async () => {
  expect(await tryStep(node, paid, { trigger: { status: 'open' } })).toEqual({
    port: null,
    output: { matched: false },
  });
});

test('a filter without rules cannot be switched on', () => {
  expect(problemsOf(node, {})).toEqual(['rules: There is no rule yet.']);
});
