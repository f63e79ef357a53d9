import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import type { LaunchChild } from '../children/launch-child.ts';
import { launchNodeChild } from '../children/launch-node-child.ts';
import { calm, createTestFolder, look, rowWrite, watchChildren } from './test-files.fixture.ts';

const { create, open, cleanUp } = createTestFolder();
afterAll(cleanUp);

const table = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a)';
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
const endlessQuery = `${endless} SELECT count(*) FROM n`;
const endlessInsert = `INSERT INTO t (a) ${endless} SELECT i FROM n`;
const within = (timeoutMs: number) => ({ timeoutMs, signal: new AbortController().signal });
const insert = (file: string, a: number) => ({ write: rowWrite(file, 't', 'insert', { a }) });
const count = (file: string) => look(file, 'SELECT count(*) c FROM t');

describe('a slow query', () => {
  test('holds up neither writes nor other files, is stopped in time, and the next query runs', async () => {
    const file = create(table);
    const databases = open();
    const slow = databases.query({ ...within(2500), file, sql: endlessQuery, bind: [] });
    const slowFault = expect(slow).rejects.toMatchObject({ code: 'database.timeout', who: 'world', retryable: true });
    let stopped = false;
    void slow.catch(() => {
      stopped = true;
    });
    const next = databases.query({ ...calm(), file, sql: 'SELECT 1 AS one', bind: [] });
    expect(await databases.write({ ...calm(), ...insert(file, 1) })).toMatchObject({ changed: 1 });
    expect(await databases.query({ ...calm(), file: create(table), sql: 'SELECT 2 AS two', bind: [] })).toMatchObject({
      rows: [{ two: 2 }],
    });
    expect(stopped).toBe(false);
    await slowFault;
    expect(await next).toMatchObject({ rows: [{ one: 1 }] });
  });

  test('is stopped when the run is, and one that waits behind it just leaves', async () => {
    const file = create(table);
    const watched = watchChildren();
    const databases = open({ launch: watched.launch });
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    third.abort();
    const ask = (signal: AbortSignal) =>
      databases.query({ timeoutMs: 10_000, signal, file, sql: endlessQuery, bind: [] });
    const cancelled = { code: 'database.cancelled', retryable: false };
    await expect(ask(third.signal)).rejects.toMatchObject(cancelled);
    await databases.query({ ...calm(), file, sql: 'SELECT 1', bind: [] });
    const running = expect(ask(first.signal)).rejects.toMatchObject(cancelled);
    const waiting = expect(ask(second.signal)).rejects.toMatchObject(cancelled);
    await expect.poll(watched.sent).toBe(2);
    second.abort();
    await waiting;
    expect(watched.gone()).toBe(0);
    first.abort();
    await running;
    expect(watched.gone()).toBe(1);
  });
});

