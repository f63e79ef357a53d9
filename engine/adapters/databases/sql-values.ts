import type { Statement } from 'better-sqlite3';
import { personFault } from '../../model/fault.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import type { SqlValue } from '../../model/outside.ts';

/** What better-sqlite3 binds: whole numbers go as 64-bit integers, or a text column would store 5 as "5.0". */
export type Bound = null | bigint | number | string;

export const toBound = (value: SqlValue): Bound => (Number.isSafeInteger(value) ? BigInt(value as number) : value);

/** Beyond this many characters of text the rows of one statement are refused instead of filling the memory. */
const maxText = 64 * 1024 * 1024;

/**
 * A stored value as JSON: integers JavaScript cannot hold exactly become text, bytes become `{"$base64": …}`,
 * and the infinities, which JSON does not have, become text.
 */
const fromStored = (value: unknown): JsonValue => {
  switch (typeof value) {
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'string':
      return value;
    default:
      return Buffer.isBuffer(value) ? { $base64: value.toString('base64') } : null;
  }
};

/** Column names of a statement, made unique: the second `id` of a join is `id_2`, not lost. */
const uniqueNames = (names: string[]): string[] => {
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let count = 2; seen.has(unique); count++) unique = `${name}_${count}`;
    seen.add(unique);
    return unique;
  });
};

const sizeOf = (value: unknown): number => (typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8);

/**
 * Runs a statement that returns rows and reads at most `maxRows` of them. A changing statement (RETURNING) makes all
 * its changes before its first row, so not reading the rest loses nothing.
 */
export const readRows = (
  statement: Statement,
  bind: Bound[],
  maxRows: number,
): { rows: JsonRecord[]; truncated: boolean } => {
  const names = uniqueNames(statement.columns().map((column) => column.name));
  const rows: JsonRecord[] = [];
  let text = 0;
  statement.raw(true).safeIntegers(true);
  for (const values of statement.iterate(...bind) as IterableIterator<unknown[]>) {
    if (rows.length === maxRows) return { rows, truncated: true };
    for (const value of values) text += sizeOf(value);
    if (text > maxText)
      throw personFault('database.too-large', 'The rows hold more than 64 MB of text, too much to pass on.', {
        fix: 'Ask for fewer rows (LIMIT) or fewer columns.',
      });
    // Object.fromEntries, so that a column called "__proto__" is a column like any other.
    rows.push(Object.fromEntries(names.map((name, index) => [name, fromStored(values[index])])));
  }
  return { rows, truncated: false };
};
