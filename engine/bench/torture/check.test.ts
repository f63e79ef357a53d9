import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { eventIdOf, runIdOf } from '../../model/ids.ts';
import { configMigrations } from '../../store/config-migrations.ts';
import { openDatabase } from '../../store/open.ts';
import { runsMigrations } from '../../store/runs-migrations.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { check } from './check.ts';
import { type Call, type Delivery, effectNode, type FlowName, flowNames, type KillScene } from './evidence.ts';
import type { Wrong } from './findings.ts';
import { lookAtKill } from './look.ts';
import { createUserFile } from './user-file.ts';

const keyOf = (letter: string): string => `wt-${letter.repeat(26)}`;

/** Evidence of one delivery to each flow, in which everything went well. Event and run of a flow share a number. */
const openScene = () => {
  const folder = tempFolder();
  const dataDir = join(folder, 'data');
  const userFile = join(folder, 'shop.db');
  mkdirSync(dataDir);
  createUserFile(userFile);
  openDatabase(join(dataDir, 'config.db'), configMigrations).close();
  const runs = openDatabase(join(dataDir, 'runs.db'), runsMigrations);
  const user = new Sqlite(userFile);
  const deliveries = new Map<string, Delivery>();
  const calls: Call[] = [];
  const scenes: KillScene[] = [];
  const ends = new Map<string, string>();
  const surprises: string[] = [];

  const call = (row: number, rest: Partial<Call> = {}): void => {
    const known = { delivery: 'send-0', run: runIdOf(row), key: keyOf('a'), outcome: 'done' as const, session: 1 };
    calls.push({ ...known, ...rest });
  };
  const store = (row: number, flow: FlowName, delivery: string): void => {
    runs
      .prepare(`INSERT INTO events (id, node, kind, verdict, run_id, payload) VALUES (?, 'hook', 'webhook', ?, ?, ?)`)
      .run(row, 'started', row, JSON.stringify({ path: flow, body: { id: delivery } }));
    runs
      .prepare(
        `INSERT INTO runs (id, flow_id, version, event_id, trigger, status, finished_at_ms, key_root)
         VALUES (?, 1, 1, ?, 'hook', 'succeeded', 5, ?)`,
      )
      .run(row, row, row);
  };
  const write = (table: 'inserted' | 'upserted', delivery: string, row: number): void => {
    user.prepare(`INSERT INTO ${table} VALUES (?, ?)`).run(delivery, runIdOf(row));
  };

  for (const [index, flow] of flowNames.entries()) {
    const row = index + 1;
    store(row, flow, `${flow}-0`);
    deliveries.set(`${flow}-0`, {
      id: `${flow}-0`,
      flow,
      sends: 1,
      acknowledged: [{ event: eventIdOf(row), duplicate: false }],
    });
    ends.set(runIdOf(row), 'succeeded at 5');
  }
  call(1);
  write('inserted', 'insert-0', 2);
  write('upserted', 'upsert-0', 3);

  const evidence = {
    ...{ seed: 1, dataDir, userFile, deliveries, calls, scenes, ends, surprises },
    refusals: new Map<string, number>(),
  };
  return { evidence, runs, user, store, call, write, findings: () => check(evidence) };
};
type Scene = ReturnType<typeof openScene>;

const wrongIn = (scene: Scene): Partial<Record<Wrong, number>> =>
  Object.fromEntries(Object.entries(scene.findings().wrong).filter(([, count]) => count > 0));

const set = (database: Database, sql: string): void => {
  database.exec(sql);
};

test('nothing is wrong when nothing went wrong', () => {
  expect(openScene().findings()).toMatchObject({ cases: [], counts: { acknowledged: 3, runs: 3, repeatedEffects: 0 } });
});

