import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SqlValue } from '../../model/outside.ts';
import { calm, createTestFolder, look, watchChildren } from './test-files.fixture.ts';

const { folder, create, open, cleanUp } = createTestFolder();
afterAll(cleanUp);
const databases = open();
const query = (file: string, sql: string, bind: SqlValue[] = [], use = databases) =>
  use.query({ ...calm(), file, sql, bind });
const execute = (file: string, sql: string, bind: SqlValue[] = []) => databases.execute({ ...calm(), file, sql, bind });

describe('reading', () => {
  const file = create(`CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO orders VALUES (1, 'Ana'), (2, 'Bo'), (3, 'Cy')`);

  test('gives the rows, with values bound', async () => {
    expect(await query(file, 'SELECT * FROM orders WHERE id > ? AND name <> ?', [1, 'Cy'])).toEqual({
      rows: [{ id: 2, name: 'Bo' }],
      truncated: false,
    });
  });

  test('stops at the most rows allowed and says so', async () => {
    const few = open({ maxRows: 2 });
    const result = await query(file, 'SELECT id FROM orders', [], few);
    expect(result).toEqual({ rows: [{ id: 1 }, { id: 2 }], truncated: true });
    expect((await query(file, 'SELECT id FROM orders LIMIT 2', [], few)).truncated).toBe(false);
  });

  test('keeps what JSON cannot hold: large integers, bytes, infinity, columns of one name', async () => {
    const sql = `SELECT 9007199254740993 AS large, 9007199254740991 AS safe, x'00ff' AS bytes, 9e999 AS endless,
      NULL AS none, 1.5 AS half, 1 AS same, 2 AS same, 3 AS "__proto__"`;
    const [row] = (await query(file, sql)).rows;
    expect(Object.entries(row ?? {})).toEqual([
      ['large', '9007199254740993'],
      ['safe', 9007199254740991],
      ['bytes', { $base64: 'AP8=' }],
      ['endless', 'Infinity'],
      ['none', null],
      ['half', 1.5],
      ['same', 1],
      ['same_2', 2],
      ['__proto__', 3],
    ]);
  });

  test('binds whole numbers as such and large ones given as text exactly', async () => {
    const typed = await query(file, 'SELECT typeof(?) a, typeof(?) b, typeof(?) c', [5, 5.5, null]);
    expect(typed.rows).toEqual([{ a: 'integer', b: 'real', c: 'null' }]);
    expect((await query(file, 'SELECT id FROM orders WHERE id = ?', ['2'])).rows).toEqual([{ id: 2 }]);
  });

  test.each([
    ['DELETE FROM orders', 'database.sql-refused'],
    ['DELETE FROM orders RETURNING *', 'database.sql-refused'],
    ['WITH x AS (SELECT 1) INSERT INTO orders SELECT 9, 9', 'database.sql-refused'],
    ['CREATE TEMP TABLE x (a)', 'database.sql-refused'],
    ["ATTACH '/etc/passwd' AS x", 'database.sql-refused'],
    ['PRAGMA user_version = 3', 'database.sql-refused'],
    ["VACUUM INTO '/tmp/copy.db'", 'database.sql-refused'],
    ['SELECT 1; DELETE FROM orders', 'database.bad-sql'],
    ['', 'database.bad-sql'],
    ['SELEC 1', 'database.bad-sql'],
    ["SELECT load_extension('x')", 'database.bad-sql'],
    ['SELECT * FROM ordrs', 'database.no-table'],
    ['SELECT nam FROM orders', 'database.no-column'],
    ['SELECT o.nam FROM orders o', 'database.no-column'],
    ['SELECT ?', 'database.values'],
    ['SELECT :name', 'database.values'],
  ])('refuses %j', async (sql, code) => {
    await expect(query(file, sql, sql.includes(':') ? ['x'] : [])).rejects.toMatchObject({
      code,
      who: 'person',
      fix: expect.any(String),
    });
    expect(look(file, 'SELECT count(*) c FROM orders')).toEqual([{ c: 3 }]);
  });

  test('explains statements, changing ones too, without running them', async () => {
    expect((await query(file, 'EXPLAIN QUERY PLAN SELECT * FROM orders')).rows).toHaveLength(1);
    expect((await query(file, 'EXPLAIN DELETE FROM orders')).rows.length).toBeGreaterThan(1);
    expect(look(file, 'SELECT count(*) c FROM orders')).toEqual([{ c: 3 }]);
  });

  test('suggests the name that was probably meant', async () => {
    await expect(query(file, 'SELECT * FROM ordrs')).rejects.toMatchObject({
      message: 'There is no table "ordrs" in the database. It has: "orders".',
      fix: 'Did you mean "orders"?',
    });
    await expect(query(file, 'SELECT nmae FROM orders')).rejects.toMatchObject({
      fix: 'Did you mean "name"?',
      data: { columns: ['id', 'name'] },
    });
  });

  test('refuses rows with more text than can be passed on', async () => {
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 80)
      SELECT printf('%.*c', 1000000, 'x') AS big FROM n`;
    await expect(query(file, sql)).rejects.toMatchObject({ code: 'database.too-large' });
  });

  test('sees a file that is kept in WAL mode, and changes nothing in an unused one', async () => {
    const wal = create('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    expect((await query(wal, 'SELECT a FROM t')).rows).toEqual([{ a: 1 }]);
  });
});

describe('changing', () => {
  const file = create(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE plain (a) ; INSERT INTO plain VALUES (1), (2)`);

  test('tells how many rows changed and the rowid of the last one', async () => {
    expect(await execute(file, 'INSERT INTO t (name) VALUES (?), (?)', ['Ana', 'Bo'])).toEqual({
      changed: 2,
      lastRowId: 2,
      rows: [],
    });
    expect(await execute(file, 'UPDATE plain SET a = a + 1')).toEqual({ changed: 2, lastRowId: 0, rows: [] });
    expect(await execute(file, 'WITH x AS (SELECT 1) DELETE FROM plain WHERE a = 2 RETURNING a')).toEqual({
      changed: 1,
      lastRowId: 0,
      rows: [{ a: 2 }],
    });
    expect(await execute(file, 'CREATE TABLE more (a)')).toEqual({ changed: 0, lastRowId: 0, rows: [] });
  });

  test('does all of a statement whose RETURNING rows are not all read', async () => {
    const few = open({ maxRows: 2 });
    const sql = 'INSERT INTO more VALUES (1), (2), (3), (4) RETURNING a';
    const result = await few.execute({ ...calm(), file, sql, bind: [] });
    expect(result).toEqual({ changed: 4, lastRowId: 4, rows: [{ a: 1 }, { a: 2 }] });
    expect(look(file, 'SELECT count(*) c FROM more')).toEqual([{ c: 4 }]);
  });

  test.each(["ATTACH 'x' AS x", 'PRAGMA journal_mode = WAL', 'COMMIT', 'VACUUM', 'SAVEPOINT x'])(
    'refuses %j',
    async (sql) => {
      await expect(execute(file, sql)).rejects.toMatchObject({ code: 'database.sql-refused' });
    },
  );

  test('writes to the schema table are refused by SQLite itself', async () => {
    await expect(execute(file, "UPDATE sqlite_schema SET sql = ''")).rejects.toMatchObject({
      code: 'database.bad-sql',
    });
  });
});

