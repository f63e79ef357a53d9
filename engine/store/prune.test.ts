import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { openDatabase } from './open.ts';
import { pruneBatch, type Retention } from './prune.ts';
import { runsMigrations } from './runs-migrations.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 23);
const retention: Retention = { days: 30, runsPerFlow: 1000, attentionDays: 90, rejected: 10 };

const open = (): Database => {
  const database = openDatabase(join(tempFolder(), 'runs.db'), runsMigrations);
  // Nothing here is about power cuts, and thousands of rows are written one by one.
  database.pragma('synchronous = OFF');
  return database;
};

const addRun = (
  database: Database,
  daysAgo: number,
  place: number,
  more: { status?: string; attention?: number; flow?: number } = {},
) => {
  const { status = 'succeeded', attention = 0, flow = 1 } = more;
  const id = Math.floor((now - daysAgo * dayMs) * 4096) + place;
  const finished = ['succeeded', 'failed', 'cancelled'].includes(status) ? 1 : null;
  database
    .prepare(`INSERT INTO events (id, flow_id, node, kind, verdict, run_id) VALUES (?, ?, 'a', 'manual', 'started', ?)`)
    .run(id, flow, id);
  database
    .prepare(
      `INSERT INTO runs (id, flow_id, version, event_id, trigger, status, finished_at_ms, key_root, attention)
       VALUES (?, ?, 1, ?, 'a', ?, ?, ?, ?)`,
    )
    .run(id, flow, id, status, finished, id, attention);
  database
    .prepare(
      `INSERT INTO steps (run_id, node, status, first_started_at_ms, started_at_ms) VALUES (?, 'b', 'succeeded', 1, 1)`,
    )
    .run(id);
  return id;
};

const pruneAll = (database: Database, limits = retention): number => {
  let batches = 0;
  while (pruneBatch(database, limits, now) > 0) batches++;
  return batches;
};

const left = (database: Database) => ({
  runs: database.prepare('SELECT id FROM runs ORDER BY id').pluck().all(),
  events: database.prepare('SELECT count(*) FROM events').pluck().get(),
  steps: database.prepare('SELECT count(*) FROM steps').pluck().get(),
});

test('runs past their days go with their steps and events, in batches', () => {
  const database = open();
  for (let place = 0; place < 1200; place++) addRun(database, 31, place);
  const kept = addRun(database, 1, 0);
  expect(pruneAll(database)).toBe(3);
  expect(left(database)).toEqual({ runs: [kept], events: 1, steps: 1 });
});

test('a run that is not over is never touched, however old', () => {
  const database = open();
  const waiting = addRun(database, 400, 0, { status: 'waiting' });
  const asking = addRun(database, 400, 1, { status: 'needs-decision', attention: 1 });
  pruneAll(database);
  expect(left(database).runs).toEqual([waiting, asking]);
});

test('a failed run nobody has seen to is kept for 90 days', () => {
  const database = open();
  addRun(database, 91, 0, { status: 'failed', attention: 1 });
  const kept = addRun(database, 60, 0, { status: 'failed', attention: 1 });
  addRun(database, 60, 1, { status: 'failed', attention: 0 });
  pruneAll(database);
  expect(left(database).runs).toEqual([kept]);
});

test('only so many runs of each flow are kept, the newest ones', () => {
  const database = open();
  const first = [0, 1, 2, 3].map((place) => addRun(database, 1, place, { flow: 1 }));
  const second = addRun(database, 2, 0, { flow: 2 });
  pruneAll(database, { ...retention, runsPerFlow: 2 });
  expect(left(database).runs).toEqual([second, ...first.slice(2)]);
});

test('the event of a run lives as long as a retry needs it', () => {
  const database = open();
  const original = addRun(database, 31, 0);
  const retry = addRun(database, 1, 0);
  database.prepare('DELETE FROM events WHERE id = ?').run(retry);
  database.prepare('UPDATE runs SET event_id = ?, retry_of = ? WHERE id = ?').run(original, original, retry);
  pruneAll(database);
  expect(left(database)).toMatchObject({ runs: [retry], events: 1 });
});

test('rejected arrivals and outdated delivery ids go too', () => {
  const database = open();
  for (let place = 0; place < 15; place++)
    database
      .prepare(`INSERT INTO events (id, flow_id, node, kind, verdict) VALUES (?, 1, 'a', 'webhook', 'bad-signature')`)
      .run(now * 4096 + place);
  database.prepare(`INSERT INTO seen VALUES (1, 'a', 'old', 1, ?), (1, 'a', 'new', 2, ?)`).run(now - 1, now + 1);
  pruneAll(database);
  expect(left(database).events).toBe(10);
  expect(database.prepare('SELECT key FROM seen').pluck().all()).toEqual(['new']);
});

test.each([
  ['runs of a flow', 'SELECT * FROM runs WHERE flow_id = 1 AND id < 9 ORDER BY id DESC LIMIT 50', 'runs_by_flow'],
  ['all runs', 'SELECT * FROM runs WHERE id < 9 ORDER BY id DESC LIMIT 50', 'PRIMARY KEY'],
  ['open runs', 'SELECT * FROM runs WHERE finished_at_ms IS NULL ORDER BY id', 'runs_open'],
  ['runs that need attention', 'SELECT count(*) FROM runs WHERE attention = 1', 'runs_attention'],
  [
    'arrivals of a flow',
    'SELECT * FROM events WHERE flow_id = 1 AND id < 9 ORDER BY id DESC LIMIT 50',
    'events_by_flow',
  ],
  ['a repeated delivery', `SELECT event_id FROM seen WHERE flow_id = 1 AND node = 'a' AND key = 'k'`, 'PRIMARY KEY'],
  ['steps of a run', 'SELECT * FROM steps WHERE run_id = 1 ORDER BY node, item, attempt', 'PRIMARY KEY'],
  [
    'timers that are due',
    'SELECT DISTINCT run_id FROM timers WHERE fire_at_ms <= 1 ORDER BY fire_at_ms LIMIT 500',
    'timers_due',
  ],
])('the query for %s walks an index', (_, sql, index) => {
  const plan = open().prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
  expect(plan[0]?.detail).toContain(index);
  expect(plan.map(({ detail }) => detail).join()).not.toMatch(/^SCAN \w+$|TEMP B-TREE FOR ORDER BY/);
});

test('a run over a long list goes a part at a time, and whole in the end', () => {
  const database = open();
  const id = addRun(database, 31, 0);
  const step = database.prepare(
    `INSERT INTO steps (run_id, node, item, status, first_started_at_ms, started_at_ms) VALUES (?, 'b', ?, 'succeeded', 1, 1)`,
  );
  database.transaction(() => {
    for (let item = 1; item < 12_000; item++) step.run(id, item);
  })();
  const counts: unknown[] = [];
  while (pruneBatch(database, retention, now) > 0) counts.push(left(database).steps);
  expect(counts).toEqual([7000, 2000, 0]);
  expect(left(database)).toEqual({ runs: [], events: 0, steps: 0 });
});