describe('what must never happen is found:', () => {
  test.each<[string, Partial<Record<Wrong, number>>, (scene: Scene) => void]>([
    [
      'an acknowledged delivery that is not there',
      { lost: 1, uncalledFor: 1 },
      ({ runs }) => set(runs, 'DELETE FROM events WHERE id = 2'),
    ],
    [
      'an acknowledged delivery without its run',
      { lost: 1, changedEnds: 1 },
      ({ runs }) => set(runs, 'DELETE FROM runs WHERE id = 2'),
    ],
    [
      'an id that was given for another delivery',
      { lost: 1 },
      ({ evidence }) => evidence.deliveries.get('send-0')?.acknowledged.push({ event: eventIdOf(2), duplicate: true }),
    ],
    [
      'a run that failed',
      { notSucceeded: 1, changedEnds: 1 },
      ({ runs }) => set(runs, `UPDATE runs SET status = 'failed' WHERE id = 2`),
    ],
    [
      'a run that is still open',
      { notSucceeded: 1, changedEnds: 1 },
      ({ runs }) => set(runs, `UPDATE runs SET status = 'waiting', finished_at_ms = NULL WHERE id = 2`),
    ],
    [
      'a run that ended a second time',
      { changedEnds: 1 },
      ({ runs }) => set(runs, 'UPDATE runs SET finished_at_ms = 6 WHERE id = 2'),
    ],
    [
      'a repeat that was not recognised',
      { startedTwice: 1 },
      ({ store, write }) => {
        store(9, 'insert', 'insert-0');
        write('inserted', 'insert-0', 9);
      },
    ],
    [
      'an event nobody sent',
      { foreign: 1 },
      ({ store, write }) => {
        store(9, 'insert', 'insert-9');
        write('inserted', 'insert-9', 9);
      },
    ],
    ['a row that is missing', { missing: 1 }, ({ user }) => set(user, 'DELETE FROM inserted')],
    ['a call that is missing', { missing: 1 }, ({ evidence }) => evidence.calls.pop()],
    ['a row that is there twice', { unexplained: 1 }, ({ write }) => write('inserted', 'insert-0', 2)],
    [
      'an upsert that was done twice',
      { unexplained: 1 },
      ({ user }) => set(user, `UPDATE upserted SET delivery = delivery`),
    ],
    ['a call that came twice', { unexplained: 1 }, ({ call }) => call(1, { session: 2 })],
    [
      'two calls without a kill between them',
      { unexplained: 1 },
      ({ evidence, call }) => {
        evidence.scenes.push({ running: [], inFlight: [runIdOf(1)] });
        call(1);
      },
    ],
    [
      'an upsert that left two rows',
      { unexplained: 1 },
      ({ evidence, write }) => {
        evidence.scenes.push({ running: [], inFlight: [runIdOf(3)] });
        write('upserted', 'upsert-0', 3);
      },
    ],
    ['a second key for one run', { wrongKeys: 1 }, ({ call }) => call(1, { outcome: 'answered-500', key: keyOf('b') })],
    ['a call without a key', { wrongKeys: 1 }, ({ call }) => call(1, { outcome: 'hung-up', key: null })],
    ['a key two runs share', { wrongKeys: 1, uncalledFor: 1 }, ({ call }) => call(9)],
    ['an effect nobody asked for', { uncalledFor: 1 }, ({ write }) => write('inserted', 'insert-9', 9)],
    [
      'an end of the product nobody caused',
      { surprises: 1 },
      ({ evidence }) => evidence.surprises.push('it ended by itself'),
    ],
  ])('%s', (_, wrong, breakIt) => {
    const scene = openScene();
    breakIt(scene);
    expect(wrongIn(scene)).toEqual(wrong);
  });

  test('a damaged file', () => {
    const scene = openScene();
    const file = openSync(scene.evidence.userFile, 'r+');
    writeSync(file, Buffer.alloc(200, 0xff), 0, 200, 4096);
    closeSync(file);
    expect(Object.keys(wrongIn(scene))).toEqual(['damaged']);
  });
});

describe('what may happen is counted:', () => {
  test('an effect repeated because a kill found it in flight', () => {
    const scene = openScene();
    scene.evidence.scenes.push({ running: [], inFlight: [runIdOf(1), runIdOf(2)] }, { running: [], inFlight: [] });
    scene.call(1, { session: 2 });
    scene.write('inserted', 'insert-0', 2);
    expect(scene.findings()).toMatchObject({ cases: [], counts: { repeatedEffects: 2, maxRepeatsPerKill: 2 } });
  });

  test('attempts that failed on purpose', () => {
    const scene = openScene();
    scene.call(1, { outcome: 'answered-500' });
    scene.call(1, { outcome: 'hung-up' });
    expect(scene.findings()).toMatchObject({ cases: [], counts: { failedOnPurpose: 2, repeatedEffects: 0 } });
  });

  test('a delivery that is stored though its sender never heard of it', () => {
    const scene = openScene();
    scene.evidence.deliveries.get('insert-0')?.acknowledged.pop();
    expect(scene.findings()).toMatchObject({ cases: [], counts: { acknowledged: 2, storedUnacknowledged: 1 } });
  });

  test('a repeat that was recognised', () => {
    const scene = openScene();
    set(
      scene.runs,
      `INSERT INTO events (id, node, kind, verdict, repeat_of, payload)
       VALUES (9, 'hook', 'webhook', 'repeat', 2, '{"path":"insert","body":{"id":"insert-0"}}')`,
    );
    scene.evidence.deliveries.get('insert-0')?.acknowledged.push({ event: eventIdOf(2), duplicate: true });
    expect(scene.findings()).toMatchObject({ cases: [], counts: { repeatsRecognised: 1 } });
  });
});

test('a look at a kill finds what was in flight and what had ended', () => {
  const { runs, evidence } = openScene();
  set(
    runs,
    `UPDATE runs SET status = 'running', finished_at_ms = NULL WHERE id IN (1, 2);
     INSERT INTO steps (run_id, node, status, first_started_at_ms, started_at_ms)
       VALUES (1, '${effectNode}', 'started', 1, 1), (2, 'map', 'started', 1, 1), (3, '${effectNode}', 'started', 1, 1)`,
  );
  const ends = new Map<string, string>();
  expect(lookAtKill(evidence.dataDir, ends)).toEqual({ running: [runIdOf(1), runIdOf(2)], inFlight: [runIdOf(1)] });
  expect([...ends]).toEqual([[runIdOf(3), 'succeeded at 5']]);
});
