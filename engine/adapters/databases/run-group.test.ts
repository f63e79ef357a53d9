import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { explainError } from './explain-error.ts';
import type { Answer, DatabaseRequest } from './protocol.ts';
import { runGroup } from './run-group.ts';
import { runExecute } from './run-statement.ts';

const opened: Database.Database[] = [];
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
});

const open = (schema: string): Database.Database => {
  const db = new Database(':memory:');
  opened.push(db);
  db.exec(schema);
  return db;
};

/** Runs statements as one group; what became of each: the number of changes or the code of the fault. */
const run = async (db: Database.Database, statements: string[], announceCommit = async () => {}) => {
  const place = { file: '/shop.db', db };
  const answers = await runGroup({
    db,
    requests: statements.map((sql) => ({ kind: 'execute', sql, bind: [] })),
    run: (request: DatabaseRequest) => runExecute(db, request as Extract<DatabaseRequest, { sql: string }>, 100),
    explain: (thrown) => explainError(thrown, place),
    explainCommit: (thrown) => explainError(thrown, { ...place, committing: true }),
    announceCommit,
  });
  return answers.map((answer: Answer) =>
    'fault' in answer ? answer.fault.code : (answer.value as { changed: number }).changed,
  );
};
const names = (db: Database.Database): unknown[] => db.prepare('SELECT name FROM t ORDER BY rowid').pluck().all();

describe('a group of statements', () => {
  test('is one transaction that is announced before its commit', async () => {
    const db = open('CREATE TABLE t (name TEXT)');
    const seen: unknown[] = [];
    const result = await run(db, [`INSERT INTO t VALUES ('a')`, `INSERT INTO t VALUES ('b')`], async () => {
      seen.push(db.inTransaction, names(db).length);
    });
    expect(result).toEqual([1, 1]);
    expect(seen).toEqual([true, 2]);
    expect(db.inTransaction).toBe(false);
  });

  test('goes on without the statement that failed', async () => {
    const db = open('CREATE TABLE t (name TEXT UNIQUE)');
    const result = await run(db, [
      `INSERT INTO t VALUES ('a')`,
      `INSERT INTO t VALUES ('a')`,
      `INSERT INTO t VALUES ('b')`,
    ]);
    expect(result).toEqual([1, 'database.constraint', 1]);
    expect(names(db)).toEqual(['a', 'b']);
  });

  test('takes back all a failed statement did, also what its triggers did', async () => {
    const db = open(`CREATE TABLE t (name TEXT); CREATE TABLE log (n INTEGER CHECK (n < 2));
      CREATE TRIGGER copy AFTER INSERT ON t BEGIN INSERT INTO log SELECT count(*) FROM t; END`);
    expect(await run(db, [`INSERT INTO t VALUES ('a')`, `INSERT INTO t VALUES ('b')`])).toEqual([
      1,
      'database.constraint',
    ]);
    expect(names(db)).toEqual(['a']);
  });

  test('starts again without a statement that ended the transaction', async () => {
    const db = open('CREATE TABLE t (name TEXT UNIQUE ON CONFLICT ROLLBACK)');
    const insert = (name: string) => `INSERT INTO t VALUES ('${name}')`;
    expect(await run(db, ['a', 'b', 'a', 'c', 'b', 'd'].map(insert))).toEqual([
      1,
      1,
      'database.constraint',
      1,
      'database.constraint',
      1,
    ]);
    expect(names(db)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('does nothing more when its only statement ended the transaction', async () => {
    const db = open('CREATE TABLE t (name TEXT UNIQUE ON CONFLICT ROLLBACK); INSERT INTO t VALUES (1)');
    expect(await run(db, ['INSERT INTO t VALUES (1)'])).toEqual(['database.constraint']);
    expect(db.inTransaction).toBe(false);
  });

  test('is tried one by one when a rule is broken that only the commit looks at', async () => {
    const db = open(`CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
      CREATE TABLE t (name INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED)`);
    const insert = (id: number) => `INSERT INTO t VALUES (${id})`;
    expect(await run(db, [1, 7, 1, 8].map(insert))).toEqual([1, 'database.constraint', 1, 'database.constraint']);
    expect(names(db)).toEqual([1, 1]);
  });

  test('fails as a whole when the disk is full, and leaves no transaction behind', async () => {
    const db = open('CREATE TABLE t (name TEXT)');
    db.pragma('max_page_count = 4');
    const big = `INSERT INTO t VALUES (zeroblob(3000))`;
    const result = await run(db, [big, big, big, big, big]);
    expect(result).toEqual(result.map(() => 'database.disk-full'));
    expect(names(db)).toEqual([]);
    expect(await run(db, [`INSERT INTO t VALUES ('small')`])).toEqual([1]);
  });

  test('may be empty', async () => {
    const db = open('CREATE TABLE t (name TEXT)');
    expect(await run(db, [])).toEqual([]);
    expect(db.inTransaction).toBe(false);
  });
});
