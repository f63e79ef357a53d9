import type { Context } from 'liquidjs';
import { isRecord, type JsonValue } from '../../model/json.ts';
import { readNumber } from '../../model/read-values.ts';

/** How filters of ours read what they are given. */

/** A change of ours: the value, then its arguments. What it cannot do it says in an Error, as the end of a sentence. */
export type OwnFilter = (this: { context: Context }, value: unknown, ...inputs: unknown[]) => JsonValue;

/** Text longer than this is not searched to its end. */
export const searchedAtMost = 100_000;

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 40 ? `"${text.slice(0, 39)}…"` : `"${text}"`;
};

/** The reason a value is refused, as the end of a sentence. */
export const isNot = (value: unknown, what: string): Error => new Error(`${shown(value)} is not ${what}`);

export const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

export const asNumber = (value: unknown): number => {
  const number = readNumber((value ?? null) as JsonValue);
  if (number === undefined) throw isNot(value, 'a number');
  return number;
};

export const asList = (value: unknown): JsonValue[] => {
  if (Array.isArray(value)) return value as JsonValue[];
  throw isNot(value, 'a list');
};

/** One field of each record of a list, or the items themselves. */
export const fieldOfEach = (value: unknown, field: unknown): JsonValue[] => {
  const items = asList(value);
  if (field === undefined || field === '') return items;
  const name = asText(field);
  return items.flatMap((item) => (isRecord(item) && Object.hasOwn(item, name) ? [item[name] ?? null] : []));
};
