import type { JsonValue } from '../../client/types.ts';

/** How the fields of a delivery differ from those of an example. Paths with dots; `*` for any item of a list. */
export interface Drift {
  added: string[];
  removed: string[];
  changed: { path: string; was: string; is: string }[];
}

/** Parts of a delivery that differ each time and are no field of what was sent. */
const frame = new Set(['id', 'receivedAt', 'path', 'method', 'headers', 'emittedAt']);

const deepest = 8;

const typeOf = (value: JsonValue): string => {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', number: 'a number', boolean: 'yes or no', object: 'a group' }[
    typeof value as 'string' | 'number' | 'boolean' | 'object'
  ];
};

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Every field by path with what kind of value it holds; items of a list share one path. */
const fieldsOf = (value: JsonValue, path: string, depth: number, fields: Map<string, string>): void => {
  if (path !== '') {
    const type = typeOf(value);
    const known = fields.get(path);
    // An empty field tells nothing about its type.
    if (known === undefined || known === 'empty') fields.set(path, type);
  }
  if (depth > deepest || value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 20)) fieldsOf(item, join(path, '*'), depth + 1, fields);
    return;
  }
  for (const [key, item] of Object.entries(value)) fieldsOf(item, join(path, key), depth + 1, fields);
};

const read = (payload: JsonValue): Map<string, string> => {
  const fields = new Map<string, string>();
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return fields;
  const isDelivery = Object.hasOwn(payload, 'body') && Object.hasOwn(payload, 'receivedAt');
  for (const [key, value] of Object.entries(payload))
    if (!isDelivery || !frame.has(key)) fieldsOf(value, key, 0, fields);
  return fields;
};

const isBelow = (path: string, others: Iterable<string>): boolean => {
  for (const other of others) if (path.startsWith(`${other}.`)) return true;
  return false;
};

/** Only the topmost of fields that came or went together. */
const topmost = (paths: readonly string[]): string[] => paths.filter((path) => !isBelow(path, paths));

/** What items an empty list would hold is not known, so nothing below it counts as new or gone. */
const emptyListsOf = (fields: ReadonlyMap<string, string>): string[] =>
  [...fields].flatMap(([path, type]) => (type === 'a list' && !fields.has(`${path}.*`) ? [path] : []));

/** Compares the fields and their types, not the values. An empty value fits any type. */
export const compareShapes = (sample: JsonValue, delivery: JsonValue): Drift => {
  const [before, after] = [read(sample), read(delivery)];
  const [emptyBefore, emptyAfter] = [emptyListsOf(before), emptyListsOf(after)];
  const hidden = (path: string, empties: string[], fields: ReadonlyMap<string, string>): boolean =>
    isBelow(path, empties) || [...fields].some(([other, type]) => type === 'empty' && path.startsWith(`${other}.`));
  const changed = [...after].flatMap(([path, is]) => {
    const was = before.get(path);
    return was !== undefined && was !== is && was !== 'empty' && is !== 'empty' ? [{ path, was, is }] : [];
  });
  const changedPaths = changed.map(({ path }) => path);
  const isOwn = (path: string): boolean => !isBelow(path, changedPaths);
  return {
    added: topmost(
      [...after.keys()].filter((path) => !before.has(path) && isOwn(path) && !hidden(path, emptyBefore, before)),
    ),
    removed: topmost(
      [...before.keys()].filter((path) => !after.has(path) && isOwn(path) && !hidden(path, emptyAfter, after)),
    ),
    changed,
  };
};

/** Whether it matters: new fields and other types do, a field that is missing once does not. */
export const isDrift = ({ added, changed }: Drift): boolean => added.length + changed.length > 0;

const fields = (count: number): string => (count === 1 ? '1 new field' : `${count} new fields`);

/** "Stripe now sends 2 new fields." */
export const describeDrift = ({ added, changed }: Drift, sender: string): string => {
  const [first] = changed;
  if (added.length > 0 && changed.length > 0)
    return `${sender} now sends ${fields(added.length)}, and ${changed.length === 1 ? '1 field' : `${changed.length} fields`} of another kind.`;
  if (added.length > 0) return `${sender} now sends ${fields(added.length)}.`;
  if (changed.length === 1 && first)
    return `${sender} now sends ${first.is} as "${first.path.split('.').at(-1)}"; it was ${first.was}.`;
  return `${sender} now sends ${changed.length} fields of another kind.`;
};
