import { type Fault, personFault } from '../model/fault.ts';
import { describeType, isRecord, type JsonValue } from '../model/json.ts';
import { readDate } from '../model/read-date.ts';
import { isEmpty, readNumber, readText, readYesNo } from '../model/read-values.ts';
import { matchPattern } from './match-pattern.ts';
import { parsePattern, patternLimits } from './parse-pattern.ts';
import { showValue } from './show-value.ts';

/** Where a comparison stands: which rule it is, for the sentences of its faults, and the zone its dates are read in. */
export interface RulePlace {
  /** Such as "Rule 2". */
  rule: string;
  timeZone: string;
}

/** One way to compare. `test` and `checkRight` throw `rule.*` and `pattern.*` faults that name the value. */
export interface RuleOp {
  /** Read between the two sides: `total` **is greater than** `50`. */
  words: string;
  /** Whether there is a right side at all. */
  takesRight: boolean;
  /** Whether the left side may point at nothing, which then counts as empty. */
  lenient: boolean;
  test: (left: JsonValue, right: JsonValue, place: RulePlace) => boolean;
  /** Reads a right side that is known before data arrives, to complain early. */
  checkRight: (right: JsonValue, place: RulePlace) => void;
}

const named = (value: JsonValue): string =>
  value === null || typeof value === 'object' ? describeType(value) : showValue(value);

const wanted = (code: string, what: string, value: JsonValue, { rule }: RulePlace, fix: string): Fault =>
  personFault(code, `${rule} needs ${what}, but there is ${named(value)}.`, { fix });

const asNumber = (value: JsonValue, place: RulePlace): number => {
  const number = readNumber(value);
  if (number !== undefined) return number;
  throw wanted(
    'rule.not-a-number',
    'a number',
    value,
    place,
    'Use a value such as 12.50, without units and with a point.',
  );
};

const asDate = (value: JsonValue, place: RulePlace): number => {
  const instantMs = readDate(value, place.timeZone);
  if (instantMs !== undefined) return instantMs;
  throw wanted('rule.not-a-date', 'a date', value, place, 'Use a date such as 2026-03-01 or 2026-03-01T09:30:00Z.');
};

const asYesNo = (value: JsonValue, place: RulePlace): boolean => {
  const yes = readYesNo(value);
  if (yes !== undefined) return yes;
  throw wanted('rule.not-yes-or-no', 'yes or no', value, place, 'Use true or false, yes or no, 1 or 0.');
};

/** An empty value is a text without characters here: "the e-mail ends with .pt" is simply not so without an e-mail. */
const asText = (value: JsonValue, place: RulePlace): string => {
  const text = value === null ? '' : readText(value);
  if (text !== undefined) return text;
  throw wanted('rule.not-a-text', 'a text', value, place, 'Choose one field of it.');
};

const splitList = (text: string): string[] => text.split(',').map((item) => item.trim());

const asList = (value: JsonValue, place: RulePlace): JsonValue[] => {
  if (Array.isArray(value)) return value;
  const text = readText(value);
  if (text !== undefined) return splitList(text);
  throw wanted('rule.not-a-list', 'a list', value, place, 'Write the values with commas between them.');
};

const asRange = (value: JsonValue, place: RulePlace): { low: number; high: number } => {
  const list = asList(value, place);
  if (list.length !== 2)
    throw wanted(
      'rule.not-a-range',
      'two numbers',
      value,
      place,
      'Write the two with a comma between them, such as "10, 20".',
    );
  const [one = 0, other = 0] = list.map((item) => asNumber(item, place));
  return { low: Math.min(one, other), high: Math.max(one, other) };
};

const asSearchable = (value: JsonValue, place: RulePlace): string => {
  const text = asText(value, place);
  if (text.length <= patternLimits.textLength) return text;
  const message = `${place.rule} looks for a pattern in a text of ${text.length} characters; at most ${patternLimits.textLength} are accepted.`;
  throw personFault('rule.text-too-long', message, { fix: 'Use "contains", or look at a shorter field.' });
};

