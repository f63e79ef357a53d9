import { describe, expect, test } from 'vitest';
import { Fault } from '../model/fault.ts';
import type { JsonValue } from '../model/json.ts';
import { type RuleOpName, ruleOpNames, ruleOps } from './rule-ops.ts';

/** Left, right, and what the rule comes to: yes, no, or the code of its fault. */
type Row = [left: JsonValue, right: JsonValue, outcome: boolean | string];

/** What every comparison means, with the awkward cases. This table is the documentation of the rules. */
const table: Record<RuleOpName, Row[]> = {
  equals: [
    ['paid', 'paid', true],
    ['Paid', 'paid', false], // case-sensitive
    [50, '50.00', true], // a number and a text that is exactly that number
    ['12.5', 12.5, true],
    ['50', '50.00', false], // two texts are compared letter by letter
    ['12,50', 12.5, false], // a comma is not a decimal point
    [true, 'true', false], // kinds are not mixed; "is yes" asks that
    [null, '', false],
    [null, null, true],
    [{ a: 1, b: [2] }, { b: ['2'], a: 1 }, true], // order of fields does not matter
    [[1, 2], [2, 1], false], // order of a list does
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ a: null }, { toString: null }, false], // own fields only
  ],
  'not-equals': [
    ['paid', 'open', true],
    ['paid', 'paid', false],
    [5, '5', false],
    [null, 'x', true],
  ],
  contains: [
    ['order 1042', '1042', true],
    ['Order', 'order', false],
    [1042, '04', true], // a number is looked at as it is written
    [['a', 'b'], 'b', true],
    [['ab'], 'a', false], // an entry of a list, not a part of one
    [[1042], '1042', true],
    [[{ id: 1 }], { id: 1 }, true],
    [null, 'a', false], // an empty value contains nothing
    ['abc', '', true], // every text contains the empty text
    [{ a: 'b' }, 'a', 'rule.not-a-text'],
    ['abc', ['a'], 'rule.not-a-text'],
  ],
  'not-contains': [
    ['order', 'refund', true],
    ['refund of order', 'refund', false],
    [null, 'a', true],
    [[], 'a', true],
  ],
  'starts-with': [
    ['INV-1042', 'INV-', true],
    ['inv-1042', 'INV-', false],
    [2026001, '2026', true],
    [null, 'a', false],
    [['a'], 'a', 'rule.not-a-text'],
  ],
  'ends-with': [
    ['ana@example.com', '@example.com', true],
    ['ana@example.com ', '@example.com', false],
    [null, '@example.com', false],
    [{}, 'a', 'rule.not-a-text'],
  ],
  matches: [
    ['INV-1042', '^INV-\\d{4}$', true],
    ['INV-1042 ', '^INV-\\d{4}$', false],
    ['see INV-1042', 'INV', true], // anywhere in the text
    [1042, '^\\d+$', true],
    [null, '^$', true], // an empty value is a text without letters
    [['a'], 'a', 'rule.not-a-text'],
    ['a', '(', 'pattern.not-usable'],
    ['aa', '(a)\\1', 'pattern.not-usable'],
    ['a'.repeat(10_001), 'a', 'rule.text-too-long'],
    [`${'a'.repeat(9999)}!`, '^(a+)+$', false], // would take for ever in JavaScript itself
  ],
  greater: [
    [51, 50, true],
    [50, '50', false],
    ['9', '10', false], // as numbers, not as texts
    ['12,50', 10, 'rule.not-a-number'],
    [null, 10, 'rule.not-a-number'],
    [true, 0, 'rule.not-a-number'],
    [51, 'fifty', 'rule.not-a-number'],
  ],
  'at-least': [
    [50, 50, true],
    [' 50 ', 50, true],
    [49.99, 50, false],
    ['€ 50', 50, 'rule.not-a-number'],
  ],
  less: [
    [-1, 0, true],
    ['9', '10', true],
    [0, 0, false],
    ['', 1, 'rule.not-a-number'],
  ],
  'at-most': [
    [50, '50', true],
    [50.01, 50, false],
    ['1e2', 100, true],
    [[], 1, 'rule.not-a-number'],
  ],
  between: [
    [15, '10, 20', true],
    [10, [10, 20], true], // both ends belong to it
    [20, '10,20', true],
    [20.01, '10,20', false],
    [15, '20, 10', true], // in either order
    ['15', ['10', 20], true],
    [15, '10', 'rule.not-a-range'],
    [15, '1,2,3', 'rule.not-a-range'],
    [15, 'a, b', 'rule.not-a-number'],
    ['x', '1, 2', 'rule.not-a-number'],
  ],
  before: [
    ['2026-03-01', '2026-03-02', true],
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00+01:00', false], // an hour later
    [1772357400, '2026-03-02', true], // seconds
    [1772357400000, '2026-03-02', true], // milliseconds
    ['2026-03-01', '2026-03-01', false],
    ['03/04/2026', '2026-03-02', 'rule.not-a-date'], // 3 April or 4 March
    [2026, '2026-03-02', 'rule.not-a-date'],
  ],
  after: [
    ['2026-03-02', '2026-03-01', true],
    ['2026-03-01 00:00:01', '2026-03-01', true],
    ['2026-03-01', '2026-03-01T00:00', false],
    ['2026-02-30', '2026-03-01', 'rule.not-a-date'],
    [null, '2026-03-01', 'rule.not-a-date'],
  ],
  'is-empty': [
    [null, null, true],
    ['', null, true],
    [[], null, true],
    [{}, null, true],
    [' ', null, false],
    [0, null, false],
    [false, null, false],
  ],
  'is-not-empty': [
    ['a', null, true],
    [0, null, true],
    [null, null, false],
    ['', null, false],
  ],
  'is-yes': [
    [true, null, true],
    ['Yes', null, true],
    [1, null, true],
    ['no', null, false],
    ['maybe', null, 'rule.not-yes-or-no'],
    [null, null, 'rule.not-yes-or-no'], // neither
  ],
  'is-no': [
    [false, null, true],
    ['0', null, true],
    ['TRUE', null, false],
    ['', null, 'rule.not-yes-or-no'],
  ],
  'in-list': [
    ['PT', 'PT, ES,FR', true],
    ['pt', 'PT, ES', false],
    [5, '4, 5', true],
    ['P', 'PT, ES', false],
    ['PT', ['ES', 'PT'], true],
    [null, ['ES', null], true],
    [5, 5, true],
    ['a', null, 'rule.not-a-list'],
    ['a', { a: 1 }, 'rule.not-a-list'],
  ],
  exists: [
    ['', null, true], // there, though empty
    [false, null, true],
    [0, null, true],
    [null, null, false],
  ],
};

