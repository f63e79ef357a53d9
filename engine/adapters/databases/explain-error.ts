import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Fault, personFault, toFault, worldFault } from '../../model/fault.ts';
import type { RowWrite } from '../../model/outside.ts';
import { explainConstraint } from './explain-constraint.ts';
import { noColumn, noTable, readColumns, sameName, tableNames } from './table-schema.ts';

/** What was going on when SQLite complained. */
export interface Circumstances {
  file: string;
  /** Null when the file could not be opened. */
  db: Database | null;
  /** Whether the complaint came from COMMIT, which waits for readers, not for writers. */
  committing?: boolean;
  write?: RowWrite;
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

const busy = (name: string, committing: boolean): Fault =>
  worldFault(
    'database.busy',
    committing
      ? `Another program, or a long query, is reading "${name}" and does not let the change be written.`
      : `Another program is writing to "${name}" and has not finished.`,
    { fix: 'Wait a moment, or close the other program if it keeps the file to itself.' },
  );

/** Complaints about the statement or the names in it (`SQLITE_ERROR`); the text is all SQLite gives. */
const explainSql = (message: string, { db, write }: Circumstances): Fault => {
  const table = /^no such table: (?:main\.)?(.+)$/.exec(message)?.[1];
  if (table !== undefined && db) return noTable(db, table);
  const column = /^no such column: (.+)$/.exec(message)?.[1] ?? /has no column named (.+)$/.exec(message)?.[1];
  if (column !== undefined && db) {
    const name = column.slice(column.lastIndexOf('.') + 1).replace(/^"(.*)"$/, '$1');
    const within = write?.table ?? /^table (.+) has no column/.exec(message)?.[1];
    const tables = tableNames(db).filter((known) => within === undefined || sameName(known, within));
    const columns = tables.flatMap((known) => readColumns(db, known).map(({ name: columnName }) => columnName));
    return noColumn(name, within ?? null, [...new Set(columns)]);
  }
  return personFault('database.bad-sql', `The database does not understand the statement: ${message}.`, {
    fix: 'Check the statement at that place.',
  });
};

/** Complaints of better-sqlite3 itself about the statement and the values for it. */
const explainUse = (message: string): Fault | null => {
  if (/parameter/.test(message))
    return personFault('database.values', `The values do not fit the statement: ${message.toLowerCase()}.`, {
      fix: 'Write one plain "?" in the statement for each value in the list below it, in the same order.',
    });
  if (/contains (no|more than one) statement/.test(message))
    return personFault(
      'database.bad-sql',
      message.includes(' no ') ? 'The statement is empty.' : 'There is more than one statement.',
      { fix: 'Write exactly one statement; use one step for each.' },
    );
  return null;
};

/** SQLite's primary result codes (sqlite.org/rescode.html) that say something about the file rather than the rows. */
const explainFile = (primary: string, place: Circumstances): Fault | null => {
  const name = basename(place.file);
  switch (primary) {
    case 'BUSY':
    case 'LOCKED':
      return busy(name, place.committing ?? false);
    case 'NOTADB':
      return personFault('database.not-sqlite', `"${name}" is not an SQLite database, or it is encrypted.`, {
        fix: 'Choose a database file that is not protected by a password.',
      });
    case 'CORRUPT':
      return personFault('database.damaged', `The database "${name}" is damaged.`, {
        fix: 'Restore it from a backup, or repair it with the program it belongs to.',
      });
    case 'READONLY':
    case 'PERM':
    case 'CANTOPEN':
      return personFault(
        'database.read-only',
        `"${name}" cannot be opened for this: the file or its folder is protected.`,
        {
          fix: 'Allow writing to the file and its folder, or choose another file.',
        },
      );
    case 'FULL':
      return worldFault('database.disk-full', `There is no room left on the disk of "${name}". Nothing was written.`, {
        fix: 'Free some space on that disk.',
      });
    case 'IOERR':
      return worldFault('database.disk-error', `The disk of "${name}" did not read or write as it should.`, {
        fix: 'Check that the drive is connected and healthy.',
      });
    case 'TOOBIG':
      return personFault('database.too-large', 'A value is larger than SQLite can store.', {
        fix: 'Store it as a file and keep only its name in the database.',
      });
    default:
      return null;
  }
};

/** Turns whatever better-sqlite3 threw into a fault in plain words. Anything unknown stays a defect of ours. */
export const explainError = (thrown: unknown, place: Circumstances): Fault => {
  if (thrown instanceof Fault || !(thrown instanceof Error)) return toFault(thrown);
  const code = codeOf(thrown);
  const primary = code.split('_')[1] ?? '';
  if (primary === 'CONSTRAINT' || primary === 'MISMATCH') return explainConstraint(code, thrown.message, place);
  if (code === 'SQLITE_ERROR') return explainSql(thrown.message, place);
  if (code === '') return explainUse(thrown.message) ?? toFault(thrown);
  return explainFile(primary, place) ?? toFault(thrown);
};
