import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { RowWriteResult } from '../../model/outside.ts';
import { compareWrites, shop } from './compare-writes.fixture.ts';
import { calm, createTestFolder, look, rowWrite } from './test-files.fixture.ts';

const { folder, create, open, cleanUp } = createTestFolder();
afterAll(cleanUp);
const databases = open();

const { writeAsPreviewed } = compareWrites(databases);

describe('insert', () => {
  const file = create(shop);
  test('adds a row, with defaults and generated columns shown', async () => {
    expect(await writeAsPreviewed(rowWrite(file, 'ORDERS', 'insert', { Code: 'D', customer: 1 }))).toEqual({
      sql: 'INSERT INTO "orders" ("code", "customer") VALUES (?, ?) RETURNING *',
      changed: 1,
      lastRowId: 6,
      before: [],
      after: [{ id: 6, code: 'D', customer: 1, amount: 1.5, note: null, total: 3 }],
    });
  });
  test('shows values as the columns keep them', async () => {
    const result = await writeAsPreviewed(rowWrite(file, 'orders', 'insert', { amount: '12.50', note: 5, code: 7 }));
    expect(result).toMatchObject({ after: [{ amount: 12.5, note: '5', code: '7' }] });
  });
  test('knows the next number of a table that never uses one twice', async () => {
    expect(await writeAsPreviewed(rowWrite(file, 'counted', 'insert', { a: 'x' }))).toMatchObject({ lastRowId: 8 });
    expect(await writeAsPreviewed(rowWrite(file, 'counted', 'insert', {}))).toMatchObject({ lastRowId: 9 });
  });
  test('into a table without rowid has no rowid to tell', async () => {
    expect(await writeAsPreviewed(rowWrite(file, 'keyed', 'insert', { a: 'x', b: 1 }))).toMatchObject({
      changed: 1,
      lastRowId: 0,
    });
  });
});

describe('update and delete', () => {
  const file = create(shop);
  test('change the rows found and tell how they were', async () => {
    expect(
      await writeAsPreviewed(rowWrite(file, 'orders', 'update', { id: 1, amount: 11 }, { match: ['ID'] })),
    ).toEqual({
      sql: 'UPDATE "orders" SET "amount" = ? WHERE "id" = ? RETURNING *',
      changed: 1,
      lastRowId: 0,
      before: [{ id: 1, code: 'A', customer: 1, amount: 10, note: null, total: 20 }],
      after: [{ id: 1, code: 'A', customer: 1, amount: 11, note: null, total: 22 }],
    });
    expect(look(file, 'SELECT what FROM log')).toEqual([{ what: 'A' }]);
  });
  test('compare as the column does', async () => {
    const result = await writeAsPreviewed(
      rowWrite(file, 'orders', 'update', { code: 'b', note: 'n' }, { match: ['code'] }),
    );
    expect(result).toMatchObject({ changed: 1, before: [{ id: 2 }] });
  });
  test('that find no row succeed with nothing changed', async () => {
    for (const mode of ['update', 'delete'] as const)
      expect(
        await writeAsPreviewed(rowWrite(file, 'orders', mode, { id: 99, note: 'n' }, { match: ['id'] })),
      ).toMatchObject({ changed: 0, before: [], after: [], sql: expect.stringContaining('WHERE "id" = ?') });
  });
  test('change every row that matches', async () => {
    expect(await writeAsPreviewed(rowWrite(file, 'loose', 'update', { k: 'x', n: 9 }, { match: ['k'] }))).toMatchObject(
      {
        changed: 2,
        after: [
          { k: 'x', n: 9 },
          { k: 'x', n: 9 },
        ],
      },
    );
  });
  test('show the first hundred rows of many, and change all', async () => {
    const result = await writeAsPreviewed(rowWrite(file, 'many', 'update', { k: 'x', n: 0 }, { match: ['k'] }));
    expect(result).toMatchObject({ changed: 250 });
    expect((result as RowWriteResult).after).toHaveLength(100);
    expect(look(file, 'SELECT count(*) c FROM many WHERE n = 0')).toEqual([{ c: 250 }]);
  });
  test('a deleted row takes along what depends on it', async () => {
    expect(await writeAsPreviewed(rowWrite(file, 'customers', 'delete', { id: 1 }, { match: ['id'] }))).toEqual({
      sql: 'DELETE FROM "customers" WHERE "id" = ?',
      changed: 1,
      lastRowId: 0,
      before: [{ id: 1, name: 'Ana' }],
      after: [],
    });
    expect(look(file, 'SELECT id FROM orders')).toEqual([{ id: 5 }]);
  });
});

