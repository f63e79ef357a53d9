import type { Database } from 'better-sqlite3';
import type { JsonRecord } from '../../../model/json.ts';
import type { CursorPlace, WatchAsks } from '../../../model/table-watch/asks.ts';
import { readRows } from '../sql-values.ts';
import { noColumn, quote, readColumns, sameName } from '../table-schema.ts';
import { watchableTable } from './shape.ts';
import { fromTyped, type Stored, toTyped } from './typed-values.ts';

/** What orders rows with the same value: the row number or, where there is none, the primary key's first column. */
const tieOf = (db: Database, table: string, withoutRowid: boolean): string => {
  if (!withoutRowid) return 'rowid';
  return quote(readColumns(db, table).find(({ key }) => key === 1)?.name ?? 'rowid');
};

const places = (db: Database, { table, column }: { table: string; column: string }) => {
  const found = watchableTable(db, table);
  const columns = readColumns(db, found.name).map(({ name }) => name);
  if (!columns.some((name) => sameName(name, column))) throw noColumn(column, found.name, columns);
  return { from: quote(found.name), by: quote(column), tie: tieOf(db, found.name, found.wr === 1) };
};

const placeOf = ([value, row]: Stored[]): CursorPlace => ({ value: toTyped(value ?? null), row: toTyped(row ?? null) });

export const cursorEnd = (db: Database, ask: WatchAsks['cursor-end']['ask']): CursorPlace | null => {
  const { from, by, tie } = places(db, ask);
  const last = db
    .prepare(`SELECT ${by}, ${tie} FROM ${from} WHERE ${by} IS NOT NULL ORDER BY ${by} DESC, ${tie} DESC LIMIT 1`)
    .raw()
    .safeIntegers()
    .get() as Stored[] | undefined;
  return last ? placeOf(last) : null;
};

/** Rows with nothing in the column have no place in the order and are not seen. */
export const cursorPage = (db: Database, ask: WatchAsks['cursor-page']['ask']): WatchAsks['cursor-page']['answer'] => {
  const { from, by, tie } = places(db, ask);
  const where = ask.after ? `(${by}, ${tie}) > (?, ?)` : `${by} IS NOT NULL`;
  const bind = ask.after ? [fromTyped(ask.after.value), fromTyped(ask.after.row)] : [];
  const order = `WHERE ${where} ORDER BY ${by}, ${tie} LIMIT ${ask.limit}`;
  const read = db.transaction(() => {
    const found = db.prepare(`SELECT ${by}, ${tie} FROM ${from} ${order}`).raw().safeIntegers();
    const rows: JsonRecord[] = readRows(db.prepare(`SELECT * FROM ${from} ${order}`), bind as never, ask.limit).rows;
    return { rows, places: (found.all(...bind) as Stored[][]).map(placeOf) };
  });
  return read();
};
