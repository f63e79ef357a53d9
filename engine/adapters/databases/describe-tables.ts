import type { Database } from 'better-sqlite3';
import type { TableInfo } from '../../model/outside.ts';
import { quote, readColumns, tableNames } from './table-schema.ts';

/** The tables of a file with their columns and how many rows they hold. Counting reads a whole index of each table. */
export const describeTables = (db: Database): TableInfo[] =>
  tableNames(db).map((name) => ({
    name,
    rows: Number(
      db
        .prepare(`SELECT count(*) FROM ${quote(name)}`)
        .pluck()
        .get(),
    ),
    columns: readColumns(db, name).map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.notNull,
      primaryKey: column.key > 0,
      defaultValue: column.defaultValue,
    })),
  }));
