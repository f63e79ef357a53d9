import { describe, expect, test } from 'vitest';
import { readStart, refuseStatement } from './statement-rules.ts';

describe('what a statement begins with', () => {
  test.each([
    ['select 1', 'SELECT', false],
    ['  -- a note; ATTACH\n\t/* more */ INSERT INTO t VALUES (1)', 'INSERT', false],
    ['/* never closed ATTACH', '', false],
    [';;\uFEFF; ATTACH x AS y', 'ATTACH', false],
    ['/**/ATTACH/**/x', 'ATTACH', false],
    ['EXPLAIN DELETE FROM t', 'DELETE', true],
    ['explain -- why\n query /* x */ plan Select 1', 'SELECT', true],
    ['EXPLAIN ATTACH x AS y', 'ATTACH', true],
    ["'ATTACH'", '', false],
    ['"PRAGMA"', '', false],
    ['', '', false],
  ])('%j is %s', (sql, verb, explained) => {
    expect(readStart(sql)).toEqual({ verb, explained });
  });
});

describe('refused statements', () => {
  test.each([
    "ATTACH 'x.db' AS x",
    'DETACH x',
    'PRAGMA journal_mode = WAL',
    'VACUUM',
    "vacuum into 'copy.db'",
    'BEGIN',
    'COMMIT',
    'END',
    'ROLLBACK',
    'SAVEPOINT a',
    'RELEASE a',
    "/* x */ -- y\n attach 'x.db' AS x",
  ])('%j', (sql) => {
    expect(() => refuseStatement(readStart(sql))).toThrow(expect.objectContaining({ code: 'database.sql-refused' }));
  });

  test.each([
    'SELECT attach FROM mails',
    "SELECT 'PRAGMA x'",
    'SELECT 1 -- ATTACH',
    'WITH vacuum AS (SELECT 1) SELECT * FROM vacuum',
    'CREATE TRIGGER t AFTER INSERT ON o BEGIN DELETE FROM p; END',
  ])('but not %j', (sql) => {
    expect(() => refuseStatement(readStart(sql))).not.toThrow();
  });
});
