import type { z } from 'zod';
import { closest } from '../model/closest.ts';
import { describeType, isRecord } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { Template } from '../model/template.ts';

type Issue = z.core.$ZodIssue;
/** A problem without the place it was found at. */
export type Sentence = Pick<Problem, 'code' | 'message' | 'fix'>;

const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      Array.isArray(inner) || isRecord(inner) ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );

const wanted: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no (true or false)',
  array: 'a list',
  object: 'a record',
  record: 'a record',
};

/** Of the branches of a union, the one that came closest: it got deepest, and it is not the template branch. */
const bestBranch = (issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown): Issue | undefined => {
  const branches = issue.errors.filter((branch) => !branch.some((inner) => isTemplateIssue(inner)));
  const depth = (branch: Issue[]) =>
    Math.max(...branch.map((inner) => inner.path.length + (inner.code === 'invalid_type' ? 0 : 1)));
  const best = branches.sort((a, b) => depth(b) - depth(a))[0]?.[0];
  return best && value !== undefined
    ? { ...best, path: [...issue.path, ...best.path] }
    : best && { ...best, path: issue.path };
};

const isTemplateIssue = (issue: Issue): boolean =>
  (issue.code === 'invalid_type' && (issue.expected as string) === 'Template') ||
  (issue.code === 'custom' && issue.path.length === 0 && issue.message === 'Template');

const quoted = (path: PropertyKey[]): string => `"${path.map(String).join('.')}"`;

const describeMissing = (path: PropertyKey[]): Sentence => ({
  code: 'param.missing',
  message: `${quoted(path)} is missing.`,
  fix: `Fill in ${quoted(path)}.`,
});

/** Turns one complaint of a schema into a sentence with a fix. `value` is what was checked, templates included. */
export const describeIssue = (
  issue: Issue,
  value: unknown,
  knownKeys: string[] = [],
): Sentence & { path: PropertyKey[] } => {
  const found = at(value, issue.path as PropertyKey[]);
  const path = issue.path as PropertyKey[];
  const name = path.length > 0 ? quoted(path) : 'This';
  if (found instanceof Template)
    return {
      path,
      code: 'param.no-placeholder',
      message: `${name} cannot hold a placeholder: ${issue.code === 'custom' ? issue.message : found.source}.`,
      fix: 'Write a fixed value here.',
    };
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = String(issue.keys[0]);
      const guess = closest(key, knownKeys);
      return {
        path: [...path, key],
        code: 'param.unknown',
        message: `There is no setting called ${issue.keys.map((unknown) => `"${unknown}"`).join(', ')} here.`,
        fix: guess ? `Did you mean "${guess}"?` : 'Remove it.',
      };
    }
    case 'invalid_union': {
      const best = bestBranch(issue, found);
      if (found === undefined && path.length > 0) return { path, ...describeMissing(path) };
      return best
        ? describeIssue(best, value, knownKeys)
        : {
            path,
            code: 'param.invalid',
            message: `${name} is not usable: ${issue.message}.`,
            fix: 'Correct this value.',
          };
    }
    case 'invalid_type':
      if (found === undefined) return { path, ...describeMissing(path) };
      return {
        path,
        code: 'param.wrong-type',
        message: `${name} needs ${wanted[issue.expected] ?? issue.expected}, but there is ${describeType(found)}.`,
        fix: 'Correct this value.',
      };
    case 'invalid_value':
      if (found === undefined) return { path, ...describeMissing(path) };
      return {
        path,
        code: 'param.not-a-choice',
        message: `${name} cannot be ${JSON.stringify(found)}.`,
        fix: `Choose one of: ${issue.values.map((choice) => JSON.stringify(choice)).join(', ')}.`,
      };
    case 'too_small':
    case 'too_big':
      return { path, code: 'param.out-of-range', ...describeSize(issue, name) };
    default:
      return {
        path,
        code: 'param.invalid',
        message: `${name} is not usable: ${issue.message}.`,
        fix: 'Correct this value.',
      };
  }
};

const describeSize = (
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  name: string,
): Omit<Sentence, 'code'> => {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const word = issue.code === 'too_small' ? 'at least' : 'at most';
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : '';
  if (issue.code === 'too_small' && Number(limit) === 1 && unit !== '')
    return { message: `${name} is empty.`, fix: `Fill in ${name}.` };
  return { message: `${name} must be ${word} ${limit}${unit}.`, fix: `Change ${name}.` };
};

/** A problem of the flow as a whole or of one step. */
export const problem = (
  sentence: Sentence,
  place: { node?: string; param?: string; severity?: Problem['severity'] } = {},
): Problem => ({
  severity: place.severity ?? 'error',
  ...sentence,
  ...(place.node !== undefined && { node: place.node }),
  ...(place.param !== undefined && { param: place.param }),
});

/** The dotted path of a param. */
export const paramPath = (path: PropertyKey[]): string => path.map(String).join('.');
