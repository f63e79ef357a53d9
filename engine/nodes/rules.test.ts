import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../compile/template/parse.ts';
import type { JsonValue } from '../model/json.ts';
import { checkRules, decideRules, describeRules, lenientPaths, rulesParams } from './rules.ts';

const total = parseTemplate('{{ trigger.total }}');
const parse = (rules: unknown[], match = 'all') => rulesParams.parse({ match, rules });
const decide = (
  match: 'all' | 'any',
  ...rules: { left: JsonValue; op: 'equals' | 'greater' | 'exists'; right?: JsonValue }[]
) => decideRules({ match, rules }, 'UTC');

const yes = { left: 1, op: 'equals', right: 1 } as const;
const no = { left: 1, op: 'equals', right: 2 } as const;
const broken = { left: 'x', op: 'greater', right: 2 } as const;

describe('deciding by rules', () => {
  test('all rules have to hold, or any one', () => {
    expect([decide('all', yes, yes), decide('all', yes, no), decide('any', no, yes), decide('any', no, no)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('rules after the one that decides are not looked at', () => {
    expect(decide('all', no, broken)).toBe(false);
    expect(decide('any', yes, broken)).toBe(true);
    expect(() => decide('all', yes, broken)).toThrow('Rule 2 needs a number');
  });
});

describe('checking rules', () => {
  test.each([
    [{ left: 'a', op: 'greater', right: 'many' }, 'Rule 1 needs a number, but there is "many".'],
    [{ left: 'a', op: 'before', right: 'soon' }, 'Rule 1 needs a date, but there is "soon".'],
    [{ left: 'a', op: 'between', right: '10' }, 'Rule 1 needs two numbers, but there is "10".'],
    [{ left: 'a', op: 'matches', right: '(?=a)' }, 'The pattern uses a lookaround or flags'],
    [{ left: 'a', op: 'equals' }, 'Rule 1 does not say what "is" is about.'],
  ])('%j is a problem before anything arrives', (rule, message) => {
    expect(checkRules(parse([rule]))).toEqual([
      { param: 'rules.0.right', message: expect.stringContaining(message), fix: expect.stringMatching(/\.$/) },
    ]);
  });

  test('a right side with a placeholder is not judged before there is a value', () => {
    expect(checkRules(parse([{ left: 'a', op: 'greater', right: total }]))).toEqual([]);
  });

  test('a rule without a right side needs none', () => {
    expect(checkRules(parse([{ left: 'a', op: 'is-empty' }]))).toEqual([]);
  });

  test('no rule at all is a problem', () => {
    expect(checkRules(parse([]))).toHaveLength(1);
  });
});

test('only rules that ask whether something is there may point at nothing', () => {
  const ops = ['equals', 'is-empty', 'is-not-empty', 'exists', 'is-yes'];
  expect(lenientPaths(parse(ops.map((op) => ({ left: total, op, right: 1 }))))).toEqual([
    'rules.1.left',
    'rules.2.left',
    'rules.3.left',
  ]);
});

test('rules read as a sentence', () => {
  const rules = [
    { left: total, op: 'greater', right: 50 },
    { left: 'PT', op: 'exists', right: 'unused' },
  ];
  expect(describeRules(parse(rules))).toBe('{{ trigger.total }} is greater than 50 and "PT" is there');
  expect(describeRules(parse(rules, 'any'))).toContain(' or ');
});
