import { createHash } from 'node:crypto';
import type { TypedValue } from '../../../model/table-watch/asks.ts';

/** A value as better-sqlite3 hands it over with `safeIntegers`, and takes it. */
export type Stored = bigint | number | string | Buffer | null;

export const toTyped = (value: Stored): TypedValue => {
  if (value === null) return 'n';
  if (typeof value === 'bigint') return `i${value}`;
  if (typeof value === 'number') return `r${value}`;
  return typeof value === 'string' ? `t${value}` : `b${value.toString('base64')}`;
};

export const fromTyped = (typed: TypedValue): Stored => {
  const text = typed.slice(1);
  switch (typed[0]) {
    case 'i':
      return BigInt(text);
    case 'r':
      return Number(text);
    case 't':
      return text;
    case 'b':
      return Buffer.from(text, 'base64');
    default:
      return null;
  }
};

/** The same for the same values and, for all that matters, only for them: each with its type and length. */
export const hashValues = (values: readonly Stored[]): string => {
  const hash = createHash('sha1');
  for (const value of values) {
    const typed = toTyped(value);
    hash.update(`${typed.length}:${typed}`);
  }
  return hash.digest('base64url');
};
