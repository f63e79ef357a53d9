import { personFault } from '../model/fault.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';

/**
 * Names that mean something to JavaScript itself. A field with such a name, chosen by whoever sends data, has taken
 * whole automation servers down (n8n GHSA-xwx6-jjhv-84p8), so they are refused wherever a name becomes a key.
 */
export const isForbiddenName = (name: string): boolean => name === 'prototype' || name in Object.prototype;

/** A record without inherited names. */
export const createRecord = (): JsonRecord => Object.create(null);

/** The names on the way to a nested field: "customer.email" is "email" inside "customer". */
export const splitName = (name: string): string[] => name.split('.');

/** A name that cannot be used, with its place in the list that was looked at. */
export interface NameProblem {
  index: number;
  message: string;
  fix: string;
}

/**
 * What is wrong with a list of dotted names: parts that are missing or forbidden, the same name twice, and a name that
 * would be both a value and a record (`a` beside `a.b`). One problem per name at most.
 */
export const findNameProblems = (names: readonly string[]): NameProblem[] => {
  const holders = new Set(
    names.flatMap((name) => splitName(name).map((_, end, parts) => parts.slice(0, end).join('.'))),
  );
  return names.flatMap((name, index) => {
    const problem = (message: string, fix: string): NameProblem[] => [{ index, message, fix }];
    const parts = splitName(name);
    const forbidden = parts.find(isForbiddenName);
    if (parts.some((part) => part.trim() === ''))
      return problem(`The name "${name}" has an empty part.`, 'Write a name, with single dots between the parts.');
    if (forbidden !== undefined)
      return problem(`The name "${forbidden}" has a meaning of its own inside the computer.`, 'Choose another name.');
    if (names.indexOf(name) !== index)
      return problem(`The name "${name}" is used twice.`, 'Rename or remove one of the two.');
    if (holders.has(name))
      return problem(
        `"${name}" is a value here and holds other fields elsewhere.`,
        `Rename "${name}" or the fields inside it.`,
      );
    return [];
  });
};

/**
 * Makes one record out of dotted names and their values. Every record it makes is without inherited names, values are
 * placed as they are. Throws `name.not-usable` for a name that {@link findNameProblems} complains about.
 */
export const buildRecord = (fields: readonly { name: string; value: JsonValue }[]): JsonRecord => {
  const problem = findNameProblems(fields.map((field) => field.name))[0];
  if (problem) throw personFault('name.not-usable', problem.message, { fix: problem.fix });
  const root = createRecord();
  for (const { name, value } of fields) {
    const parts = splitName(name);
    const last = parts.pop() ?? '';
    let holder = root;
    // No name is both a value and a record, so whatever stands on the way was made here.
    for (const part of parts) {
      holder[part] ??= createRecord();
      holder = holder[part] as JsonRecord;
    }
    holder[last] = value;
  }
  return root;
};
