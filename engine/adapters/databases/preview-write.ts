import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { personFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { RowWrite, RowWriteResult } from '../../model/outside.ts';
import { checkWrite } from './check-write.ts';
import { createTableSql } from './create-table.ts';
import { explainError } from './explain-error.ts';
import { isWritable, openInMemory } from './open-file.ts';
import { planWrite } from './plan-write.ts';
import { readRows, toBound } from './sql-values.ts';
import { findTable, noTable, sameName } from './table-schema.ts';
import { createRowWriter } from './write-row.ts';

const shownRows = 100;

const sizeOf = (db: Database): number =>
  Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));

/** The whole database as it is now, as one that exists in memory only. */
const copyToMemory = (db: Database): Database => {
  const content = db.serialize();
  // Bytes 18 and 19 say whether the file uses a WAL (sqlite.org/fileformat.html#file_format_version_numbers);
  // memory has no place for one.
  if (content.length > 19) content.fill(1, 18, 20);
  return openInMemory(content);
};

const tryOut = (copy: Database, file: string, write: RowWrite): RowWriteResult => {
  try {
    copy.exec('BEGIN');
    const result = createRowWriter(copy)(write);
    copy.exec('COMMIT');
    return result;
  } catch (thrown) {
    throw explainError(thrown, { file, db: copy, write });
  } finally {
    copy.close();
  }
};

/** For files too large to copy: the rows as they are, and what is written over them. Rules of the table are not tried. */
const foresee = (db: Database, write: RowWrite): RowWriteResult => {
  checkWrite(write);
  const table = findTable(db, write.table);
  const values = write.values.map(({ column, value }) => {
    const known = table?.columns.find((candidate) => sameName(candidate.name, column));
    return [known?.name ?? column, value] as const;
  });
  const added: JsonRecord = Object.fromEntries(values);
  if (!table) {
    if (!write.createTable) throw noTable(db, write.table);
    return { sql: createTableSql(write), changed: 1, lastRowId: 1, before: [], after: [added] };
  }
  const plan = planWrite(write, table);
  const bind = plan.find?.binds.map((index) => toBound(write.values[index]?.value ?? null)) ?? [];
  const before = plan.find ? readRows(db.prepare(plan.find.sql), bind, shownRows).rows : [];
  const chosen = before.length > 0 ? plan.whenFound : plan.whenMissing;
  const sql = (chosen ?? plan.whenFound ?? plan.whenMissing)?.sql ?? '';
  if (!chosen) return { sql, changed: 0, lastRowId: 0, before, after: before };
  if (before.length === 0) return { sql, changed: 1, lastRowId: 0, before, after: [added] };
  const after = write.mode === 'delete' ? [] : before.map((row) => ({ ...row, ...added }));
  return { sql, changed: before.length, lastRowId: 0, before, after };
};

/**
 * What a write would do, found out by doing it to a copy in memory, so that defaults, generated columns, triggers and
 * every rule of the file take part. `db` is a read-only connection, or null when the write would create the file.
 */
export const previewWrite = (
  db: Database | null,
  file: string,
  write: RowWrite,
  previewCopyBytes: number,
): RowWriteResult => {
  if (!isWritable(file))
    throw personFault('database.read-only', `"${basename(file)}" is protected and cannot be written.`, {
      fix: 'Allow writing to the file, or choose another file.',
    });
  if (db && sizeOf(db) > previewCopyBytes) return foresee(db, write);
  return tryOut(db ? copyToMemory(db) : openInMemory(), file, write);
};
