import { createHash } from 'node:crypto';
import type { JsonValue } from '../model/json.ts';

/** Longer values are told apart by their fingerprint. */
const longest = 200;

/** A key of what a step remembers about a value; the same for the same value, whatever its size. */
export const memoryKey = (what: string, value: JsonValue): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${what}:${text.length <= longest ? text : createHash('sha256').update(text).digest('hex')}`;
};