const outcomeOf = (op: RuleOpName, left: JsonValue, right: JsonValue): boolean | string => {
  try {
    return ruleOps[op].test(left, right, { rule: 'Rule 1', timeZone: 'UTC' });
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : `not a fault: ${thrown}`;
  }
};

describe.each(ruleOpNames)('%s', (op) => {
  test('has at least three examples', () => {
    expect(table[op].length).toBeGreaterThanOrEqual(3);
  });

  test.each(table[op].map(([left, right, outcome]) => ({ left, right, outcome })))(
    '$left, $right: $outcome',
    ({ left, right, outcome }) => {
      expect(outcomeOf(op, left, right)).toBe(outcome);
    },
  );
});

test('a fault names the rule and the value, and says what to write instead', () => {
  expect(() => ruleOps.greater.test('12,50 €', 10, { rule: 'Rule 2', timeZone: 'UTC' })).toThrowError(
    expect.objectContaining({
      who: 'person',
      message: 'Rule 2 needs a number, but there is "12,50 €".',
      fix: expect.stringContaining('12.50'),
    }),
  );
});

test('a date without a zone is read in the zone of the flow', () => {
  const before = (timeZone: string) =>
    ruleOps.before.test('2026-03-01', '2026-03-01T05:00:00Z', { rule: 'Rule 1', timeZone });
  expect([before('Europe/Lisbon'), before('America/New_York')]).toEqual([true, false]);
});
