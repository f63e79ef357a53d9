import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import type { CheckedField } from '../../model/preview.ts';
import { isDayText, readDate } from '../../model/read-date.ts';
import { kindOfValue, kindWords } from '../../model/shape.ts';
import { splitName } from '../set-path.ts';
import { showValue } from '../show-value.ts';

/** The types a field of a contract can have. */
export const contractTypes = ['text', 'number', 'yes-no', 'date', 'list', 'record', 'any'] as const;
export type ContractType = (typeof contractTypes)[number];

/** One field as a contract promises it. */
export interface FieldRule {
  path: string;
  type: ContractType;
  required: boolean;
  ifMissing: 'stop' | 'default' | 'warn';
  default: JsonValue;
}

const expectedWords: Readonly<Record<ContractType, string>> = {
  text: 'text',
  number: 'a number',
  'yes-no': 'yes or no',
  date: 'a date',
  list: 'a list',
  record: 'a record',
  any: 'something',
};

/** A value is what it arrives as: "12.50" is text, not a number, so that a change of type is seen. */
export const isOfType = (value: JsonValue, type: ContractType, timeZone: string): boolean => {
  if (type === 'any') return true;
  if (type === 'date') return isDayText(value) || readDate(value, timeZone) !== undefined;
  if (type === 'text') return typeof value === 'string';
  return kindOfValue(value) === type;
};

/** Nothing there; an empty text is something only where text is expected. */
const isMissing = (value: JsonValue | undefined, type: ContractType): boolean =>
  value === undefined || value === null || (value === '' && type !== 'text' && type !== 'any');

type Key = string | number;

/** What holds the field of a path, once for every item of a list that stands as `*`; `holder` is null where there is none. */
interface Place {
  holder: JsonValue[] | JsonRecord | null;
  key: Key;
  value: JsonValue | undefined;
  keys: Key[];
}

const inside = (value: JsonValue | undefined, key: string): JsonValue | undefined => {
  if (Array.isArray(value)) return /^\d{1,6}$/.test(key) ? value[Number(key)] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

const placesOf = (root: JsonValue, path: string): Place[] => {
  let found: Place[] = [{ holder: null, key: '', value: root, keys: [] }];
  for (const key of splitName(path))
    found = found.flatMap(({ value, keys }): Place[] => {
      if (key === '*')
        return Array.isArray(value)
          ? value.map((item, at) => ({ holder: value, key: at, value: item, keys: [...keys, at] }))
          : [];
      const holder = isRecord(value) || Array.isArray(value) ? value : null;
      return [{ holder, key, value: inside(value, key), keys: [...keys, key] }];
    });
  return found;
};

/** Puts a value where a field should be; records that are missing on the way are made. False where something else is in the way. */
const fill = (root: JsonValue, keys: readonly Key[], value: JsonValue): boolean => {
  let holder: JsonValue = root;
  for (const [at, key] of keys.entries()) {
    const isLast = at === keys.length - 1;
    if (Array.isArray(holder)) {
      const place = Number(key);
      if (!(place < holder.length)) return false;
      if (isLast) holder[place] = value;
      else holder = holder[place] ?? null;
    } else if (isRecord(holder)) {
      const next: JsonValue | undefined = Object.hasOwn(holder, key) ? holder[key] : undefined;
      if (isLast) holder[key] = value;
      else {
        const made: JsonValue = next ?? Object.create(null);
        holder[key] = made;
        holder = made;
      }
    } else return false;
  }
  return true;
};

/** Which item of a list it is about, if it is in one. */
const ofItem = (keys: readonly Key[]): string => {
  const item = keys.find((key) => typeof key === 'number');
  return typeof item === 'number' ? ` of item ${item + 1}` : '';
};

const found = (value: JsonValue): string =>
  typeof value === 'object'
    ? kindWords[kindOfValue(value)]
    : `${kindWords[kindOfValue(value)]}: ${showValue(value, 60)}`;

/** What is not as promised about one place of a field, as a sentence; null when all is well. */
const complaint = (rule: FieldRule, { value, keys }: Place, timeZone: string): string | null => {
  const name = `"${rule.path}"${ofItem(keys)}`;
  if (value === undefined || isMissing(value, rule.type)) {
    if (!rule.required) return null;
    const state = value === undefined ? 'was missing' : 'was empty';
    return `${name} ${state}; it should be ${expectedWords[rule.type]}.`;
  }
  return isOfType(value, rule.type, timeZone)
    ? null
    : `${name} should be ${expectedWords[rule.type]}, but it was ${found(value)}.`;
};

const checkField = (rule: FieldRule, root: JsonValue, timeZone: string, filled: () => JsonValue): CheckedField => {
  const places = placesOf(root, rule.path);
  const first = places.find(({ value }) => value !== undefined);
  const report = (verdict: CheckedField['verdict'], note = ''): CheckedField => ({
    path: rule.path,
    expected: rule.type,
    value: first?.value ?? null,
    verdict,
    note,
  });
  const wrong = places.flatMap((place) => {
    const sentence = complaint(rule, place, timeZone);
    return sentence === null ? [] : [{ place, sentence }];
  });
  const [worst] = wrong;
  if (!worst) {
    // A field of the items of a list that is empty is not missing: there is nothing it could be a field of.
    const isThere = places.some(({ value }) => !isMissing(value, rule.type));
    return report(isThere ? 'ok' : 'absent');
  }
  const more = wrong.length > 1 ? ` The same for ${wrong.length - 1} more.` : '';
  if (rule.ifMissing === 'warn') return report('warned', worst.sentence + more);
  if (rule.ifMissing === 'stop') return report('stopped', worst.sentence + more);
  const target = filled();
  if (wrong.every(({ place }) => fill(target, place.keys, rule.default)))
    return report('filled', `${worst.sentence.slice(0, -1)}, so ${showValue(rule.default, 60)} was taken.${more}`);
  return report('stopped', `${worst.sentence} The default could not be put there.`);
};

/** Fields that stand beside promised ones and are not promised themselves. What is inside a promised record is its own affair. */
const findExtra = (root: JsonValue, paths: readonly string[]): string[] => {
  const promised = new Map<string, Set<string>>();
  const holders = new Set<string>();
  for (const path of paths) {
    const parts = splitName(path);
    holders.add(parts.slice(0, -1).join('.'));
    for (const [at, part] of parts.entries()) {
      const holder = parts.slice(0, at).join('.');
      promised.set(holder, (promised.get(holder) ?? new Set()).add(part));
    }
  }
  const extra = new Set<string>();
  for (const holder of holders)
    for (const { value } of holder === '' ? [{ value: root }] : placesOf(root, holder)) {
      if (!isRecord(value)) continue;
      for (const name of Object.keys(value))
        if (!promised.get(holder)?.has(name)) extra.add(holder === '' ? name : `${holder}.${name}`);
    }
  return [...extra];
};

/** Holds a value against a contract. `value` is the same with defaults filled in; what was handed in stays as it is. */
export const checkValue = (
  root: JsonValue,
  fields: readonly FieldRule[],
  timeZone: string,
): { value: JsonValue; fields: CheckedField[]; extra: string[] } => {
  let copy: JsonValue | undefined;
  const filled = (): JsonValue => {
    copy ??= structuredClone(root);
    return copy;
  };
  const checked = fields.map((rule) => checkField(rule, root, timeZone, filled));
  return {
    value: copy ?? root,
    fields: checked,
    extra: findExtra(
      root,
      fields.map(({ path }) => path),
    ),
  };
};
