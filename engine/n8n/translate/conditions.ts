import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { readSingle } from '../expression/field.ts';
import type { Expression } from '../expression/syntax.ts';
import { listOf, recordOf, textOf } from '../read-workflow.ts';
import { NoCounterpart, type Use } from '../translation.ts';

/** Rules as `if` and `filter` take them. */
export interface Rules {
  match: 'all' | 'any';
  rules: JsonRecord[];
  /** The one rule means the opposite, so the ways out change places. */
  negated: boolean;
}

/** Comparisons that are the same here, by the names of all versions. */
const ops: Readonly<Record<string, string>> = {
  equals: 'equals',
  equal: 'equals',
  notEquals: 'not-equals',
  notEqual: 'not-equals',
  contains: 'contains',
  notContains: 'not-contains',
  startsWith: 'starts-with',
  endsWith: 'ends-with',
  regex: 'matches',
  gt: 'greater',
  larger: 'greater',
  gte: 'at-least',
  largerEqual: 'at-least',
  lt: 'less',
  smaller: 'less',
  lte: 'at-most',
  smallerEqual: 'at-most',
  after: 'after',
  before: 'before',
  empty: 'is-empty',
  isEmpty: 'is-empty',
  notEmpty: 'is-not-empty',
  isNotEmpty: 'is-not-empty',
  true: 'is-yes',
  false: 'is-no',
  exists: 'exists',
};
/** Comparisons that are the opposite of one here. */
const opposites: Readonly<Record<string, string>> = {
  notStartsWith: 'starts-with',
  notEndsWith: 'ends-with',
  notRegex: 'matches',
  afterOrEquals: 'before',
  beforeOrEquals: 'after',
};
const oneSided = new Set(['is-empty', 'is-not-empty', 'is-yes', 'is-no', 'exists']);
const lengthOps: Readonly<Record<string, string>> = {
  lengthEquals: 'equals',
  lengthNotEquals: 'not-equals',
  lengthGt: 'greater',
  lengthLt: 'less',
  lengthGte: 'at-least',
  lengthLte: 'at-most',
};
const comparisons: Readonly<Record<string, string>> = {
  '===': 'equals',
  '==': 'equals',
  '!==': 'not-equals',
  '!=': 'not-equals',
  '>': 'greater',
  '>=': 'at-least',
  '<': 'less',
  '<=': 'at-most',
};

/** `text` with one more change, in front of the end of its placeholder; undefined when it is not one placeholder. */
const changed = (value: JsonValue, change: string): JsonValue | undefined =>
  typeof value === 'string' && /^\{\{ [^{}]* \}\}$/.test(value)
    ? value.replace(/ \}\}$/, ` | ${change} }}`)
    : undefined;

const lowered = (value: JsonValue): JsonValue => {
  if (typeof value !== 'string') return value;
  if (!value.includes('{{')) return value.toLowerCase();
  const lower = changed(value, 'downcase');
  if (lower === undefined)
    throw new NoCounterpart('It compares a text put together from several values without regard to capitals.');
  return lower;
};

/** A pattern between slashes, without them. */
const patternOf = (value: JsonValue): JsonValue => {
  const slashed = typeof value === 'string' ? /^\/(.*)\/([a-z]*)$/s.exec(value) : null;
  if (!slashed) return value;
  if (/[^g]/.test(slashed[2] ?? '')) throw new NoCounterpart(`It looks for a pattern with the flags "${slashed[2]}".`);
  return slashed[1] ?? '';
};

interface Condition {
  left: JsonValue | undefined;
  right: JsonValue | undefined;
  operation: string;
  type: string;
  ignoreCase: boolean;
}

const isComparison = (expression: Expression | null): expression is Extract<Expression, { kind: 'binary' }> =>
  expression?.kind === 'binary' && expression.sign in comparisons;

const readRule = (condition: Condition, place: number, use: Use): { rule: JsonRecord; negated: boolean } => {
  const { operation, type, ignoreCase } = condition;
  const field = `rule ${place + 1}`;
  const whole = readSingle(condition.left);
  const isTrue =
    operation === 'true' || ((operation === 'equals' || operation === 'equal') && condition.right === true);
  if (isTrue && type === 'boolean' && isComparison(whole)) {
    const { sign, left, right } = whole;
    return {
      rule: {
        left: use.expression(left, field),
        op: comparisons[sign] ?? 'equals',
        right: use.expression(right, field),
      },
      negated: false,
    };
  }
  const left = use.value(condition.left ?? '', field);
  const byLength = lengthOps[operation];
  if (byLength !== undefined) {
    const size = changed(left, 'size');
    if (size === undefined) throw new NoCounterpart('It looks at the length of something that is not one value.');
    return { rule: { left: size, op: byLength, right: use.value(condition.right ?? 0, field) }, negated: false };
  }
  if (operation === 'notExists') {
    use.differs(`In ${field}, an empty value counts as missing.`);
    return { rule: { left, op: 'is-empty' }, negated: false };
  }
  if (type === 'dateTime' && /^(equals|notEquals)$/.test(operation))
    throw new NoCounterpart('It asks whether two moments are the same.');
  const op = ops[operation] ?? opposites[operation];
  if (op === undefined) throw new NoCounterpart(`It compares by "${operation}", which is not possible here.`);
  const negated = ops[operation] === undefined;
  if (oneSided.has(op)) return { rule: { left, op }, negated };
  const right = use.value(condition.right ?? '', field);
  if (op === 'matches') return { rule: { left, op, right: patternOf(right) }, negated };
  return { rule: ignoreCase ? { left: lowered(left), op, right: lowered(right) } : { left, op, right }, negated };
};

const readRules = (conditions: Condition[], match: 'all' | 'any', use: Use): Rules => {
  if (conditions.length === 0) throw new NoCounterpart('It has no rule.');
  const read = conditions.map((condition, place) => readRule(condition, place, use));
  if (read.length > 1 && read.some(({ negated }) => negated))
    throw new NoCounterpart(
      'One of its rules asks whether something is not so, in a way that is possible here for a single rule only.',
    );
  return { match, rules: read.map(({ rule }) => rule), negated: read[0]?.negated === true };
};

/** Conditions as IF 2, Filter 2 and Switch 3 store them. */
export const readConditions = (stored: JsonValue | undefined, use: Use, caseOption?: JsonValue): Rules => {
  const { conditions, combinator, options } = recordOf(stored);
  const ignoreCase = recordOf(options).caseSensitive === false || caseOption === true;
  return readRules(
    listOf(conditions)
      .map(recordOf)
      .map(({ leftValue, rightValue, operator }) => ({
        left: leftValue,
        right: rightValue,
        operation: textOf(recordOf(operator).operation) || 'equals',
        type: textOf(recordOf(operator).type) || 'string',
        ignoreCase: ignoreCase && recordOf(operator).type === 'string',
      })),
    combinator === 'or' ? 'any' : 'all',
    use,
  );
};

/** Conditions as IF 1 and Filter 1 store them: a list for each type. */
export const readOldConditions = (stored: JsonValue | undefined, any: boolean, use: Use): Rules => {
  const byType = recordOf(stored);
  const conditions = Object.entries(byType).flatMap(([type, list]) =>
    listOf(list)
      .map(recordOf)
      .map(({ value1, value2, operation }) => ({
        left: value1,
        right: value2 ?? (type === 'boolean' ? false : type === 'number' ? 0 : ''),
        operation: textOf(operation) || (type === 'number' ? 'smaller' : type === 'dateTime' ? 'after' : 'equal'),
        type,
        ignoreCase: false,
      })),
  );
  return readRules(conditions, any ? 'any' : 'all', use);
};