describe('files', () => {
  test('two names of one file share their child', async () => {
    const file = create('CREATE TABLE t (a)');
    const link = join(folder, 'link.db');
    symlinkSync(file, link);
    const watched = watchChildren();
    const use = open({ launch: watched.launch });
    await Promise.all([query(file, 'SELECT 1', [], use), query(link, 'SELECT 1', [], use)]);
    expect(watched.children).toHaveLength(1);
  });

  test('a file that takes the place of another is opened anew', async () => {
    const file = create('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    expect((await query(file, 'SELECT a FROM t')).rows).toEqual([{ a: 1 }]);
    await execute(file, 'INSERT INTO t VALUES (11)');
    renameSync(create('CREATE TABLE t (a); INSERT INTO t VALUES (2)'), file);
    expect((await query(file, 'SELECT a FROM t')).rows).toEqual([{ a: 2 }]);
    await execute(file, 'INSERT INTO t VALUES (22)');
    expect(look(file, 'SELECT a FROM t')).toEqual([{ a: 2 }, { a: 22 }]);
  });

  test('a file that was removed is missed, not written into nothing', async () => {
    const file = create('CREATE TABLE t (a)');
    await execute(file, 'INSERT INTO t VALUES (1)');
    rmSync(file);
    await expect(execute(file, 'INSERT INTO t VALUES (2)')).rejects.toMatchObject({ code: 'database.missing-file' });
    await expect(query(file, 'SELECT * FROM t')).rejects.toMatchObject({ code: 'database.missing-file' });
  });

  test('neither a missing file nor one in a missing folder is created', async () => {
    const before = readdirSync(folder);
    await expect(query(join(folder, 'no.db'), 'SELECT 1')).rejects.toMatchObject({
      code: 'database.missing-file',
      who: 'person',
    });
    await expect(execute(join(folder, 'no.db'), 'CREATE TABLE t (a)')).rejects.toMatchObject({
      code: 'database.missing-file',
    });
    await expect(query(join(folder, 'nowhere', 'no.db'), 'SELECT 1')).rejects.toMatchObject({
      code: 'database.folder-missing',
      message: `The folder "${join(folder, 'nowhere')}" does not exist.`,
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  test('something that is not a database is recognised and left as it is', async () => {
    const text = join(folder, 'text.db');
    writeFileSync(text, 'These are only words, but many of them. '.repeat(50));
    for (const ask of [query, execute])
      await expect(ask(text, 'SELECT 1')).rejects.toMatchObject({
        code: 'database.not-sqlite',
        message: '"text.db" is not an SQLite database, or it is encrypted.',
      });
    mkdirSync(join(folder, 'folder.db'));
    await expect(query(join(folder, 'folder.db'), 'SELECT 1')).rejects.toMatchObject({ code: 'database.not-sqlite' });
  });

  test('a damaged database is called damaged', async () => {
    const file = create(`CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
      INSERT INTO t SELECT printf('%.*c', 100, 'x') FROM n`);
    writeFileSync(file, readFileSync(file).fill(0x77, 4096, 12_288));
    await expect(query(file, 'SELECT * FROM t')).rejects.toMatchObject({ code: 'database.damaged', who: 'person' });
  });

  test('tables are described with columns and number of rows', async () => {
    const file =
      create(`CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x', twice AS (id * 2));
      INSERT INTO orders (id) VALUES (1), (2); CREATE TABLE "odd ""name" (a); CREATE VIEW v AS SELECT 1;
      CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)`);
    const column = { type: '', notNull: false, primaryKey: false, defaultValue: null };
    expect(await databases.describe({ ...calm(), file })).toEqual([
      { name: 'counted', rows: 0, columns: [{ ...column, name: 'id', type: 'INTEGER', primaryKey: true }] },
      { name: 'odd "name', rows: 0, columns: [{ ...column, name: 'a' }] },
      {
        name: 'orders',
        rows: 2,
        columns: [
          { ...column, name: 'id', type: 'INTEGER', primaryKey: true },
          { ...column, name: 'name', type: 'TEXT', notNull: true, defaultValue: "'x'" },
          { ...column, name: 'twice' },
        ],
      },
    ]);
  });
});
