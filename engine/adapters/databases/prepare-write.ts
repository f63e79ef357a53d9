import type { Database } from 'better-sqlite3';
import type { JsonRecord } from '../../model/json.ts';
import type { RowWrite } from '../../model/outside.ts';
import { createTableSql } from './create-table.ts';
import { type PlannedStatement, planWrite, type WritePlan } from './plan-write.ts';
import { type Bound, readRows } from './sql-values.ts';
import { findTable, noTable, type Table } from './table-schema.ts';

/** An update of a million rows is done in full, but shown by its first rows only. */
const shownRows = 100;
/** Kinds of write whose statements are kept ready per connection. */
const keptPlans = 200;

/** A statement that is ready to run; `bound` holds all values of the write. */
interface ReadyStatement {
  sql: string;
  run: (bound: Bound[]) => { rows: JsonRecord[]; changed: number };
}

/** A {@link WritePlan} that is ready to run. */
export interface ReadyWrite {
  find: ReadyStatement | null;
  whenFound: ReadyStatement | null;
  whenMissing: ReadyStatement | null;
  /** Whether its rows have a rowid to tell. */
  hasRowId: boolean;
}

/** What identifies the statements of a write: everything but its values. */
const planKey = (write: RowWrite): string =>
  JSON.stringify([write.table, write.mode, write.match, write.values.map(({ column }) => column)]);

const createPreparer = (db: Database) => {
  const changes = db.prepare('SELECT changes()').pluck();
  return (planned: PlannedStatement): ReadyStatement => {
    const statement = db.prepare(planned.sql);
    const pick = (bound: Bound[]): Bound[] => planned.binds.map((index) => bound[index] ?? null);
    return {
      sql: planned.sql,
      run: (bound) => {
        if (!statement.reader) return { rows: [], changed: statement.run(...pick(bound)).changes };
        const { rows } = readRows(statement, pick(bound), shownRows);
        return { rows, changed: statement.readonly ? 0 : Number(changes.get()) };
      },
    };
  };
};

/**
 * Makes the statements for writes through one connection and keeps them until the schema changes. `created` is the
 * statement that has just created the table, when the write asked for that and there was none.
 */
export const createWritePreparer = (db: Database) => {
  const prepare = createPreparer(db);
  const schemaVersion = db.prepare('PRAGMA schema_version').pluck();
  const kept = new Map<string, ReadyWrite>();
  let keptFor: unknown;

  const prepareAll = (plan: WritePlan, table: Table): ReadyWrite => ({
    find: plan.find && prepare(plan.find),
    whenFound: plan.whenFound && prepare(plan.whenFound),
    whenMissing: plan.whenMissing && prepare(plan.whenMissing),
    hasRowId: !table.withoutRowid,
  });

  const prepareFor = (write: RowWrite, table: Table): ReadyWrite => {
    try {
      return prepareAll(planWrite(write, table), table);
    } catch (thrown) {
      // A unique index may compare differently (COLLATE) from its column; then it cannot be the target.
      if (!/ON CONFLICT clause does not match/.test(String(thrown))) throw thrown;
      return prepareAll(planWrite(write, table, false), table);
    }
  };

  return (write: RowWrite): { ready: ReadyWrite; created: string | null } => {
    const version = schemaVersion.get();
    if (version !== keptFor || kept.size >= keptPlans) kept.clear();
    keptFor = version;
    const key = planKey(write);
    const known = kept.get(key);
    if (known) return { ready: known, created: null };
    let table = findTable(db, write.table);
    let created: string | null = null;
    if (!table && write.createTable) {
      created = createTableSql(write);
      db.exec(created);
      table = findTable(db, write.table);
    }
    if (!table) throw noTable(db, write.table);
    const ready = prepareFor(write, table);
    // A table that was created just now may be rolled back with this write; its statements are not kept.
    if (created === null) kept.set(key, ready);
    return { ready, created };
  };
};
