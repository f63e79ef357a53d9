import { personFault } from '../../model/fault.ts';
import type { RowWrite, SqlValue } from '../../model/outside.ts';
import { quote } from './table-schema.ts';

/** An empty value says nothing about its column, so that column keeps whatever comes, as it comes. */
const typeOf = (value: SqlValue): string => {
  if (value === null) return '';
  if (typeof value === 'string') return ' TEXT';
  return Number.isInteger(value) ? ' INTEGER' : ' REAL';
};

/** SQLite keeps names that begin with "sqlite_" for itself (sqlite.org/lang_createtable.html). */
const checkName = (name: string, what: string): void => {
  if (name.trim() === '' || name.includes('\0') || /^sqlite_/i.test(name))
    throw personFault('database.name', `"${name}" cannot be the name of a ${what}.`, {
      fix: 'Choose a name that is not empty and does not begin with "sqlite_".',
    });
};

/**
 * The statement that creates the table of a write, with a column for each value. When rows are added or changed by
 * key, no two rows may share that key.
 */
export const createTableSql = (write: RowWrite): string => {
  checkName(write.table, 'table');
  for (const { column } of write.values) checkName(column, 'column');
  if (write.values.length === 0)
    throw personFault('database.no-columns', `The table "${write.table}" cannot be created without columns.`, {
      fix: 'Add at least one value.',
    });
  const columns = write.values.map(({ column, value }) => `${quote(column)}${typeOf(value)}`);
  const key = write.mode === 'upsert' ? [`UNIQUE (${write.match.map(quote).join(', ')})`] : [];
  return `CREATE TABLE ${quote(write.table)} (${[...columns, ...key].join(', ')})`;
};
