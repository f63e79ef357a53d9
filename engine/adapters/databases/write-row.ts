import type { Database } from 'better-sqlite3';
import type { RowWrite, RowWriteResult } from '../../model/outside.ts';
import { checkWrite } from './check-write.ts';
import { createWritePreparer } from './prepare-write.ts';
import { toBound } from './sql-values.ts';

/**
 * Writes rows through one connection, inside whatever transaction the caller holds. The function it returns throws
 * faults for writes that make no sense, and SQLite's own errors. `after` holds the rows as the statement left them,
 * before AFTER triggers (sqlite.org/lang_returning.html).
 */
export const createRowWriter = (db: Database): ((write: RowWrite) => RowWriteResult) => {
  const prepare = createWritePreparer(db);
  const lastRowId = db.prepare('SELECT last_insert_rowid()').pluck();
  return (write) => {
    checkWrite(write);
    const { ready, created } = prepare(write);
    const bound = write.values.map(({ value }) => toBound(value));
    const before = ready.find?.run(bound).rows ?? [];
    const chosen = before.length > 0 ? ready.whenFound : ready.whenMissing;
    const { rows, changed } = chosen?.run(bound) ?? { rows: [], changed: 0 };
    const isNew = before.length === 0 && changed > 0 && ready.hasRowId;
    const statement = (chosen ?? ready.whenFound ?? ready.whenMissing)?.sql ?? '';
    return {
      sql: created === null ? statement : `${created};\n${statement}`,
      changed,
      lastRowId: isNew ? Number(lastRowId.get()) : 0,
      before,
      after: changed === 0 ? before : rows,
    };
  };
};
