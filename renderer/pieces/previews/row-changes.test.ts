import { expect, test } from 'vitest';
import type { Preview } from '../../client/types.ts';
import { columnsOf, matchedBy, rowChanges } from './row-changes.ts';

const row: Extract<Preview, { kind: 'row' }> = {
  kind: 'row',
  file: 'shop.db',
  table: 'accounts',
  mode: 'upsert',
  sql: '',
  before: [],
  after: [],
};

test('a row is added, changed in some cells, left as it is, or deleted', () => {
  const changes = rowChanges({
    ...row,
    before: [
      { id: 1, name: 'Ana', paid: 0 },
      { id: 2, name: 'Rui', paid: 5 },
    ],
    after: [
      { id: 1, name: 'Ana', paid: 49 },
      { id: 2, name: 'Rui', paid: 5 },
      { id: 3, name: 'Eva', paid: 1 },
    ],
  });
  expect(changes.map(({ kind, columns }) => [kind, [...columns]])).toEqual([
    ['changed', ['paid']],
    ['same', []],
    ['added', []],
  ]);
  expect(rowChanges({ ...row, mode: 'delete', before: [{ id: 1 }], after: [] }).map(({ kind }) => kind)).toEqual([
    'deleted',
  ]);
});

test('columns keep the order of the table', () => {
  expect(columnsOf({ ...row, before: [{ b: 1, a: 2 }], after: [{ b: 1, a: 3, c: 4 }] })).toEqual(['b', 'a', 'c']);
});

test('what a row was found by is read from the statement', () => {
  const upsert =
    'INSERT INTO "accounts" ("customer", "paid") VALUES (?, ?) ON CONFLICT ("customer") DO UPDATE SET "paid" = excluded."paid" RETURNING *';
  expect(matchedBy({ ...row, sql: upsert })).toEqual(['customer']);
  const update = 'UPDATE "accounts" SET "paid" = ? WHERE "first" = ? AND "a ""b""" = ? RETURNING *';
  expect(matchedBy({ ...row, mode: 'update', sql: update })).toEqual(['first', 'a "b"']);
  expect(matchedBy({ ...row, mode: 'insert', sql: 'INSERT INTO "a" ("x") VALUES (?) RETURNING *' })).toEqual([]);
});