describe('upsert', () => {
  const file = create(shop);
  test('uses ON CONFLICT where a unique index has exactly the key columns', async () => {
    const write = (n: number) => rowWrite(file, 'keyed', 'upsert', { n, b: 1, a: 'x' }, { match: ['a', 'b'] });
    expect(await writeAsPreviewed(write(1))).toMatchObject({
      sql: expect.stringContaining('ON CONFLICT ("b", "a") DO UPDATE SET "n" = excluded."n"'),
      changed: 1,
      before: [],
      after: [{ a: 'x', b: 1, n: 1 }],
    });
    expect(await writeAsPreviewed(write(2))).toMatchObject({ changed: 1, before: [{ n: 1 }], after: [{ n: 2 }] });
  });
  test('tells the rowid of a row it added, and none for one it changed', async () => {
    const write = (code: string) => rowWrite(file, 'orders', 'upsert', { code, note: 'n' }, { match: ['code'] });
    expect(await writeAsPreviewed(write('new'))).toMatchObject({ lastRowId: 6, changed: 1 });
    expect(await writeAsPreviewed(write('new'))).toMatchObject({ lastRowId: 0, changed: 1 });
  });
  test('updates, then inserts, where there is no such index', async () => {
    const write = (k: string) => rowWrite(file, 'loose', 'upsert', { k, n: 5 }, { match: ['k'] });
    expect(await writeAsPreviewed(write('x'))).toMatchObject({ changed: 2, sql: expect.stringMatching(/^UPDATE/) });
    expect(await writeAsPreviewed(write('y'))).toMatchObject({
      changed: 1,
      sql: 'INSERT INTO "loose" ("k", "n") VALUES (?, ?) RETURNING *',
    });
  });
  test('changes a row that is there without the columns a new one would need', async () => {
    const write = (sku: string) => rowWrite(file, 'stock', 'upsert', { sku, n: 8 }, { match: ['sku'] });
    expect(await writeAsPreviewed(write('s1'))).toMatchObject({ after: [{ sku: 's1', name: 'Mug', n: 8 }] });
    expect(await writeAsPreviewed(write('s2'))).toMatchObject({ fault: 'database.constraint' });
  });
  test('of nothing but the key leaves a row that is there as it is', async () => {
    const write = (table: string, row: Record<string, string>) =>
      rowWrite(file, table, 'upsert', row, { match: Object.keys(row) });
    expect(await writeAsPreviewed(write('orders', { code: 'A' }))).toMatchObject({ changed: 0, after: [{ id: 1 }] });
    expect(await writeAsPreviewed(write('loose', { k: 'x' }))).toMatchObject({ changed: 0, before: [{}, {}] });
    expect(await writeAsPreviewed(write('loose', { k: 'z' }))).toMatchObject({ changed: 1 });
  });
  test('does without ON CONFLICT when the index compares differently from the column', async () => {
    const write = rowWrite(file, 'odd', 'upsert', { k: 'a', n: 1 }, { match: ['k'] });
    expect(await writeAsPreviewed(write)).toMatchObject({ changed: 1 });
    expect(await writeAsPreviewed(write)).toMatchObject({ changed: 1, before: [{ k: 'a', n: 1 }] });
  });
  test('does not take an index over some rows only for one over all', async () => {
    const write = rowWrite(file, 'part', 'upsert', { k: 'a', n: 1 }, { match: ['k'] });
    expect(await writeAsPreviewed(write)).toMatchObject({ changed: 1, lastRowId: 1 });
    expect(await writeAsPreviewed(write)).toMatchObject({ changed: 1, lastRowId: 0 });
  });
});

