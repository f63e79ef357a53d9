import { fork } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import type { LaunchChild } from '../children/launch-child.ts';
import { calm, createTestFolder, rowWrite } from './test-files.fixture.ts';

const { create, open, cleanUp } = createTestFolder();
afterAll(cleanUp);
const databases = open({ busyMs: { reader: 50, writer: 50 } });
const insert = (file: string, table: string, row: Record<string, null | number | string>) =>
  databases.write({ ...calm(), write: rowWrite(file, table, 'insert', row) });

describe('a rule of the table', () => {
  const file = create(`
    CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, name TEXT NOT NULL);
    INSERT INTO people VALUES (1, 'a@x', 'Ana');
    CREATE TABLE lines (a, b, UNIQUE (a, b)); INSERT INTO lines VALUES (1, 1);
    CREATE TABLE folded (k TEXT); CREATE UNIQUE INDEX folded_k ON folded (lower(k)); INSERT INTO folded VALUES ('x');
    CREATE TABLE strict_one (n INTEGER, r REAL) STRICT;
    CREATE TABLE checked (n CHECK (typeof(n) IN ('integer', 'null')), m CONSTRAINT positive CHECK (m > 0));
    CREATE TABLE pets (name TEXT, owner INTEGER REFERENCES people (id), vet INTEGER REFERENCES people);
    INSERT INTO pets VALUES ('Rex', 1, NULL);
    CREATE TRIGGER no_cats BEFORE INSERT ON pets WHEN NEW.name = 'cat' BEGIN SELECT RAISE(ABORT, 'no cats here'); END;`);

  test.each([
    ['people', { mail: 'a@x', name: 'Bo' }, 'There is already a row with this "mail" in table "people".', ['mail']],
    ['people', { id: 1, name: 'Bo' }, 'There is already a row with this "id" in table "people".', ['id']],
    ['lines', { a: 1, b: 1 }, 'There is already a row with this "a" and "b" in table "lines".', ['a', 'b']],
    ['folded', { k: 'X' }, "There is already such a row (unique index 'folded_k').", []],
    ['people', { mail: 'b@x' }, 'Column "name" of table "people" must not be empty.', ['name']],
    ['checked', { m: -1 }, 'A value breaks a rule of the table: positive.', []],
    [
      'pets',
      { name: 'Kit', owner: 9 },
      'Column "owner" must hold a value that exists in table "people", and this one does not.',
      ['owner'],
    ],
    [
      'pets',
      { name: 'Kit', owner: 1, vet: 9 },
      'Column "vet" must hold a value that exists in table "people", and this one does not.',
      ['vet'],
    ],
    ['pets', { name: 'cat' }, 'The database refused the row: no cats here.', []],
  ])('of %s, broken by %j, is named', async (table, row, message, columns) => {
    await expect(insert(file, table, row)).rejects.toMatchObject({
      code: 'database.constraint',
      who: 'person',
      retryable: false,
      message,
      data: { columns },
    });
  });

  test('a row others refer to cannot be deleted', async () => {
    const write = rowWrite(file, 'people', 'delete', { id: 1 }, { match: ['id'] });
    await expect(databases.write({ ...calm(), write })).rejects.toMatchObject({
      code: 'database.constraint',
      message: expect.stringContaining('Rows of another table refer to this row'),
    });
  });

  test.each([
    ['strict_one', { n: 'many' }, 'Column "n" of table "strict_one" takes INTEGER only, and was given text.'],
    ['strict_one', { n: 1.5 }, 'Column "n" of table "strict_one" takes INTEGER only, and was given a number.'],
    ['checked', { n: 'x' }, `A value is of a kind the table does not take: typeof(n) IN ('integer', 'null').`],
    ['people', { id: 'x', name: 'Bo' }, 'The number that identifies the row must be a whole number.'],
  ])('about the kind of value in %s, broken by %j, is told apart', async (table, row, message) => {
    await expect(insert(file, table, row)).rejects.toMatchObject({
      code: 'database.wrong-type',
      who: 'person',
      message,
    });
  });
});

describe('a file in use by another program', () => {
  test('that is being written is tried again later', async () => {
    const file = create('CREATE TABLE t (a)');
    const other = new Database(file);
    other.exec('BEGIN EXCLUSIVE');
    const busy = {
      code: 'database.busy',
      who: 'world',
      retryable: true,
      message: expect.stringContaining('Another program is writing to "'),
    };
    await expect(insert(file, 't', { a: 1 })).rejects.toMatchObject(busy);
    await expect(databases.query({ ...calm(), file, sql: 'SELECT * FROM t', bind: [] })).rejects.toMatchObject(busy);
    other.exec('COMMIT');
    other.close();
    expect(await insert(file, 't', { a: 1 })).toMatchObject({ changed: 1 });
  });

  test('that is being read does not let a commit through, and nothing is written', async () => {
    const file = create('CREATE TABLE t (a)');
    const other = new Database(file);
    other.exec('BEGIN; SELECT * FROM t');
    other.prepare('SELECT * FROM t').all();
    await expect(Promise.all([insert(file, 't', { a: 1 }), insert(file, 't', { a: 2 })])).rejects.toMatchObject({
      code: 'database.busy',
      retryable: true,
      message: expect.stringContaining('is reading'),
    });
    other.exec('COMMIT');
    expect(other.prepare('SELECT * FROM t').all()).toEqual([]);
    other.close();
  });
});

describe('a protected file', () => {
  /**
   * The administrator may write anything, so the children of this test give that right up. They stay the same user: a checkout
   * in a private folder must be as readable to them as to us.
   */
  const withoutPrivilege = '-dac_override,-dac_read_search';
  const launchUnprivileged: LaunchChild = (script) => {
    const child = fork(fileURLToPath(script), [], {
      serialization: 'advanced',
      ...(process.getuid?.() === 0 && {
        execPath: 'setpriv',
        execArgv: ['--bounding-set', withoutPrivilege, '--inh-caps', withoutPrivilege, process.execPath],
      }),
    });
    return {
      send: (message) => void child.send(message as object),
      onMessage: (receive) => void child.on('message', receive),
      onExit: (ended) => void child.on('close', (code, signal) => ended({ code, signal })),
      kill: () => void child.kill('SIGKILL'),
    };
  };
  const unprivileged = open({ launch: launchUnprivileged });

  test('can be read, and refuses to be written', async () => {
    const file = create('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    chmodSync(file, 0o444);
    expect(await unprivileged.query({ ...calm(), file, sql: 'SELECT a FROM t', bind: [] })).toMatchObject({
      rows: [{ a: 1 }],
    });
    const write = rowWrite(file, 't', 'insert', { a: 2 });
    await expect(unprivileged.write({ ...calm(), write })).rejects.toMatchObject({
      code: 'database.read-only',
      who: 'person',
      retryable: false,
    });
  });

  test('may be one that cannot even be looked at', async () => {
    const file = create('CREATE TABLE t (a)');
    chmodSync(file, 0o000);
    await expect(unprivileged.query({ ...calm(), file, sql: 'SELECT a FROM t', bind: [] })).rejects.toMatchObject({
      code: 'database.read-only',
    });
  });
});
