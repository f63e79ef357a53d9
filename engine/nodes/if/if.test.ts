import { expect, test } from 'vitest';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './if.ts';

const over50 = { rules: [{ left: '{{ trigger.total }}', op: 'greater', right: 50 }] };

test('leaves by yes when the rules hold and by no when they do not', async () => {
  expect(await tryStep(node, over50, { trigger: { total: '64.90' } })).toEqual({
    port: 'yes',
    output: { matched: true },
  });
  expect(await tryStep(node, over50, { trigger: { total: 12 } })).toEqual({ port: 'no', output: { matched: false } });
});

test('a value that cannot be compared fails the step', async () => {
  await expect(tryStep(node, over50, { trigger: { total: '64,90' } })).rejects.toMatchObject({
    code: 'rule.not-a-number',
  });
});

test('a value that is not there fails the step, unless the rule asks whether it is there', async () => {
  await expect(tryStep(node, over50, { trigger: {} })).rejects.toMatchObject({ code: 'template.missing-value' });
  const asks = (op: string) => tryStep(node, { rules: [{ left: '{{ trigger.phone }}', op }] }, { trigger: {} });
  expect([(await asks('exists')).port, (await asks('is-empty')).port, (await asks('is-not-empty')).port]).toEqual([
    'no',
    'yes',
    'no',
  ]);
});

test('a pattern that arrives with the data is looked at as strictly as a typed one', async () => {
  const rules = [{ left: 'aaaa', op: 'matches', right: '{{ trigger.pattern }}' }];
  await expect(tryStep(node, { rules }, { trigger: { pattern: '(a)\\1' } })).rejects.toMatchObject({
    code: 'pattern.not-usable',
  });
});

test('dates without a zone are read in the zone of the flow', async () => {
  const rules = [{ left: '2026-03-01', op: 'before', right: '2026-03-01T03:00:00Z' }];
  expect((await tryStep(node, { rules }, { timeZone: 'America/New_York' })).port).toBe('no');
});

test('problems name the rule', () => {
  expect(problemsOf(node, {})).toEqual(['rules: There is no rule yet.']);
  expect(problemsOf(node, { rules: [{ left: 1, op: 'bigger', right: 1 }] })[0]).toMatch(/^rules\.0\.op: .*bigger/);
});
