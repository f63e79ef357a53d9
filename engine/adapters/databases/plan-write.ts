import { personFault } from '../../model/fault.ts';
import type { RowWrite } from '../../model/outside.ts';
import { type Column, noColumn, quote, sameName, type Table } from './table-schema.ts';

/** A statement and which of the values, by position, it binds. */
export interface PlannedStatement {
  sql: string;
  binds: number[];
}

/** The statements behind one kind of write. */
export interface WritePlan {
  /** The rows it is about; null when a row is added whatever there is. */
  find: PlannedStatement | null;
  /** Done when rows were found; null = nothing needs doing. */
  whenFound: PlannedStatement | null;
  /** Done when none was found (or looked for); null = nothing needs doing. */
  whenMissing: PlannedStatement | null;
}

const findColumn = (table: Table, name: string): Column => {
  const column = table.columns.find((candidate) => sameName(candidate.name, name));
  if (!column)
    throw noColumn(
      name,
      table.name,
      table.columns.map((known) => known.name),
    );
  if (column.generated)
    throw personFault('database.generated-column', `Column "${column.name}" is worked out by the database itself.`, {
      fix: `Remove "${column.name}" from the values.`,
    });
  return column;
};

const sameSet = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((name) => b.some((other) => sameName(other, name)));

/**
 * Whether an upsert may be one INSERT … ON CONFLICT. SQLite tries the insert first, so a required column that is not
 * given would fail it even when the row is there and only needs changing.
 */
const canUseConflict = (table: Table, given: Column[], match: string[]): boolean =>
  table.uniqueKeys.some((key) => sameSet(key, match)) &&
  table.columns.every(
    (column) =>
      !column.notNull || column.defaultValue !== null || column.generated || column.key > 0 || given.includes(column),
  );

/**
 * The statements for a write, with names taken from the table itself and values only as `?`.
 * `useConflict` false rules out ON CONFLICT. Throws `database.no-column` and `database.generated-column`.
 */
export const planWrite = (write: RowWrite, table: Table, useConflict = true): WritePlan => {
  const given = write.values.map(({ column }) => findColumn(table, column));
  const into = quote(table.name);
  const all = given.map((_, index) => index);
  const names = given.map((column) => quote(column.name));
  const nameAt = (index: number): string => names[index] ?? '';
  const isKey = (index: number): boolean => write.match.some((name) => sameName(name, given[index]?.name ?? ''));
  const keys = all.filter(isKey);
  const others = all.filter((index) => !isKey(index));

  const added =
    names.length > 0 ? `(${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})` : 'DEFAULT VALUES';
  const insert = { sql: `INSERT INTO ${into} ${added} RETURNING *`, binds: all };
  if (write.mode === 'insert') return { find: null, whenFound: null, whenMissing: insert };

  const where = `WHERE ${keys.map((index) => `${nameAt(index)} = ?`).join(' AND ')}`;
  const find = { sql: `SELECT * FROM ${into} ${where}`, binds: keys };
  if (write.mode === 'delete')
    return { find, whenFound: { sql: `DELETE FROM ${into} ${where}`, binds: keys }, whenMissing: null };

  const set = others.map((index) => `${nameAt(index)} = ?`).join(', ');
  // An upsert of nothing but the key leaves a row that is there as it is.
  const update =
    others.length === 0 ? null : { sql: `UPDATE ${into} SET ${set} ${where} RETURNING *`, binds: [...others, ...keys] };
  if (write.mode === 'update') return { find, whenFound: update, whenMissing: null };

  if (!useConflict || !canUseConflict(table, given, write.match))
    return { find, whenFound: update, whenMissing: insert };
  const replaced = others.map((index) => `${nameAt(index)} = excluded.${nameAt(index)}`).join(', ');
  const otherwise = replaced === '' ? 'NOTHING' : `UPDATE SET ${replaced}`;
  const target = keys.map(nameAt).join(', ');
  const upsert = {
    sql: `INSERT INTO ${into} ${added} ON CONFLICT (${target}) DO ${otherwise} RETURNING *`,
    binds: all,
  };
  return { find, whenFound: upsert, whenMissing: upsert };
};
