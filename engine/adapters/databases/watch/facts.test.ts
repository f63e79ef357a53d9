import { renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { captureInstall, capturePrune, captureRemove } from './capture.ts';
import { captureMark } from './capture-objects.ts';
import { capturePage } from './capture-page.ts';
import { shapeOf } from './shape.ts';

/** What SQLite does, measured: everything that watching a file of another program rests on. */

const open = (file: string, timeout = 0): Database.Database => {
  const db = new Database(file, { timeout });
  onTestFinished(() => {
    db.close();
  });
  return db;
};

const start = (schema: string, wal = true) => {
  const file = join(tempFolder(), 'shop.db');
  const other = open(file);
  if (wal) other.pragma('journal_mode = WAL');
  other.exec(schema);
  return { file, other, ours: open(file) };
};

/** The same with a record of the table `t`. */
const recorded = (schema: string) => {
  const made = start(schema);
  captureInstall(made.ours, { table: 't', uuid: 'file-1' });
  const read = () =>
    (capturePage(made.ours, { table: 't', after: 0, limit: 500 })?.entries ?? []).map(
      ({ change, row, before, later }) => {
        const was = before ? ` was ${JSON.stringify(before)}` : '';
        return `${change} ${JSON.stringify(row)}${was}${later ? ' later' : ''}`;
      },
    );
  return { ...made, read };
};

const version = (db: Database.Database): number => Number(db.pragma('data_version', { simple: true }));
const table = 'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, code TEXT UNIQUE)';

test('1: data_version moves only for commits of others that change something', () => {
  const { other, ours } = start(`${table}; INSERT INTO t VALUES (1, 'a', NULL)`);
  const before = version(ours);
  other.exec("BEGIN; INSERT INTO t VALUES (2, 'b', NULL); ROLLBACK");
  other.exec("UPDATE t SET name = 'x' WHERE id = 99");
  ours.exec("INSERT INTO t VALUES (3, 'c', NULL)");
  expect(version(ours)).toBe(before);
  other.exec("INSERT INTO t VALUES (4, 'd', NULL)");
  expect(version(ours)).not.toBe(before);
});

test('2: while a writer keeps the file to itself, asking is refused in rollback mode and not with a WAL', () => {
  const rollback = start(table, false);
  rollback.other.exec("BEGIN EXCLUSIVE; INSERT INTO t VALUES (1, 'a', NULL)");
  expect(() => version(rollback.ours)).toThrow(/locked/);
  const wal = start(table);
  wal.other.exec("BEGIN EXCLUSIVE; INSERT INTO t VALUES (1, 'a', NULL)");
  expect(() => version(wal.ours)).not.toThrow();
});

describe('with a record', () => {
  test('3: INSERT OR REPLACE of a row is told as a change', () => {
    const { other, read } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', NULL)`);
    other.exec("INSERT OR REPLACE INTO t VALUES (1, 'b', NULL)");
    expect(read()).toEqual(['changed {"id":1,"name":"b","code":null}']);
  });

  test('4: a row displaced through another unique key is told as removed', () => {
    const { other, read } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', 'X')`);
    other.exec("INSERT OR REPLACE INTO t VALUES (2, 'b', 'X')");
    expect(read()).toEqual(['removed null was {"id":1}', 'added {"id":2,"name":"b","code":"X"}']);
  });

  test('5: INSERT OR IGNORE that inserts nothing tells nothing, also before another insert', () => {
    const { other, read } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', 'X')`);
    other.exec("INSERT OR IGNORE INTO t VALUES (1, 'b', NULL)");
    expect(read()).toEqual([]);
    other.exec("INSERT OR IGNORE INTO t VALUES (5, 'c', 'X'); INSERT INTO t VALUES (6, 'd', NULL)");
    expect(read()).toEqual(['added {"id":6,"name":"d","code":null}']);
  });

  test('6: a change of the primary key is told with the key before', () => {
    const { other, read } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', NULL)`);
    other.exec('UPDATE t SET id = 7 WHERE id = 1');
    expect(read()).toEqual(['changed {"id":7,"name":"a","code":null} was {"id":1}']);
  });

  test('7: DELETE without WHERE tells every row', () => {
    const { other, read } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', NULL), (2, 'b', NULL)`);
    other.exec('DELETE FROM t');
    expect(read()).toEqual(['removed null was {"id":1}', 'removed null was {"id":2}']);
  });

  test('8: an UPSERT is a change when the row is there', () => {
    const { other, read } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', NULL)`);
    other.exec("INSERT INTO t VALUES (1, 'b', NULL) ON CONFLICT (id) DO UPDATE SET name = excluded.name");
    expect(read()).toEqual(['changed {"id":1,"name":"b","code":null}']);
  });

  test('9: tables without row numbers work by their key', () => {
    const { other, read } = recorded('CREATE TABLE t (a TEXT, b INT, v INT, PRIMARY KEY (a, b)) WITHOUT ROWID');
    other.exec("INSERT INTO t VALUES ('x', 1, 5); UPDATE t SET v = 6");
    expect(read()).toEqual(['added {"a":"x","b":1,"v":6} later', 'changed {"a":"x","b":1,"v":6}']);
  });

  test('11: a table that is built anew loses the triggers, which is noticed', () => {
    const { other, ours } = recorded(table);
    expect(captureMark(ours, 't')?.intact).toBe(true);
    const schema = ours.pragma('schema_version', { simple: true });
    other.exec('CREATE TABLE n (id INTEGER PRIMARY KEY); DROP TABLE t; ALTER TABLE n RENAME TO t');
    expect(ours.pragma('schema_version', { simple: true })).not.toBe(schema);
    expect(captureMark(ours, 't')?.intact).toBe(false);
    captureInstall(ours, { table: 't', uuid: 'never used' });
    expect(captureMark(ours, 't')).toMatchObject({ intact: true, epoch: 2, uuid: 'file-1' });
  });

  test('12: taken out again, the file is as it was, and the other program goes on writing', () => {
    const { other, ours } = start(`${table}; CREATE TABLE u (id INTEGER PRIMARY KEY)`);
    const schema = () => other.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
    const before = schema();
    captureInstall(ours, { table: 't', uuid: 'a' });
    captureInstall(ours, { table: 'u', uuid: 'b' });
    other.exec("INSERT INTO t VALUES (1, 'a', NULL); INSERT INTO u VALUES (1)");
    ours.transaction(() => captureRemove(ours, 't'))();
    other.exec("INSERT INTO t VALUES (2, 'b', NULL); INSERT INTO u VALUES (2)");
    ours.transaction(() => captureRemove(ours, 'u'))();
    other.exec("INSERT INTO t VALUES (3, 'c', NULL)");
    // Once there was a table with AUTOINCREMENT, SQLite keeps this one for ever.
    expect(schema().filter((each) => (each as { name: string }).name !== 'sqlite_sequence')).toEqual(before);
    expect(captureRemove(ours, 't')).toEqual({ removed: false });
  });

  test('13: what the writer hears of its own insert is not disturbed', () => {
    const { other } = recorded(table);
    const made = other.prepare("INSERT INTO t VALUES (NULL, 'a', NULL)").run();
    expect(made).toEqual({ changes: 1, lastInsertRowid: 1 });
    expect(other.prepare('SELECT last_insert_rowid() AS id, changes() AS n').get()).toEqual({ id: 1, n: 1 });
  });

  test('the triggers call no SQL functions, so any SQLite can run them', () => {
    const { ours } = recorded(`${table}; CREATE UNIQUE INDEX two ON t (name, code)`);
    const texts = ours.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
    expect(texts).toHaveLength(4);
    for (const sql of texts)
      expect(sql.replace(/INTO _wt_changes \(|VALUES \(|WHERE \(|OR \(/g, '')).not.toMatch(/\w\s*\(/);
  });

  test('pages are whole: an insert is never parted from what it displaced', () => {
    const { other, ours } = recorded(`${table}; INSERT INTO t VALUES (1, 'a', 'X')`);
    other.exec("UPDATE t SET name = 'b'; INSERT OR REPLACE INTO t VALUES (2, 'c', 'X')");
    const first = capturePage(ours, { table: 't', after: 0, limit: 2 });
    expect(first?.reached).toBe(1);
    const second = capturePage(ours, { table: 't', after: 1, limit: 2 });
    expect(second?.entries.map(({ change }) => change)).toEqual(['removed', 'added']);
  });

  test('only entries that were taken over are removed, a few at a time', () => {
    const { other, ours } = recorded(table);
    other.transaction(() => {
      for (let id = 1; id <= 300; id++) other.prepare('INSERT INTO t (id) VALUES (?)').run(id);
    })();
    expect(capturePrune(ours, { table: 't', upTo: 250 })).toBe(200);
    expect(capturePrune(ours, { table: 't', upTo: 250 })).toBe(50);
    expect(capturePrune(ours, { table: 't', upTo: 250 })).toBe(0);
    expect(captureMark(ours, 't')?.lastSeq).toBe(300);
  });
});

test('10: numbers of removed rows are used again, and VACUUM renumbers rows without a key of their own', () => {
  const { other, ours } = start(
    `${table}; CREATE TABLE plain (x); CREATE TABLE kept (id INTEGER PRIMARY KEY AUTOINCREMENT)`,
  );
  other.exec(
    "INSERT INTO t VALUES (1, 'a', NULL), (2, 'b', NULL); DELETE FROM t WHERE id = 2; INSERT INTO t (name) VALUES ('c')",
  );
  expect(other.prepare("SELECT id FROM t WHERE name = 'c'").pluck().get()).toBe(2);
  other.exec('INSERT INTO plain VALUES (1), (2), (3); DELETE FROM plain WHERE x = 1; VACUUM');
  expect(other.prepare('SELECT rowid FROM plain').pluck().all()).toEqual([1, 2]);
  expect(shapeOf(ours, 't')).toMatchObject({ integerKey: 'id', neverReused: false });
  expect(shapeOf(ours, 'plain').integerKey).toBeNull();
  expect(shapeOf(ours, 'kept').neverReused).toBe(true);
});

test('14: a file replaced by rename leaves the old one open', () => {
  const { file, ours } = start(table, false);
  const copy = open(`${file}.new`);
  copy.exec(`${table}; INSERT INTO t VALUES (9, 'new', NULL)`);
  copy.close();
  renameSync(`${file}.new`, file);
  expect(ours.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0);
});

test('15: a reader that stays in a transaction keeps a writer in rollback mode from committing', () => {
  const { other, ours } = start(table, false);
  ours.exec('BEGIN; SELECT * FROM t');
  expect(() => other.exec("INSERT INTO t VALUES (1, 'a', NULL)")).toThrow(/locked/);
  ours.exec('COMMIT');
  other.exec("INSERT INTO t VALUES (1, 'a', NULL)");
});

test('16: removing entries holds a writer without patience up for the moment of it only', () => {
  const { other, ours } = recorded(table);
  other.exec("INSERT INTO t VALUES (1, 'a', NULL)");
  const refused = ours.transaction(() => {
    capturePrune(ours, { table: 't', upTo: 1 });
    expect(() => other.exec("INSERT INTO t VALUES (2, 'b', NULL)")).toThrow(/locked/);
  });
  refused.immediate();
  other.exec("INSERT INTO t VALUES (2, 'b', NULL)");
});
