import { expect, test } from 'vitest';
import { readsOnly } from './reads-only.ts';

test.each([
  'SELECT 1',
  ' -- note\n select 1',
  '/* DELETE */ VALUES (1)',
  'EXPLAIN DELETE FROM t',
  'WITH a AS (SELECT 1) SELECT * FROM a',
  "WITH a AS (SELECT 'DELETE') SELECT replace(x, 'a', 'b') FROM a -- UPDATE",
  'WITH a(b) AS (VALUES (1)) SELECT "update", [delete] FROM a',
])('%j reads', (sql) => {
  expect(readsOnly(sql)).toBe(true);
});

test.each([
  '',
  'DELETE FROM t',
  'INSERT INTO t SELECT 1',
  'CREATE TABLE t (a)',
  'WITH a AS (SELECT (1)) DELETE FROM t',
  'WITH a AS (SELECT 1) REPLACE INTO t SELECT * FROM a',
  'selection',
])('%j does not', (sql) => {
  expect(readsOnly(sql)).toBe(false);
});
