import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../model/fault.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { configMigrations } from './config-migrations.ts';
import { lockDataFolder } from './lock.ts';
import { assertDurable, openDatabase } from './open.ts';
import { runsMigrations } from './runs-migrations.ts';

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    return (thrown as Fault).code;
  }
  return 'nothing thrown';
};

describe('openDatabase', () => {
  test('every connection flushes every commit, also when the file is opened again', () => {
    const path = join(tempFolder(), 'runs.db');
    for (let time = 0; time < 2; time++) {
      const database = openDatabase(path, runsMigrations);
      expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(database.pragma('synchronous', { simple: true })).toBe(2);
      database.close();
    }
  });

  test('a connection that does not flush is refused', () => {
    const database = openDatabase(join(tempFolder(), 'runs.db'), runsMigrations);
    database.pragma('synchronous = NORMAL');
    expect(codeOf(() => assertDurable(database))).toBe('store.not-durable');
    database.close();
  });

  test('a database of a newer version is refused and stays untouched', () => {
    const path = join(tempFolder(), 'config.db');
    openDatabase(path, configMigrations).close();
    const newer = new Sqlite(path);
    newer.pragma('user_version = 99');
    newer.pragma('journal_mode = DELETE');
    newer.close();
    const hash = () => createHash('sha256').update(readFileSync(path)).digest('hex');
    const before = hash();
    expect(codeOf(() => openDatabase(path, configMigrations))).toBe('store.newer');
    expect(hash()).toBe(before);
  });

  test('a file that is not a database is refused with a sentence', () => {
    const folder = tempFolder();
    const path = join(folder, 'config.db');
    const text = 'this is not a database, it is a letter to my aunt, and it is long enough to look at'.repeat(20);
    writeFileSync(path, text);
    expect(codeOf(() => openDatabase(path, configMigrations))).toBe('store.damaged');
    expect(statSync(path).size).toBe(text.length);
  });

  test.each([
    ['runs', runsMigrations],
    ['config', configMigrations],
  ])('the %s migrations run once each and leave STRICT tables', (name, migrations) => {
    const path = join(tempFolder(), `${name}.db`);
    openDatabase(path, migrations).close();
    const database = openDatabase(path, migrations);
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    const loose = database
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(loose).toEqual([]);
    database.close();
  });
});

test('one engine per data folder: a second lock is refused, and free again after release', () => {
  const folder = tempFolder();
  const lock = lockDataFolder(folder);
  expect(codeOf(() => lockDataFolder(folder))).toBe('store.in-use');
  lock.release();
  lockDataFolder(folder).release();
});