describe('creating the table', () => {
  const other = create('CREATE TABLE other (a)');
  test('makes file and table with columns that fit the values, once', async () => {
    const file = join(folder, 'new.db');
    const write = rowWrite(
      file,
      'my "sales"',
      'upsert',
      { id: 1, 'unit price': 2.5, name: 'Ana', more: null },
      {
        match: ['id'],
        createTable: true,
      },
    );
    expect(await writeAsPreviewed(write)).toEqual({
      sql:
        'CREATE TABLE "my ""sales""" ("id" INTEGER, "unit price" REAL, "name" TEXT, "more", UNIQUE ("id"));\n' +
        'INSERT INTO "my ""sales""" ("id", "unit price", "name", "more") VALUES (?, ?, ?, ?) ON CONFLICT ("id") DO UPDATE SET ' +
        '"unit price" = excluded."unit price", "name" = excluded."name", "more" = excluded."more" RETURNING *',
      changed: 1,
      lastRowId: 1,
      before: [],
      after: [{ id: 1, 'unit price': 2.5, name: 'Ana', more: null }],
    });
    expect(await writeAsPreviewed(write)).toMatchObject({ sql: expect.stringMatching(/^INSERT/), before: [{ id: 1 }] });
  });
  test('is done once by many writes at the same time', async () => {
    const file = join(folder, 'crowd.db');
    const writes = Array.from({ length: 20 }, (_, n) => rowWrite(file, 't', 'insert', { n }, { createTable: true }));
    await Promise.all(writes.map((write) => databases.write({ ...calm(), write })));
    expect(look(file, 'SELECT count(*) c, max(n) m FROM t')).toEqual([{ c: 20, m: 19 }]);
  });
  test.each([
    ['sqlite_x', { a: 1 }, 'database.name'],
    ['', { a: 1 }, 'database.name'],
    ['t', { '': 1 }, 'database.name'],
    ['t', {}, 'database.no-columns'],
  ])('%j with %j is refused', async (table, row, fault) => {
    expect(await writeAsPreviewed(rowWrite(other, table, 'insert', row, { createTable: true }))).toMatchObject({
      fault,
    });
    expect(look(other, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'other' }]);
  });
  test('needs the folder', async () => {
    const write = rowWrite(join(folder, 'nowhere', 'x.db'), 't', 'insert', { a: 1 }, { createTable: true });
    expect(await writeAsPreviewed(write)).toMatchObject({ fault: 'database.folder-missing' });
  });
});

describe('a write that makes no sense is refused', () => {
  const file = create(shop);
  test.each([
    ['update without a key', rowWrite(file, 'orders', 'update', { note: 'n' }), 'database.no-match'],
    ['delete without a key', rowWrite(file, 'orders', 'delete', { id: 1 }), 'database.no-match'],
    ['a key without a value', rowWrite(file, 'orders', 'delete', { id: 1 }, { match: ['code'] }), 'database.no-match'],
    ['an empty key', rowWrite(file, 'orders', 'delete', { code: null }, { match: ['code'] }), 'database.empty-match'],
    ['nothing to set', rowWrite(file, 'orders', 'update', { id: 1 }, { match: ['id'] }), 'database.nothing-to-set'],
    ['a column twice', rowWrite(file, 'orders', 'insert', { note: 'a', NOTE: 'b' }), 'database.column-twice'],
    ['a generated column', rowWrite(file, 'orders', 'insert', { total: 4 }), 'database.generated-column'],
    ['a view', rowWrite(file, 'seen', 'insert', { id: 4 }), 'database.not-a-table'],
    ['the schema table', rowWrite(file, 'sqlite_schema', 'insert', { name: 'x' }), 'database.no-table'],
    ['an unknown table', rowWrite(file, 'ordrs', 'insert', { id: 4 }), 'database.no-table'],
    ['an unknown column', rowWrite(file, 'orders', 'insert', { nots: 4 }), 'database.no-column'],
    ['SQL in a column name', rowWrite(file, 'orders', 'insert', { 'id") --': 4 }), 'database.no-column'],
  ])('%s', async (_title, write, fault) => {
    expect(await writeAsPreviewed(write)).toMatchObject({ fault });
  });

  test('a column that was removed since is named, with those that are left', async () => {
    const changed = create('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, phone TEXT)');
    const write = rowWrite(changed, 't', 'insert', { name: 'Ana', phone: '1' });
    await databases.write({ ...calm(), write });
    await databases.execute({ ...calm(), file: changed, sql: 'ALTER TABLE t DROP COLUMN phone', bind: [] });
    await expect(databases.write({ ...calm(), write })).rejects.toMatchObject({
      code: 'database.no-column',
      message: 'Table "t" has no column "phone". It has: "id", "name".',
    });
  });
});