describe('a write that is stopped', () => {
  test('takes nothing with it: the others of its transaction are done by a new child, once', async () => {
    const file = create(table);
    const databases = open();
    const slow = databases.execute({ ...within(1500), file, sql: endlessInsert, bind: [] });
    const slowFault = expect(slow).rejects.toSatisfy(
      (fault) => fault.code === 'database.timeout' && fault.outcomeUnknown === undefined,
    );
    const others = Array.from({ length: 10 }, (_, a) => databases.write({ ...calm(), ...insert(file, a) }));
    await slowFault;
    expect((await Promise.all(others)).map(({ lastRowId }) => lastRowId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(count(file)).toEqual([{ c: 10 }]);
  });

  test('leaves no half-written journal beside the file', async () => {
    const file = create(table);
    const databases = open();
    const slow = databases.execute({ ...within(2000), file, sql: endlessInsert, bind: [] });
    const fault = expect(slow).rejects.toMatchObject({ code: 'database.timeout' });
    await expect.poll(() => existsSync(`${file}-journal`)).toBe(true);
    await fault;
    await expect.poll(() => existsSync(`${file}-journal`)).toBe(false);
    expect(count(file)).toEqual([{ c: 0 }]);
  });

  /** Two writes whose commit waits until `reader` lets go; the first belongs to a run that can be stopped. */
  const waitInCommit = async () => {
    const file = create(table);
    const watched = watchChildren();
    const databases = open({ launch: watched.launch });
    const reader = new Database(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM t').all();
    const run = new AbortController();
    const ofRun = databases.write({ timeoutMs: 10_000, signal: run.signal, ...insert(file, 1) });
    const other = databases.write({ ...calm(), ...insert(file, 2) });
    const outcome = Promise.all([ofRun.catch((thrown) => thrown), other.catch((thrown) => thrown)]);
    await expect.poll(() => watched.said.some((one) => 'committing' in one), { timeout: 5000 }).toBe(true);
    return { file, watched, reader, run, outcome };
  };

  test('while its commit waits for a reader is told what came of it, and so are the others', async () => {
    const { file, watched, reader, run, outcome } = await waitInCommit();
    run.abort();
    reader.close();
    expect(await outcome).toMatchObject([{ changed: 1 }, { changed: 1 }]);
    expect(watched.gone()).toBe(0);
    expect(count(file)).toEqual([{ c: 2 }]);
  });

  test('during a commit that never answers has an unknown outcome', async () => {
    const { watched, reader, run, outcome } = await waitInCommit();
    run.abort();
    watched.children[0]?.kill();
    expect(await outcome).toMatchObject([
      { code: 'database.cancelled', outcomeUnknown: true },
      { code: 'database.child-died', outcomeUnknown: true },
    ]);
    reader.close();
  });
});

describe('a child that dies', () => {
  test('before the commit has its work done by the next', async () => {
    const file = create(table);
    const watched = watchChildren();
    const databases = open({ launch: watched.launch });
    await databases.query({ ...calm(), file, sql: 'SELECT 1', bind: [] });
    const query = databases.query({ ...calm(), file, sql: 'SELECT 2 AS two', bind: [] });
    watched.children[0]?.kill();
    expect(await query).toMatchObject({ rows: [{ two: 2 }] });
    expect(watched.children).toHaveLength(2);
  });

  test('again and again gives the call up, as not done', async () => {
    const file = create(table);
    let launched = 0;
    const launchDoomed: LaunchChild = (script) => {
      launched++;
      const child = launchNodeChild(script);
      return {
        ...child,
        send: (message) => {
          child.send(message);
          child.kill();
        },
      };
    };
    const databases = open({ launch: launchDoomed });
    const fault = await databases.write({ ...calm(), ...insert(file, 1) }).catch((thrown) => thrown);
    expect(fault).toMatchObject({ code: 'database.child-died', who: 'world', retryable: true });
    expect(fault.outcomeUnknown).toBeUndefined();
    expect(launched).toBeGreaterThanOrEqual(2);
    expect(count(file)).toEqual([{ c: 0 }]);
  });

  test('during the commit leaves the outcome unknown, and says so', async () => {
    const file = create(table);
    const watched = watchChildren();
    const databases = open({ launch: watched.launch });
    const reader = new Database(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM t').all();
    const writes = [1, 2].map((a) => databases.write({ ...calm(), ...insert(file, a) }).catch((thrown) => thrown));
    await expect.poll(() => watched.said.some((one) => 'committing' in one), { timeout: 5000 }).toBe(true);
    watched.children[0]?.kill();
    for (const write of writes)
      expect(await write).toMatchObject({ code: 'database.child-died', outcomeUnknown: true, retryable: true });
    reader.close();
    expect(count(file)).toEqual([{ c: 0 }]);
    expect(await databases.write({ ...calm(), ...insert(file, 3) })).toMatchObject({ lastRowId: 1 });
  });
});

test('what a killed program left half-written is rolled back before reading', async () => {
  const file = create(`${table}; INSERT INTO t (a) VALUES ('was there')`);
  const script = `
    const db = new (require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))}))(${JSON.stringify(file)});
    db.pragma('cache_size = 5');
    db.exec("BEGIN; UPDATE t SET a = 'half'");
    for (let i = 0; i < 5000; i++) db.prepare('INSERT INTO t (a) VALUES (?)').run('x'.repeat(200));
    process.kill(process.pid, 'SIGKILL');`;
  expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL');
  expect(existsSync(`${file}-journal`)).toBe(true);
  const { rows } = await open().query({ ...calm(), file, sql: 'SELECT a FROM t', bind: [] });
  expect(rows).toEqual([{ a: 'was there' }]);
});

describe('children', () => {
  test('are let go after a while without work, leaving a WAL written back, and come again', async () => {
    const file = create(`PRAGMA journal_mode = WAL; ${table}`);
    const watched = watchChildren();
    const databases = open({ launch: watched.launch, idleMs: 50 });
    await databases.write({ ...calm(), ...insert(file, 1) });
    await expect.poll(watched.gone, { timeout: 5000 }).toBe(1);
    expect([existsSync(file), existsSync(`${file}-wal`)]).toEqual([true, false]);
    expect(await databases.write({ ...calm(), ...insert(file, 2) })).toMatchObject({ lastRowId: 2 });
    expect(watched.children).toHaveLength(2);
  });

  test('all end on stop, even in an endless query, and nothing is accepted any more', async () => {
    const file = create(table);
    const watched = watchChildren();
    const databases = open({ launch: watched.launch });
    await databases.write({ ...calm(), ...insert(file, 1) });
    const stopped = { code: 'database.stopped', retryable: true };
    const running = expect(databases.query({ ...calm(), file, sql: endlessQuery, bind: [] })).rejects.toMatchObject(
      stopped,
    );
    await expect.poll(() => watched.children.length).toBe(2);
    await databases.stop();
    await running;
    expect(watched.gone()).toBe(2);
    await expect(databases.write({ ...calm(), ...insert(file, 2) })).rejects.toMatchObject(stopped);
    expect(watched.children).toHaveLength(2);
  });

  test('share one commit among all that is asked in the same moment, and answer each on its own', async () => {
    const file = create('CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE)');
    const watched = watchChildren();
    const databases = open({ launch: watched.launch });
    const asked = Array.from({ length: 500 }, (_, n) => databases.write({ ...calm(), ...insert(file, n % 400) }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(100);
    expect(watched.said.filter((one) => 'committing' in one)).toHaveLength(1);
    expect(count(file)).toEqual([{ c: 400 }]);
  });
});
