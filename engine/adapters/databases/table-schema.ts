import type { Database } from 'better-sqlite3';

import { closest } from '../../model/closest.ts';
import { type Fault, personFault } from '../../model/fault.ts';

/** A column as `PRAGMA table_xinfo` describes it (sqlite.org/pragma.html#pragma_table_xinfo). */
export interface Column {
  name: string;
  type: string;
  notNull: boolean;
  /** Position in the primary key, from 1; 0 = not part of it. */
  key: number;
  defaultValue: string | null;
  /** Worked out by the database; cannot be written. */
  generated: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
  /** Column sets no two rows may share, in which a row can be looked up: primary key and plain unique indexes. */
  uniqueKeys: string[][];
  /** WITHOUT ROWID. */
  withoutRowid: boolean;
}

/** An identifier in quotes, so that no name can be read as SQL. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** SQLite compares names without regard to the case of ASCII letters only (sqlite3StrICmp). */
export const sameName = (a: string, b: string): boolean => foldCase(a) === foldCase(b);
const foldCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const listed = (names: string[]): string => {
  const shown = names.slice(0, 20).map((name) => `"${name}"`);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
};

const didYouMean = (name: string, known: string[], otherwise: string): string => {
  const guess = closest(name, known);
  return guess === undefined ? otherwise : `Did you mean "${guess}"?`;
};

/** The person's own tables, without SQLite's, those behind virtual tables, and the records WhenThen keeps of changes. */
export const tableNames = (db: Database): string[] =>
  (
    db
      .prepare(
        `SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
           AND name NOT LIKE '\\_wt\\_%' ESCAPE '\\' ORDER BY name`,
      )
      .pluck() as unknown as { all(): string[] }
  ).all();

export const noTable = (db: Database, name: string): Fault => {
  const known = tableNames(db);
  const has = known.length > 0 ? `It has: ${listed(known)}.` : 'It has no tables.';
  return personFault('database.no-table', `There is no table "${name}" in the database. ${has}`, {
    fix: didYouMean(name, known, 'Choose one of its tables.'),
    data: { table: name, tables: known },
  });
};

export const noColumn = (name: string, table: string | null, columns: string[]): Fault =>
  personFault(
    'database.no-column',
    table === null
      ? `There is no column "${name}" in the tables of this statement.`
      : `Table "${table}" has no column "${name}". It has: ${listed(columns)}.`,
    {
      fix: didYouMean(name, columns, 'Choose one of its columns; it may have been renamed or removed.'),
      data: { column: name, table, columns },
    },
  );

interface IndexRow {
  name: string;
  unique: number;
  partial: number;
}

const readUniqueKeys = (db: Database, table: string, columns: Column[]): string[][] => {
  const primary = columns.filter((column) => column.key > 0).sort((a, b) => a.key - b.key);
  const indexes = db.prepare('SELECT name, "unique", partial FROM pragma_index_list(?)').all(table) as IndexRow[];
  const keys = indexes
    .filter((index) => index.unique === 1 && index.partial === 0)
    .map((index) => db.prepare('SELECT name FROM pragma_index_info(?)').pluck().all(index.name) as (string | null)[])
    // An index over an expression has no column name and cannot be matched by columns.
    .filter((names): names is string[] => names.every((name) => name !== null));
  return primary.length > 0 ? [primary.map((column) => column.name), ...keys] : keys;
};

interface ColumnRow {
  name: string;
  type: string;
  notnull: number;
  pk: number;
  dflt_value: string | null;
  hidden: number;
}

export const readColumns = (db: Database, table: string): Column[] =>
  (db.prepare('SELECT * FROM pragma_table_xinfo(?)').all(table) as ColumnRow[])
    // 1 = the hidden columns of a virtual table; 2 and 3 = generated columns.
    .filter((row) => row.hidden !== 1)
    .map((row) => ({
      name: row.name,
      type: row.type,
      notNull: row.notnull === 1,
      key: row.pk,
      defaultValue: row.dflt_value,
      generated: row.hidden > 1,
    }));

interface TableRow {
  name: string;
  type: string;
  wr: number;
}

/** Looks a table up by name; undefined when there is none. Throws `database.not-a-table` for views and virtual tables. */
export const findTable = (db: Database, name: string): Table | undefined => {
  const rows = db.prepare(`SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'`).all() as TableRow[];
  const found = rows.find((row) => sameName(row.name, name));
  // The schema table itself is listed too; nobody may write to it.
  if (!found || /^sqlite_/i.test(found.name)) return undefined;
  if (found.type !== 'table')
    throw personFault('database.not-a-table', `"${found.name}" is a ${found.type}, and rows cannot be written to it.`, {
      fix: 'Choose the table it shows.',
    });
  const columns = readColumns(db, found.name);
  return {
    name: found.name,
    columns,
    uniqueKeys: readUniqueKeys(db, found.name, columns),
    withoutRowid: found.wr === 1,
  };
};
