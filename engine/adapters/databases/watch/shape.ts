import type { Database } from 'better-sqlite3';
import { closest } from '../../../model/closest.ts';
import { personFault } from '../../../model/fault.ts';
import type { TableShape } from '../../../model/table-watch/asks.ts';
import { noTable, quote, readColumns, sameName, tableNames } from '../table-schema.ts';
import { captureMark, isOurs } from './capture-objects.ts';

interface ListedTable {
  name: string;
  type: string;
  wr: number;
}

/** A table that can be watched. Throws faults in words for views, virtual tables and names that are not there. */
export const watchableTable = (db: Database, name: string): ListedTable => {
  const listed = db
    .prepare(`SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'`)
    .all() as ListedTable[];
  const found = listed.find((table) => sameName(table.name, name));
  if (!found || isOurs(found.name)) throw noTable(db, name);
  if (found.type === 'table') return found;
  const tables = tableNames(db).filter((table) => !isOurs(table));
  const guess = closest(name, tables) ?? tables[0];
  throw personFault(
    'database.not-a-table',
    `"${found.name}" is a ${found.type === 'view' ? 'view' : 'virtual table'}: it shows rows of other tables and cannot be watched itself.`,
    { fix: guess === undefined ? 'Choose the table it shows.' : `Choose the table it shows, perhaps "${guess}".` },
  );
};

/**
 * The column that is another name of the row number: the one column of the primary key, declared exactly INTEGER
 * (sqlite.org/lang_createtable.html#rowid). An INTEGER key declared DESC has an index of its own and is none.
 */
const integerKeyOf = (db: Database, { name, wr }: ListedTable): string | null => {
  if (wr === 1) return null;
  const keys = readColumns(db, name).filter(({ key }) => key > 0);
  const [only] = keys;
  if (keys.length !== 1 || only?.type.toUpperCase() !== 'INTEGER') return null;
  const indexed = db.prepare(`SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'`).get(name);
  return indexed ? null : only.name;
};

export const shapeOf = (db: Database, table: string): TableShape => {
  const found = watchableTable(db, table);
  const columns = readColumns(db, found.name);
  const keys = columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key);
  const sql = db.prepare('SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?').pluck().get('table', found.name);
  return {
    table: found.name,
    rows: Number(
      db
        .prepare(`SELECT count(*) FROM ${quote(found.name)}`)
        .pluck()
        .get(),
    ),
    columns: columns.map(({ name, type, generated }) => ({ name, type, generated })),
    integerKey: integerKeyOf(db, found),
    neverReused: /\bAUTOINCREMENT\b/i.test(String(sql)),
    key: keys.map(({ name }) => name),
    captured: captureMark(db, found.name),
  };
};