/**
 * Whether two values are equal. Values of different kinds are not, except a number and a text that is exactly that
 * number; texts are compared letter by letter; lists and records by what is in them, whatever the order of fields.
 */
const isSame = (left: JsonValue, right: JsonValue): boolean => {
  if (left === right) return true;
  if (typeof left === 'number' && typeof right === 'string') return readNumber(right) === left;
  if (typeof left === 'string' && typeof right === 'number') return readNumber(left) === right;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index] ?? null));
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key] ?? null, right[key] ?? null))
  );
};

const contains = (left: JsonValue, right: JsonValue, place: RulePlace): boolean => {
  if (Array.isArray(left)) return left.some((item) => isSame(item, right));
  if (isRecord(left)) throw wanted('rule.not-a-text', 'a text or a list', left, place, 'Choose one field of it.');
  return asText(left, place).includes(asText(right, place));
};

const asIs = (value: JsonValue): JsonValue => value;

const compare = <Left, Right>(
  words: string,
  readLeft: (left: JsonValue, place: RulePlace) => Left,
  readRight: (right: JsonValue, place: RulePlace) => Right,
  holds: (left: Left, right: Right) => boolean,
): RuleOp => ({
  words,
  takesRight: true,
  lenient: false,
  test: (left, right, place) => holds(readLeft(left, place), readRight(right, place)),
  checkRight: readRight,
});

const ask = (words: string, lenient: boolean, holds: (left: JsonValue, place: RulePlace) => boolean): RuleOp => ({
  words,
  takesRight: false,
  lenient,
  test: (left, _right, place) => holds(left, place),
  checkRight: () => {},
});

const containing = (words: string, expected: boolean): RuleOp => ({
  ...compare(words, asIs, asIs, () => false),
  test: (left, right, place) => contains(left, right, place) === expected,
});

/** Every comparison of the flow format. The table in `rule-ops.test.ts` says what each means, case by case. */
export const ruleOps = {
  equals: compare('is', asIs, asIs, isSame),
  'not-equals': compare('is not', asIs, asIs, (left, right) => !isSame(left, right)),
  contains: containing('contains', true),
  'not-contains': containing('does not contain', false),
  'starts-with': compare('starts with', asText, asText, (left, right) => left.startsWith(right)),
  'ends-with': compare('ends with', asText, asText, (left, right) => left.endsWith(right)),
  matches: compare(
    'matches the pattern',
    asSearchable,
    (right, place) => parsePattern(asText(right, place)),
    (left, pattern) => matchPattern(pattern, left),
  ),
  greater: compare('is greater than', asNumber, asNumber, (left, right) => left > right),
  'at-least': compare('is at least', asNumber, asNumber, (left, right) => left >= right),
  less: compare('is less than', asNumber, asNumber, (left, right) => left < right),
  'at-most': compare('is at most', asNumber, asNumber, (left, right) => left <= right),
  between: compare('is between', asNumber, asRange, (left, { low, high }) => low <= left && left <= high),
  before: compare('is before', asDate, asDate, (left, right) => left < right),
  after: compare('is after', asDate, asDate, (left, right) => left > right),
  'is-empty': ask('is empty', true, isEmpty),
  'is-not-empty': ask('is not empty', true, (left) => !isEmpty(left)),
  'is-yes': ask('is yes', false, asYesNo),
  'is-no': ask('is no', false, (left, place) => !asYesNo(left, place)),
  'in-list': compare('is one of', asIs, asList, (left, list) => list.some((item) => isSame(left, item))),
  exists: ask('is there', true, (left) => left !== null),
} satisfies Record<string, RuleOp>;

export type RuleOpName = keyof typeof ruleOps;
export const ruleOpNames = Object.keys(ruleOps) as [RuleOpName, ...RuleOpName[]];
