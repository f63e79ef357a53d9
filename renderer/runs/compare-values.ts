import { create, type Delta } from 'jsondiffpatch';
import type { JsonValue, TemplatePath } from '../client/types.ts';

/** One field that differs between two values. */
export interface Difference {
  path: TemplatePath;
  /** Undefined when the field was not there. */
  before: JsonValue | undefined;
  after: JsonValue | undefined;
  /** Ids and times differ every time and say nothing. */
  isExpected: boolean;
}

const differ = create({ arrays: { detectMove: false }, cloneDiffValues: false });

const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const idName = /^(id|uuid|guid|nonce|token|etag|signature)$|(_id|Id|_uuid|-id|_key)$/;
const timeName = /(^|_)(created|updated|received|modified|timestamp|time|date|at)$|(At|Time|Date)$/;
/** Texts machines make: a prefix and a long random tail. */
const madeId = /^[a-z]{2,8}_[A-Za-z0-9]{6,}$|^[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{24,}$/;

const isExpected = (path: TemplatePath, before: unknown, after: unknown): boolean => {
  if (before === undefined || after === undefined || before === null || after === null) return false;
  const name = String(path.at(-1) ?? '');
  if (path.includes('headers')) return true;
  if (idName.test(name) || timeName.test(name)) return true;
  const both = (test: RegExp): boolean =>
    typeof before === 'string' && typeof after === 'string' && test.test(before) && test.test(after);
  return both(isoTime) || both(madeId);
};

const isTree = (delta: Delta): delta is Exclude<Delta, unknown[] | undefined> =>
  typeof delta === 'object' && !Array.isArray(delta);

const member = (value: JsonValue | undefined, key: string | number): JsonValue | undefined => {
  if (Array.isArray(value)) return value[Number(key)];
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as { [name: string]: JsonValue })[key]
    : undefined;
};

const collect = (
  delta: Delta,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: TemplatePath,
  found: Difference[],
): void => {
  if (delta === undefined) return;
  const sameLength = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  const isList = isTree(delta) && '_t' in delta;
  if (!isTree(delta) || (isList && !sameLength)) {
    found.push({ path, before, after, isExpected: isExpected(path, before, after) });
    return;
  }
  // In a list a changed item is listed as one taken out (`_2`) and one put in (`2`).
  const keys = new Set(
    Object.keys(delta)
      .filter((key) => key !== '_t')
      .map((key) => (isList ? key.replace('_', '') : key)),
  );
  for (const key of keys) {
    const [left, right] = [member(before, key), member(after, key)];
    collect(differ.diff(left, right), left, right, [...path, isList ? Number(key) : key], found);
  }
};

/** The fields in which two values differ, deepest fields first found; a list of another length is one difference. */
export const compareValues = (before: JsonValue, after: JsonValue): Difference[] => {
  const found: Difference[] = [];
  collect(differ.diff(before, after), before, after, [], found);
  return found;
};

/** How many fields a value has that hold something plain. */
export const countFields = (value: JsonValue | undefined): number => {
  if (typeof value !== 'object' || value === null) return 1;
  const parts = Object.values(value);
  return parts.length === 0 ? 1 : parts.reduce((sum: number, part) => sum + countFields(part), 0);
};
