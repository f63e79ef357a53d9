import type { Database } from 'better-sqlite3';
import type { JsonRecord } from '../../model/json.ts';
import type { SqlValue } from '../../model/outside.ts';
import { readRows, toBound } from './sql-values.ts';
import { readStart, refused, refuseStatement } from './statement-rules.ts';

/** Runs one reading statement. Throws `database.sql-refused` for anything that could change the file. */
export const runQuery = (
  db: Database,
  request: { sql: string; bind: SqlValue[] },
  maxRows: number,
): { rows: JsonRecord[]; truncated: boolean } => {
  const start = readStart(request.sql);
  refuseStatement(start);
  const statement = db.prepare(request.sql);
  // SQLite calls the explanation of a changing statement changing, though it only explains.
  if (!statement.reader || !(statement.readonly || start.explained))
    throw refused('This statement does not only look something up.');
  return readRows(statement, request.bind.map(toBound), maxRows);
};

/** Runs one statement that may change the file; `rows` are those of a RETURNING clause, at most `maxRows`. */
export const runExecute = (
  db: Database,
  request: { sql: string; bind: SqlValue[] },
  maxRows: number,
): { changed: number; lastRowId: number; rows: JsonRecord[] } => {
  const start = readStart(request.sql);
  refuseStatement(start);
  const statement = db.prepare(request.sql);
  const bind = request.bind.map(toBound);
  const numberOf = (sql: string): number => Number(db.prepare(sql).pluck().get());
  const rowIdBefore = numberOf('SELECT last_insert_rowid()');
  let rows: JsonRecord[] = [];
  let changed = 0;
  if (statement.reader) {
    ({ rows } = readRows(statement, bind, maxRows));
    if (!statement.readonly) changed = numberOf('SELECT changes()');
  } else changed = statement.run(...bind).changes;
  const lastRowId = numberOf('SELECT last_insert_rowid()');
  // The connection remembers the last insert of earlier statements too.
  const inserted = changed > 0 && (/^(INSERT|REPLACE)$/.test(start.verb) || lastRowId !== rowIdBefore);
  return { changed, lastRowId: inserted ? lastRowId : 0, rows };
};
