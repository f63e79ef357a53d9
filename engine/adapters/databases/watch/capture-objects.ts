import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { CaptureMark } from '../../../model/table-watch/asks.ts';
import { quote, readColumns } from '../table-schema.ts';

/** What recording puts into a person's file. All of it begins with `_wt_`. */
export const metaTable = '_wt_meta';
export const changesTable = '_wt_changes';

export const isOurs = (name: string): boolean => /^_wt_/i.test(name);

/** Kinds of entries. A probe tells which rows an INSERT is about to displace; see `captureSql`. */
export const ops = { added: 1, changed: 2, removed: 3, probe: 4 } as const;

const keySlots = 4;

interface CapturedTable {
  tbl: number;
  uuid: string;
  epoch: number;
  schema_hash: string;
}

export interface TableKeys {
  table: string;
  /** Columns of the primary key, one to four. */
  key: string[];
  /** Sets of columns no two rows share, the primary key aside. */
  unique: string[][];
}

const one = (text: string): string => text.replace(/\s+/g, ' ').trim();

const triggerName = (kind: string, tbl: number): string => `_wt_${kind}_${tbl}`;

/** `k1, k2` with `NEW."id", NEW."line"`. */
const slots = (prefix: string, key: readonly string[]): string =>
  key.map((_, index) => `${prefix}${index + 1}`).join(', ');
const values = (row: 'NEW' | 'OLD', key: readonly string[]): string =>
  key.map((name) => `${row}.${quote(name)}`).join(', ');

/**
 * The triggers of one table. They call no SQL functions, so that they work in whatever SQLite the other program brings along, and
 * write into a table without rules that could fail. The probe stands before an INSERT because `INSERT OR REPLACE` removes
 * rows without telling any trigger; a probe that no insert follows meant nothing.
 */
const triggerSql = ({ table, key, unique }: TableKeys, tbl: number): string[] => {
  const name = quote(table);
  const into = (kinds: string): string => `INSERT INTO ${changesTable} (tbl, op, ${kinds})`;
  const [k, ok] = [slots('k', key), slots('ok', key)];
  const old = key.map((column) => quote(column)).join(', ');
  const same = [key, ...unique].map(
    (set) => `(${set.map((column) => `${quote(column)} = NEW.${quote(column)}`).join(' AND ')})`,
  );
  return [
    `CREATE TRIGGER ${triggerName('probe', tbl)} BEFORE INSERT ON ${name} BEGIN
       ${into(ok)} SELECT ${tbl}, ${ops.probe}, ${old} FROM ${name} WHERE ${same.join(' OR ')}; END`,
    `CREATE TRIGGER ${triggerName('added', tbl)} AFTER INSERT ON ${name} BEGIN
       ${into(k)} VALUES (${tbl}, ${ops.added}, ${values('NEW', key)}); END`,
    `CREATE TRIGGER ${triggerName('changed', tbl)} AFTER UPDATE ON ${name} BEGIN
       ${into(`${k}, ${ok}`)} VALUES (${tbl}, ${ops.changed}, ${values('NEW', key)}, ${values('OLD', key)}); END`,
    `CREATE TRIGGER ${triggerName('removed', tbl)} AFTER DELETE ON ${name} BEGIN
       ${into(ok)} VALUES (${tbl}, ${ops.removed}, ${values('OLD', key)}); END`,
  ].map(one);
};

const slotColumns = ['k', 'ok']
  .flatMap((prefix) => Array.from({ length: keySlots }, (_, index) => `${prefix}${index + 1}`))
  .join(', ');

const tablesSql = [
  `CREATE TABLE IF NOT EXISTS ${metaTable} (tbl INTEGER PRIMARY KEY, name TEXT, uuid TEXT, epoch INTEGER, schema_hash TEXT, installed_by TEXT)`,
  `CREATE TABLE IF NOT EXISTS ${changesTable} (seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl INTEGER, op INTEGER, ${slotColumns}, origin)`,
];

const has = (db: Database, name: string): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;

export const capturedTable = (db: Database, table: string): CapturedTable | undefined =>
  has(db, metaTable) && has(db, changesTable)
    ? (db.prepare(`SELECT tbl, uuid, epoch, schema_hash FROM ${metaTable} WHERE name = ?`).get(table) as CapturedTable)
    : undefined;

/** The number this table has or would get. */
export const nextNumber = (db: Database, table: string): number =>
  capturedTable(db, table)?.tbl ??
  (has(db, metaTable) ? Number(db.prepare(`SELECT coalesce(max(tbl), 0) + 1 FROM ${metaTable}`).pluck().get()) : 1);

/** Everything that recording a table adds to the file, statement by statement. */
export const captureSql = (keys: TableKeys, tbl: number): string[] => [...tablesSql, ...triggerSql(keys, tbl)];

export const triggerNames = (tbl: number): string[] =>
  ['probe', 'added', 'changed', 'removed'].map((kind) => triggerName(kind, tbl));

/** The primary key and the plain unique indexes of a table. */
export const keysOf = (db: Database, table: string): TableKeys => {
  const indexes = db
    .prepare(`SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0 AND origin <> 'pk'`)
    .pluck()
    .all(table) as string[];
  const sets = indexes.map((index) =>
    db.prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno').pluck().all(index),
  );
  const key = readColumns(db, table)
    .filter((column) => column.key > 0)
    .sort((a, b) => a.key - b.key)
    .map(({ name }) => name);
  // An index over an expression has no column names.
  return { table, key, unique: (sets as (string | null)[][]).filter((set): set is string[] => !set.includes(null)) };
};

/** What the triggers are now, to notice when somebody changed or dropped them. */
export const triggersHash = (db: Database, tbl: number): string => {
  const find = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?").pluck();
  const texts = triggerNames(tbl).map((name) => find.get(name) ?? '');
  return createHash('sha1').update(texts.join('\n')).digest('base64url');
};

/** The newest number there ever was: numbers are not used twice. */
const lastSeq = (db: Database): number =>
  Number(db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(changesTable) ?? 0);

/** The recording of a table, or null when there is none. */
export const captureMark = (db: Database, table: string): CaptureMark | null => {
  const found = capturedTable(db, table);
  if (!found) return null;
  const { tbl, uuid, epoch, schema_hash } = found;
  return { tbl, uuid, epoch, intact: triggersHash(db, tbl) === schema_hash, lastSeq: lastSeq(db) };
};
