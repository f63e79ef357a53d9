import type { Database } from 'better-sqlite3';
import { type Fault, personFault } from '../../model/fault.ts';
import type { RowWrite } from '../../model/outside.ts';
import { toBound } from './sql-values.ts';
import { quote, sameName } from './table-schema.ts';

const constraint = (message: string, fix: string, columns: string[]): Fault =>
  personFault('database.constraint', message, { fix, data: { columns } });

/** `orders.id, orders.line` -> table and columns. */
const readNames = (list: string): { table: string; columns: string[] } => {
  const parts = list.split(', ').map((part) => {
    const dot = part.lastIndexOf('.');
    return { table: part.slice(0, dot), column: part.slice(dot + 1) };
  });
  return { table: parts[0]?.table ?? '', columns: parts.map(({ column }) => column) };
};

const together = (columns: string[]): string => columns.map((column) => `"${column}"`).join(' and ');

const storedKinds: Record<string, string> = { TEXT: 'text', INT: 'a whole number', REAL: 'a number', BLOB: 'bytes' };

interface ForeignKey {
  id: number;
  table: string;
  from: string;
  to: string | null;
}

const primaryKey = (db: Database, table: string): string | undefined =>
  db.prepare('SELECT name FROM pragma_table_info(?) WHERE pk = 1').pluck().get(table) as string | undefined;

/** Of the columns that point at other tables, the one whose value is not there. SQLite itself does not tell. */
const findDangling = (db: Database, write: RowWrite): { column: string; table: string } | undefined => {
  const keys = db
    .prepare('SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?)')
    .all(write.table) as ForeignKey[];
  for (const key of keys) {
    const value = write.values.find(({ column }) => sameName(column, key.from))?.value ?? null;
    const target = key.to ?? primaryKey(db, key.table);
    if (value === null || target === undefined) continue;
    const exists = db.prepare(`SELECT 1 FROM ${quote(key.table)} WHERE ${quote(target)} = ?`).get(toBound(value));
    if (exists === undefined) return { column: key.from, table: key.table };
  }
  return undefined;
};

const explainForeignKey = (db: Database | null, write: RowWrite | undefined): Fault => {
  const dangling = db && write && write.mode !== 'delete' ? findDangling(db, write) : undefined;
  return dangling
    ? constraint(
        `Column "${dangling.column}" must hold a value that exists in table "${dangling.table}", and this one does not.`,
        `Add the row to "${dangling.table}" first.`,
        [dangling.column],
      )
    : constraint(
        'Rows of another table refer to this row, or this row refers to one that is not there.',
        'Change the rows that belong together in the right order.',
        [],
      );
};

const wrongType = (message: string): Fault | null => {
  const found = /^cannot store (\w+) value in (\w+) column (.+)\.([^.]+)$/.exec(message);
  if (!found) return null;
  const [, given = '', declared = '', table = '', column = ''] = found;
  return personFault(
    'database.wrong-type',
    `Column "${column}" of table "${table}" takes ${declared} only, and was given ${storedKinds[given] ?? given}.`,
    { fix: `Change the value for "${column}" to fit.`, data: { columns: [column] } },
  );
};

/** Explains a broken rule of the table (`SQLITE_CONSTRAINT_*`, `SQLITE_MISMATCH`), naming the columns. */
export const explainConstraint = (
  code: string,
  message: string,
  place: { db: Database | null; write?: RowWrite },
): Fault => {
  const list = /constraint failed: (.+)$/.exec(message)?.[1] ?? '';
  const { table, columns } = readNames(list);
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case 'SQLITE_CONSTRAINT_ROWID':
      // "index 'name'" stands for a unique index over an expression, which has no column to name.
      return list.startsWith('index ')
        ? constraint(`There is already such a row (unique ${list}).`, 'Use another value.', [])
        : constraint(
            `There is already a row with this ${together(columns)} in table "${table}".`,
            'Use another value, or choose "add or change" to change the row that is there.',
            columns,
          );
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return constraint(
        `Column ${together(columns)} of table "${table}" must not be empty.`,
        `Give ${together(columns)} a value.`,
        columns,
      );
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return explainForeignKey(place.db, place.write);
    case 'SQLITE_MISMATCH':
      return personFault('database.wrong-type', 'The number that identifies the row must be a whole number.', {
        fix: 'Change the value for the key column.',
      });
    case 'SQLITE_CONSTRAINT_CHECK':
      // A rule about typeof() is how tables that are not STRICT insist on a type.
      return /typeof\s*\(/i.test(list)
        ? personFault('database.wrong-type', `A value is of a kind the table does not take: ${list}.`, {
            fix: 'Change the value to fit.',
          })
        : constraint(`A value breaks a rule of the table: ${list}.`, 'Change the value to fit.', []);
    default:
      // Triggers speak for themselves (RAISE), in words of whoever made the database.
      return (
        wrongType(message) ?? constraint(`The database refused the row: ${message}.`, 'Change the values to fit.', [])
      );
  }
};
