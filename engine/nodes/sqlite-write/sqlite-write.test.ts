import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchNodeChild } from '../../adapters/children/launch-node-child.ts';
import { createUserDatabases } from '../../adapters/databases/user-databases.ts';
import { personFault } from '../../model/fault.ts';
import type { UserDatabases } from '../../model/outside.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './sqlite-write.ts';

const folder = mkdtempSync(join(tmpdir(), 'whenthen-sqlite-write-'));
const file = join(folder, 'shop.db');
const databases = createUserDatabases({ launch: launchNodeChild });
const outside = { databases };

beforeAll(async () => {
  const db = new Database(file);
  db.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL, paid INTEGER, items TEXT)');
  db.close();
  // Both children are up before the steps, which have little time, need them.
  const calm = { timeoutMs: 15_000, signal: new AbortController().signal };
  await databases.execute({ ...calm, file, sql: "INSERT INTO orders (name) VALUES ('first')", bind: [] });
  await databases.query({ ...calm, file, sql: 'SELECT 1', bind: [] });
});
afterAll(async () => {
  await databases.stop();
  rmSync(folder, { recursive: true });
});

const look = (): unknown[] => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT * FROM orders ORDER BY id').all();
  } finally {
    db.close();
  }
};
const params = (mode: string, values: Record<string, string>, match: string[] = []) => ({
  file,
  table: 'orders',
  mode,
  match,
  values: Object.entries(values).map(([column, value]) => ({ column, value })),
});

describe('a row', () => {
  const filled = params('insert', {
    name: '{{ trigger.name }}',
    paid: '{{ trigger.paid }}',
    items: '{{ trigger.items }}',
  });
  const trigger = { name: "Ana'); DROP TABLE orders; --", paid: true, items: [{ sku: 'a', n: 2 }] };
  const row = { id: 2, name: trigger.name, paid: 1, items: '[{"sku":"a","n":2}]' };

  test('is shown by a dry run exactly as it is then written', async () => {
    const before = look();
    const preview = await tryPreview(node, filled, { trigger, outside });
    expect(look()).toEqual(before);
    const done = await tryStep(node, filled, { trigger, outside });
    expect(preview).toEqual(done);
    expect(done).toEqual({
      output: { changed: 1, lastRowId: 2, row },
      did: {
        kind: 'row',
        file,
        table: 'orders',
        mode: 'insert',
        sql: 'INSERT INTO "orders" ("name", "paid", "items") VALUES (?, ?, ?) RETURNING *',
        before: [],
        after: [row],
      },
    });
    expect(look()).toHaveLength(2);
  });

  test('is changed and deleted by its key', async () => {
    const changed = await tryStep(node, params('update', { id: '{{ trigger.id }}', name: 'Bo' }, ['id']), {
      trigger: { id: 1 },
      outside,
    });
    expect(changed.output).toEqual({ changed: 1, lastRowId: 0, row: { id: 1, name: 'Bo', paid: null, items: null } });
    const deleted = await tryStep(node, params('delete', { id: '1' }, ['id']), { outside });
    expect(deleted).toMatchObject({ output: { changed: 1, row: null }, did: { before: [{ name: 'Bo' }], after: [] } });
  });

  test('that is not there gives an output without a row', async () => {
    const missing = await tryStep(node, params('delete', { id: '99' }, ['id']), { outside });
    expect(missing.output).toEqual({ changed: 0, lastRowId: 0, row: null });
  });
});

test('a dry run without permission shows the planned row only', async () => {
  const refuse = async () => {
    throw personFault('grant.missing', 'This flow is not allowed to use the database.');
  };
  const closed = { databases: { ...databases, previewWrite: refuse, write: refuse } satisfies UserDatabases };
  const filled = params('upsert', { id: '{{ trigger.id }}', name: 'Cy' }, ['id']);
  const trial = { trigger: { id: 7 }, outside: closed };
  expect(await tryPreview(node, filled, trial)).toEqual({
    output: { changed: 1, lastRowId: 0, row: { id: 7, name: 'Cy' } },
    did: { kind: 'row', file, table: 'orders', mode: 'upsert', sql: '', before: [], after: [{ id: 7, name: 'Cy' }] },
  });
  await expect(tryStep(node, filled, trial)).rejects.toMatchObject({ code: 'grant.missing' });
});

test('a dry run tells what would go wrong', async () => {
  const wrong = { ...params('insert', { name: 'x' }), table: 'ordres' };
  await expect(tryPreview(node, wrong, { outside })).rejects.toMatchObject({ code: 'database.no-table' });
});

test('only adding a row is unsafe to repeat', () => {
  const effect = (mode: string) => node.effect(node.params.parse({ mode }));
  expect(['insert', 'update', 'upsert', 'delete'].map(effect)).toEqual([
    'not-repeatable',
    'repeatable',
    'repeatable',
    'repeatable',
  ]);
});

test('the file must be named outright, and is what a person allows', () => {
  expect(problemsOf(node, { ...params('insert', {}), file: '/data/{{ trigger.shop }}.db' })).toEqual([
    'file: "file" cannot hold a placeholder: the database must be named outright, so that a person can allow this one file.',
  ]);
  expect(node.grants?.(node.params.parse(params('insert', {})))).toEqual([{ kind: 'database', target: file }]);
});

test('what is not filled in is named', () => {
  expect(problemsOf(node, {})).toEqual(['file: No database is chosen.', 'table: No table is chosen.']);
  expect(problemsOf(node, params('update', { name: 'x' }))).toEqual(['match: It is not said which rows are meant.']);
  expect(problemsOf(node, params('upsert', { name: 'x' }, ['id']))).toEqual([
    'values: Rows are found by "id", but no value is given for it.',
  ]);
  expect(problemsOf(node, params('upsert', { ID: '1', name: 'x' }, ['id']))).toEqual([]);
});

test('the summary and the sample name the values', () => {
  const typed = node.params.parse(params('upsert', { id: '7', name: 'Ana' }, ['id']));
  expect(node.summary(typed)).toBe('Adds or changes a row of orders in shop.db where id is "7"');
  expect(node.summary(node.params.parse({}))).toBe('Writes a row into a database table');
  expect(node.sample(typed)).toEqual({ changed: 1, lastRowId: 1043, row: { id: '7', name: 'Ana' } });
});
