import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchNodeChild } from '../../adapters/children/launch-node-child.ts';
import { createUserDatabases } from '../../adapters/databases/user-databases.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './sqlite-query.ts';

const folder = mkdtempSync(join(tmpdir(), 'whenthen-sqlite-query-'));
const file = join(folder, 'shop.db');
const databases = createUserDatabases({ launch: launchNodeChild, maxRows: 3 });
const outside = { databases };

beforeAll(async () => {
  const db = new Database(file);
  db.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name); INSERT INTO t (name) VALUES ('Ana'), ('Bo'), ('Cy'), ('Di')");
  db.close();
  // Both children are up before the steps, which have little time, need them.
  const calm = { timeoutMs: 15_000, signal: new AbortController().signal };
  await databases.execute({ ...calm, file, sql: 'SELECT 1', bind: [] });
  await databases.query({ ...calm, file, sql: 'SELECT 1', bind: [] });
});
afterAll(async () => {
  await databases.stop();
  rmSync(folder, { recursive: true });
});

test('gives the rows, with values bound and never read as SQL', async () => {
  const sql = 'SELECT id FROM t WHERE name = ? OR name = ? OR id = ?';
  const bind = ['{{ trigger.name }}', "' OR 1=1 --", '{{ trigger.sure }}'];
  expect(await tryStep(node, { file, sql, bind }, { trigger: { name: 'Bo', sure: true }, outside })).toEqual({
    output: { rows: [{ id: 1 }, { id: 2 }], count: 2, first: { id: 1 }, truncated: false },
    did: { kind: 'query', file, sql, bind: ['Bo', "' OR 1=1 --", true] },
  });
});

test('gives nothing found as an empty list, and says when there is more than it gives', async () => {
  const none = await tryStep(node, { file, sql: 'SELECT * FROM t WHERE id > 99' }, { outside });
  expect(none.output).toEqual({ rows: [], count: 0, first: null, truncated: false });
  const many = await tryStep(node, { file, sql: 'SELECT * FROM t' }, { outside });
  expect(many.output).toMatchObject({ count: 3, truncated: true });
});

test('changes rows, tells how many, and a dry run changes none', async () => {
  const params = { file, sql: 'UPDATE t SET name = ? WHERE id > 2 RETURNING id', bind: ['{{ trigger.tags }}'] };
  const trial = { trigger: { tags: ['x'] }, outside };
  const preview = await tryPreview(node, params, trial);
  expect(
    (await tryStep(node, { file, sql: 'SELECT 1 FROM t WHERE name = \'["x"]\'' }, { outside })).output,
  ).toMatchObject({
    count: 0,
  });
  const done = await tryStep(node, params, trial);
  expect(done.output).toEqual({ changed: 2, lastRowId: 0, rows: [{ id: 3 }, { id: 4 }] });
  expect(preview.did).toEqual(done.did);
});

test('a statement that only looks like reading cannot change anything', async () => {
  const sql = 'EXPLAIN SELECT 1; DELETE FROM t';
  await expect(tryStep(node, { file, sql }, { outside })).rejects.toMatchObject({ code: 'database.bad-sql' });
});

test('is judged by its text', () => {
  const effect = (sql: string) => node.effect(node.params.parse({ sql }));
  expect([effect('SELECT 1'), effect('DELETE FROM t')]).toEqual(['reads', 'not-repeatable']);
});

test('values in the text are refused when the flow is checked', () => {
  expect(problemsOf(node, { file, sql: "SELECT * FROM t WHERE name = '{{ trigger.name }}'" })).toEqual([
    'sql: "sql" cannot hold a placeholder: values go into the list below the statement, never into the text.',
  ]);
  expect(problemsOf(node, {})).toEqual(['file: No database is chosen.', 'sql: The statement is empty.']);
});

test('asks for the one file, and shows the statement in its summary', () => {
  const params = node.params.parse({ file, sql: ' SELECT 1 ' });
  expect(node.grants?.(params)).toEqual([{ kind: 'database', target: file }]);
  expect(node.summary(params)).toBe('Runs "SELECT 1"');
  expect(node.sample(params)).toMatchObject({ count: 1 });
});
