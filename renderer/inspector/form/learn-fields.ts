import { kindOfValue, type ValueKind } from '../../client/shape.ts';
import type { JsonValue } from '../../client/types.ts';

/** A field as the examples show it. */
export interface LearnedField {
  path: string;
  type: 'text' | 'number' | 'yes-no' | 'date' | 'list' | 'record' | 'any';
  /** Whether every example has it, with something in it. */
  isAlways: boolean;
  example: JsonValue;
}

/** Parts of a delivery that say how it was sent, not what. */
const frame = new Set(['id', 'receivedAt', 'path', 'method', 'headers', 'query']);

const deepest = 8;
const itemsLookedAt = 20;
const mostFields = 200;

const isDate = (value: JsonValue): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$/.test(value) &&
  !Number.isNaN(Date.parse(value));

interface Seen {
  /** How often it was there, with something in it. */
  filled: number;
  kinds: Set<ValueKind>;
  isDates: boolean;
  example: JsonValue;
  children: Map<string, Seen>;
}

const nothingYet = (): Seen => ({
  filled: 0,
  kinds: new Set(),
  isDates: true,
  example: null,
  children: new Map(),
});

const childOf = (seen: Seen, key: string): Seen => {
  const child = seen.children.get(key) ?? nothingYet();
  seen.children.set(key, child);
  return child;
};

const note = (seen: Seen, value: JsonValue, depth: number): void => {
  const kind = kindOfValue(value);
  if (kind === 'empty') return;
  seen.filled += 1;
  seen.kinds.add(kind);
  if (!isDate(value)) seen.isDates = false;
  seen.example ??= value;
  if (depth >= deepest || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    // The items of a list are one field each, told by `*`.
    for (const item of value.slice(0, itemsLookedAt)) note(childOf(seen, '*'), item, depth + 1);
    return;
  }
  for (const [key, inner] of Object.entries(value)) note(childOf(seen, key), inner, depth + 1);
};

const typeOf = ({ kinds, isDates }: Seen): LearnedField['type'] => {
  const [only, ...others] = kinds;
  if (only === undefined || only === 'empty' || others.length > 0) return 'any';
  return only === 'text' && isDates ? 'date' : only;
};

const list = (seen: Seen, path: string, chances: number, found: LearnedField[]): void => {
  const children = [...seen.children].filter(([key]) => !key.includes('.'));
  const isRecord = seen.kinds.size === 1 && seen.kinds.has('record');
  // A record whose fields are known is told by them; a list is a field and may have fields in its items.
  const isOwn = path !== '' && !(isRecord && children.length > 0) && !path.endsWith('.*');
  if (isOwn && found.length < mostFields)
    found.push({ path, type: typeOf(seen), isAlways: seen.filled >= chances, example: seen.example });
  for (const [key, child] of children) list(child, path === '' ? key : `${path}.${key}`, seen.filled, found);
};

/**
 * The fields of what arrives, from examples of it: which are always there, and of which type. Values are never taken for the only
 * ones possible. Of a delivery, only what was sent.
 */
export const learnFields = (values: readonly JsonValue[]): LearnedField[] => {
  const root = nothingYet();
  for (const value of values) note(root, value, 0);
  if (root.children.has('body') && root.children.has('receivedAt'))
    for (const name of frame) root.children.delete(name);
  const found: LearnedField[] = [];
  list(root, '', values.length, found);
  return found;
};
