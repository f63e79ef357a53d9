import { personFault } from '../../model/fault.ts';
import { describeType, isRecord, type JsonValue } from '../../model/json.ts';
import type { Scope, TemplatePath } from '../../model/template.ts';

/** One key into a value: own properties only, plus `size`, `first` and `last` of lists and `size` of texts. */
const readKey = (value: unknown, key: string | number): unknown => {
  if (Array.isArray(value)) {
    if (key === 'size') return value.length;
    if (key === 'first') return value[0];
    if (key === 'last') return value.at(-1);
    const index = typeof key === 'number' ? key : /^-?\d+$/.test(key) ? Number(key) : Number.NaN;
    return value.at(index) !== undefined && Number.isInteger(index) ? value.at(index) : undefined;
  }
  if (isRecord(value))
    return Object.hasOwn(value, key) ? value[key] : key === 'size' ? Object.keys(value).length : undefined;
  return typeof value === 'string' && key === 'size' ? value.length : undefined;
};

/** The value at a path, or undefined when it points at nothing. */
export const readPath = (scope: unknown, path: TemplatePath): JsonValue | undefined => {
  let value: unknown = scope;
  for (const key of path) {
    if (value === undefined || value === null) return undefined;
    value = readKey(value, key);
  }
  return value as JsonValue | undefined;
};

/** A path as it would be typed: `trigger.body.items[0]["first name"]`. */
export const writePath = (path: TemplatePath): string =>
  path
    .map((key, place) => {
      if (typeof key === 'number') return `[${key}]`;
      if (/^[A-Za-z_][\w-]*$/.test(key)) return place === 0 ? key : `.${key}`;
      return `[${JSON.stringify(key)}]`;
    })
    .join('');

const listed = (keys: string[]): string => {
  const shown = keys.slice(0, 8).map((key) => `"${key}"`);
  return keys.length > shown.length ? `${shown.join(', ')} and ${keys.length - shown.length} more` : shown.join(', ');
};

/** The error of a step whose placeholder points at nothing; names the first key that is missing and its neighbours. */
export const missingValue = (scope: Scope, path: TemplatePath) => {
  const place = path.findIndex((_, index) => {
    const value = readPath(scope, path.slice(0, index + 1));
    return value === undefined || value === null;
  });
  const holder = readPath(scope, path.slice(0, place));
  const where = writePath(path.slice(0, place));
  const key = String(path[place]);
  const fix = 'Pick another value, or give this one a default: {{ … | default: "-" }}.';
  const data = { path: writePath(path) };
  if (path[0] === 'steps' && place === 1)
    return personFault('template.missing-value', `The step "${key}" has no output, because it did not run.`, {
      fix,
      data,
    });
  if (readPath(scope, path) === null)
    return personFault('template.missing-value', `"${writePath(path)}" is empty in what arrived.`, { fix, data });
  const found = isRecord(holder)
    ? Object.keys(holder).length === 0
      ? `"${where}" is an empty record`
      : `"${where}" has ${listed(Object.keys(holder))}`
    : `"${where}" is ${Array.isArray(holder) ? `a list of ${holder.length}` : describeType(holder)}`;
  return personFault('template.missing-value', `"${writePath(path)}" points at nothing: ${found}, but no "${key}".`, {
    fix,
    data,
  });
};
