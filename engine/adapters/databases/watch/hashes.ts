import type { Database } from 'better-sqlite3';
import type { WatchAsks } from '../../../model/table-watch/asks.ts';
import { readRows } from '../sql-values.ts';
import { noColumn, quote, readColumns, sameName } from '../table-schema.ts';
import { watchableTable } from './shape.ts';
import { fromTyped, hashValues, type Stored, toTyped } from './typed-values.ts';

interface Plan {
  from: string;
  /** What rows are read in the order of: the row number, or the primary key of a table without one. */
  order: string[];
  /** Columns of the primary key; empty without one, then a row is known by its content alone. */
  key: string[];
  /** Columns whose content counts. */
  counted: string[];
}

const planOf = (db: Database, table: string, wanted: readonly string[]): Plan => {
  const found = watchableTable(db, table);
  const columns = readColumns(db, found.name);
  const names = columns.map(({ name }) => name);
  for (const column of wanted)
    if (!names.some((name) => sameName(name, column))) throw noColumn(column, found.name, names);
  const key = columns
    .filter((column) => column.key > 0)
    .sort((a, b) => a.key - b.key)
    .map(({ name }) => name);
  // What the database works out by itself follows from the rest.
  const counted =
    wanted.length > 0 ? [...wanted] : columns.filter(({ generated }) => !generated).map(({ name }) => name);
  return { from: quote(found.name), order: found.wr === 1 ? key.map(quote) : ['rowid'], key, counted };
};

const list = (names: readonly string[]): string => names.join(', ');

/** `["i5","tA"]`, or the hash of the whole row where there is no key. */
const keyOf = (plan: Plan, keyValues: Stored[], hash: string): string =>
  plan.key.length > 0 ? JSON.stringify(keyValues.map(toTyped)) : hash;

export const hashPage = (db: Database, ask: WatchAsks['hash-page']['ask']): WatchAsks['hash-page']['answer'] => {
  const plan = planOf(db, ask.table, ask.columns);
  const selected = [...plan.order, ...plan.key.map(quote), ...plan.counted.map(quote)];
  const marks = plan.order.map(() => '?');
  const where = ask.after ? `WHERE (${list(plan.order)}) > (${list(marks)})` : '';
  const rows = db
    .prepare(`SELECT ${list(selected)} FROM ${plan.from} ${where} ORDER BY ${list(plan.order)} LIMIT ${ask.limit}`)
    .raw()
    .safeIntegers()
    .all(...(ask.after ?? []).map(fromTyped)) as Stored[][];
  const [first, second] = [plan.order.length, plan.order.length + plan.key.length];
  const last = rows.length === ask.limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map((values) => {
      const hash = hashValues(values.slice(second));
      return { key: keyOf(plan, values.slice(first, second), hash), hash };
    }),
    next: last ? last.slice(0, first).map(toTyped) : null,
  };
};

/** Without a key, rows are looked through for those with this content. */
export const rowsByKey = (db: Database, ask: WatchAsks['rows-by-key']['ask']): WatchAsks['rows-by-key']['answer'] => {
  const plan = planOf(db, ask.table, ask.columns);
  const counted = list(plan.counted.map(quote));
  if (plan.key.length === 0) return rowsByContent(db, plan, counted, new Set(ask.keys));
  const where = plan.key.map((name) => `${quote(name)} IS ?`).join(' AND ');
  const hashed = db.prepare(`SELECT ${counted} FROM ${plan.from} WHERE ${where}`).raw().safeIntegers();
  const whole = db.prepare(`SELECT * FROM ${plan.from} WHERE ${where}`);
  const read = db.transaction(() =>
    ask.keys.flatMap((key) => {
      const bind = (JSON.parse(key) as string[]).map(fromTyped);
      const values = hashed.get(...bind) as Stored[] | undefined;
      const [row] = readRows(whole, bind as never, 1).rows;
      return values && row ? [{ key, hash: hashValues(values), row }] : [];
    }),
  );
  return read();
};

const rowsByContent = (
  db: Database,
  plan: Plan,
  counted: string,
  wanted: ReadonlySet<string>,
): WatchAsks['rows-by-key']['answer'] => {
  const whole = db.prepare(`SELECT * FROM ${plan.from} WHERE rowid = ?`);
  const scan = db.prepare(`SELECT rowid, ${counted} FROM ${plan.from} ORDER BY rowid`).raw().safeIntegers();
  const missing = new Set(wanted);
  const numbers: { number: Stored; hash: string }[] = [];
  for (const [number = null, ...values] of scan.iterate() as IterableIterator<Stored[]>) {
    const hash = hashValues(values);
    if (missing.delete(hash)) numbers.push({ number, hash });
    if (missing.size === 0) break;
  }
  return numbers.flatMap(({ number, hash }) => {
    const [row] = readRows(whole, [number] as never, 1).rows;
    return row ? [{ key: hash, hash, row }] : [];
  });
};
