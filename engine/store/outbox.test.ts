import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outboxIdOf, rowAtTime, rowOf, runIdOf } from '../model/ids.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openDatabase } from './open.ts';
import { createOutbox } from './outbox.ts';
import { pruneBatch } from './prune.ts';
import { runsMigrations } from './runs-migrations.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 24);
const retention = { days: 30, runsPerFlow: 1000, attentionDays: 90, rejected: 10 };

const open = () => {
  const database = openDatabase(join(tempFolder(), 'runs.db'), runsMigrations);
  const insert = database.prepare(
    `INSERT INTO outbox (id, kind, flow_id, run_id, node, key, message) VALUES (?, ?, 1, 2, 'mail', ?, ?)`,
  );
  const add = (id: number, kind: 'email' | 'notification' = 'email') =>
    insert.run(id, kind, `wt-${id}`, JSON.stringify({ kind, title: String(id) }));
  return { database, add, outbox: createOutbox(database) };
};

test('a folder from before the outbox gets one, and keeps what it has', () => {
  const path = join(tempFolder(), 'runs.db');
  const old = openDatabase(path, runsMigrations.slice(0, 2));
  old.prepare(`INSERT INTO events (id, flow_id, node, kind, verdict) VALUES (7, 1, 'a', 'manual', 'started')`).run();
  old.close();
  const database = openDatabase(path, runsMigrations);
  expect(database.prepare('SELECT id FROM events').pluck().all()).toEqual([7]);
  expect(database.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(0);
  database.close();
});

test('a page ends where the next one begins, newest first', () => {
  const { database, add, outbox } = open();
  for (let id = 1; id <= 5; id++) add(id, id % 2 === 0 ? 'notification' : 'email');
  const ids = (list: { id: Parameters<typeof rowOf>[0] }[]) => list.map(({ id }) => rowOf(id));
  expect(ids(outbox.list({ limit: 2 }))).toEqual([5, 4]);
  expect(ids(outbox.list({ limit: 2, before: 4 }))).toEqual([3, 2]);
  expect(ids(outbox.list({ limit: 9, kind: 'email' }))).toEqual([5, 3, 1]);
  expect(outbox.show(outboxIdOf(3))).toMatchObject({ key: 'wt-3', runId: runIdOf(2), node: 'mail' });
  expect(outbox.show(outboxIdOf(9))).toBeNull();
  database.close();
});

test('lists are read from an index, without sorting', () => {
  const { database } = open();
  const plan = (where: string) =>
    JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN SELECT * FROM outbox ${where} ORDER BY id DESC LIMIT 5`).all());
  expect(plan('WHERE id < 9')).toContain('USING INTEGER PRIMARY KEY');
  expect(plan(`WHERE kind = 'email' AND id < 9`)).toContain('USING INDEX outbox_by_kind');
  expect(plan(`WHERE kind = 'email' AND id < 9`)).not.toContain('TEMP B-TREE');
  database.close();
});

test('what is older than a month goes, and whatever is beyond ten thousand', () => {
  const { database, add } = open();
  database.pragma('synchronous = OFF');
  const count = () => database.prepare('SELECT count(*) FROM outbox').pluck().get();
  add(rowAtTime(now - 31 * dayMs));
  add(rowAtTime(now - 29 * dayMs));
  while (pruneBatch(database, retention, now) > 0);
  expect(count()).toBe(1);
  database.transaction(() => {
    for (let index = 0; index < 10_100; index++) add(rowAtTime(now) + index);
  })();
  while (pruneBatch(database, retention, now) > 0);
  expect(count()).toBe(10_000);
  database.close();
});
