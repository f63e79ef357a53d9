import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { personFault } from '../../../model/fault.ts';
import type { CaptureMark, WatchAsks } from '../../../model/table-watch/asks.ts';
import {
  capturedTable,
  captureMark,
  captureSql,
  changesTable,
  keysOf,
  metaTable,
  nextNumber,
  triggerNames,
  triggersHash,
} from './capture-objects.ts';
import { watchableTable } from './shape.ts';

const program = 'WhenThen';
/** Deleted at a time, so that nobody has to wait. */
const pruneBatch = 200;

export const capturePlan = (db: Database, table: string): WatchAsks['capture-plan']['answer'] => {
  const { name } = watchableTable(db, table);
  const keys = keysOf(db, name);
  refuseUnnamed(keys.key, name);
  return {
    sql: captureSql(keys, nextNumber(db, name))
      .map((sql) => `${sql};`)
      .join('\n'),
    bytes: statSync(db.name).size,
  };
};

const refuseUnnamed = (key: readonly string[], table: string): void => {
  if (key.length > 0 && key.length <= 4) return;
  throw personFault(
    'capture.no-key',
    `"${table}" has no primary key of at most four columns, so its rows cannot be named in a record.`,
    { fix: 'Let the table be compared instead.' },
  );
};

/** Makes the record, or makes its triggers anew under the next epoch. Runs inside the transaction of the writer. */
export const captureInstall = (db: Database, { table, uuid }: { table: string; uuid: string }): CaptureMark => {
  const { name } = watchableTable(db, table);
  const keys = keysOf(db, name);
  refuseUnnamed(keys.key, name);
  const tbl = nextNumber(db, name);
  const before = capturedTable(db, name);
  for (const trigger of triggerNames(tbl)) db.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  for (const sql of captureSql(keys, tbl)) db.exec(sql);
  const known = db.prepare(`SELECT uuid FROM ${metaTable} LIMIT 1`).pluck().get() as string | undefined;
  db.prepare(
    `INSERT OR REPLACE INTO ${metaTable} (tbl, name, uuid, epoch, schema_hash, installed_by) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(tbl, name, before?.uuid ?? known ?? uuid, (before?.epoch ?? 0) + 1, triggersHash(db, tbl), program);
  return captureMark(db, name) as CaptureMark;
};

/**
 * Takes the recording of a table out again, triggers first: a trigger whose table is gone would make the other program fail. With
 * the last table everything of ours is gone from the file.
 */
export const captureRemove = (db: Database, table: string): { removed: boolean } => {
  const found = capturedTable(db, table);
  if (!found) return { removed: false };
  for (const trigger of triggerNames(found.tbl)) db.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  db.prepare(`DELETE FROM ${metaTable} WHERE tbl = ?`).run(found.tbl);
  db.prepare(`DELETE FROM ${changesTable} WHERE tbl = ?`).run(found.tbl);
  if (db.prepare(`SELECT 1 FROM ${metaTable}`).get() !== undefined) return { removed: true };
  db.exec(`DROP TABLE ${changesTable}; DROP TABLE ${metaTable}`);
  return { removed: true };
};

/** Removes what every flow has taken over. Gives up at once when another program is writing. */
export const capturePrune = (db: Database, { table, upTo }: { table: string; upTo: number }): number => {
  const found = capturedTable(db, table);
  if (!found) return 0;
  return db
    .prepare(
      `DELETE FROM ${changesTable} WHERE seq IN (SELECT seq FROM ${changesTable} WHERE tbl = ? AND seq <= ? ORDER BY seq LIMIT ${pruneBatch})`,
    )
    .run(found.tbl, upTo).changes;
};
