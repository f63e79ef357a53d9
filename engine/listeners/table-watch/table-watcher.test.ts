import { renameSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openTableRig } from '../../testing/table-rig.ts';

const orders = 'CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT, total REAL, updated_at INTEGER)';
const poll = (read: () => unknown) => expect.poll(read, { timeout: 20_000, interval: 20 });
const add = (db: Database.Database, ...names: string[]) => {
  for (const name of names) db.prepare('INSERT INTO orders (name) VALUES (?)').run(name);
};

describe('by a column that goes up', () => {
  test('tells new rows of another program, whole and in order, and only those', async () => {
    const { other, watch } = openTableRig(orders);
    add(other, 'old');
    const { rig, told, begun } = watch();
    await poll(begun).toBe(true);
    add(other, 'Ana', 'Rui');
    await poll(told).toEqual(['added 2', 'added 3']);
    expect(rig.seen[0]?.payload).toEqual({
      table: 'orders',
      change: 'added',
      row: { id: 2, name: 'Ana', total: null, updated_at: null },
      before: null,
      detectedAt: expect.any(String),
    });
    expect(rig.trouble()).toBeNull();
  });

  test('starts with what is there when asked, in pages, each row once', async () => {
    const { other, watch } = openTableRig(orders);
    other.transaction(() => {
      for (let row = 0; row < 1234; row++) add(other, `row ${row}`);
    })();
    const { told } = watch({ startFrom: 'existing' });
    await poll(() => told().length).toBe(1234);
    expect(new Set(told()).size).toBe(1234);
  });

  test('goes on where it was, with what came meanwhile', async () => {
    const { other, watch } = openTableRig(orders);
    const first = watch();
    await poll(first.begun).toBe(true);
    first.one.stop();
    add(other, 'meanwhile');
    const second = watch({}, { state: first.rig.state() });
    await poll(second.told).toEqual(['added 1']);
  });

  test('does not catch up with the time a person had it switched off', async () => {
    const { other, watch } = openTableRig(orders);
    const first = watch();
    await poll(first.begun).toBe(true);
    first.one.stop();
    add(other, 'while off');
    const state = first.rig.state();
    const second = watch({}, { state, justSwitchedOn: true });
    await poll(() => JSON.stringify(second.rig.state()) === JSON.stringify(state)).toBe(false);
    add(other, 'now');
    await poll(second.told).toEqual(['added 2']);
  });

  test('a number that is used again is seen when the end was looked at in between', async () => {
    const { other, watch } = openTableRig(orders);
    add(other, 'a', 'b');
    const { rig, told, begun } = watch();
    await poll(begun).toBe(true);
    other.exec('DELETE FROM orders WHERE id = 2');
    await poll(() => JSON.stringify(rig.state())).toContain('"i1"');
    add(other, 'c');
    await poll(told).toEqual(['added 2']);
  });

  test('rows with equal times are neither missed nor told twice; a later time is a change', async () => {
    const { other, watch } = openTableRig(orders);
    const { told, begun } = watch({ cursorColumn: 'updated_at', changes: ['added', 'changed'] });
    await poll(begun).toBe(true);
    const put = other.prepare('INSERT INTO orders (name, updated_at) VALUES (?, 7)');
    put.run('a');
    await poll(told).toEqual(['added 1']);
    put.run('b');
    await poll(told).toEqual(['added 1', 'added 2']);
    other.exec('UPDATE orders SET updated_at = 8 WHERE id = 1');
    await poll(told).toEqual(['added 1', 'added 2', 'changed 1']);
  });

  test('what the disk did not take is told when it does', async () => {
    const { other, watch } = openTableRig(orders);
    const { rig, told, begun } = watch();
    await poll(begun).toBe(true);
    rig.failing(true);
    add(other, 'a');
    await poll(() => rig.trouble()?.message).toContain('the disk is full');
    expect(told()).toEqual([]);
    rig.failing(false);
    await poll(told).toEqual(['added 1']);
    await poll(rig.trouble).toBeNull();
  });
});

describe('by comparing', () => {
  const all = { changes: ['added', 'changed', 'removed'] as ('added' | 'changed' | 'removed')[] };

  test('tells what was added, changed and removed, with how it was', async () => {
    const { other, watch } = openTableRig(orders);
    add(other, 'Ana', 'Rui');
    const { rig, told } = watch(all);
    await poll(() => rig.rows().length).toBe(2);
    other.exec(
      "UPDATE orders SET name = 'Ana B.' WHERE id = 1; DELETE FROM orders WHERE id = 2; INSERT INTO orders (id) VALUES (9)",
    );
    await poll(() => told().sort()).toEqual(['added 9', 'changed 1', 'removed 2']);
    const of = (change: string) => rig.seen.find(({ payload }) => payload.change === change)?.payload;
    expect(of('changed')).toMatchObject({ row: { id: 1, name: 'Ana B.' }, before: { id: 1, name: 'Ana' } });
    expect(of('removed')).toMatchObject({ row: null, before: { id: 2, name: 'Rui' } });
  });

  test('only changes of the chosen columns count', async () => {
    const { other, watch } = openTableRig(orders);
    add(other, 'Ana', 'Rui');
    const { rig, told } = watch({ changes: ['changed'], columns: ['total'] });
    await poll(() => rig.rows().length).toBe(2);
    other.exec("UPDATE orders SET name = 'x' WHERE id = 1; UPDATE orders SET total = 5 WHERE id = 2");
    await poll(told).toEqual(['changed 2']);
  });

  test('goes on where it was, and remembers nothing twice', async () => {
    const { other, watch } = openTableRig(orders);
    add(other, 'Ana');
    const first = watch(all);
    await poll(() => first.rig.rows().length).toBe(1);
    await poll(() => JSON.stringify(first.rig.state())).toContain('"whole":true');
    first.one.stop();
    other.exec("UPDATE orders SET name = 'B' WHERE id = 1");
    const second = watch(all, { state: first.rig.state() }, first.rig.rows());
    await poll(second.told).toEqual(['changed 1']);
  });

  test('a table without a key: equal rows are counted, and VACUUM changes nothing', async () => {
    const { other, watch } = openTableRig('CREATE TABLE orders (id INTEGER, name TEXT)');
    other.exec("INSERT INTO orders VALUES (1, 'a'), (1, 'a'), (2, 'b')");
    const { rig, told } = watch({ changes: ['added', 'removed'] });
    await poll(() => rig.rows().length).toBe(3);
    other.exec('DELETE FROM orders WHERE id = 2; VACUUM');
    await poll(told).toEqual(['removed 2']);
    other.exec("INSERT INTO orders VALUES (1, 'a')");
    await poll(told).toEqual(['removed 2', 'added 1']);
  });

  test('a table without row numbers works by its key', async () => {
    const { other, watch } = openTableRig(
      'CREATE TABLE orders (id TEXT, line INT, n INT, PRIMARY KEY (id, line)) WITHOUT ROWID',
    );
    other.exec("INSERT INTO orders VALUES ('a', 1, 1), ('a', 2, 1)");
    const { rig, told } = watch(all);
    await poll(() => rig.rows().length).toBe(2);
    other.exec("UPDATE orders SET n = 2 WHERE line = 2; INSERT INTO orders VALUES ('b', 1, 1)");
    await poll(() => told().sort()).toEqual(['added b', 'changed a']);
  });
});

describe('what a person is told when it does not work', () => {
  const codeOf = (rig: { trouble: () => { code: string; message: string; fix: string } | null }) => () =>
    rig.trouble()?.code;

  test('the file is not there, is no database, or is encrypted', async () => {
    const { watch, file } = openTableRig(orders);
    const gone = watch({ file: `${file}.gone` });
    await poll(codeOf(gone.rig)).toBe('database.missing-file');
    writeFileSync(`${file}.txt`, 'x'.repeat(5000));
    const text = watch({ file: `${file}.txt` });
    await poll(codeOf(text.rig)).toBe('database.not-sqlite');
    expect(text.rig.trouble()?.message).toContain('encrypted');
  });

  test('a table that was renamed: a near name is offered, and it goes on when it is back', async () => {
    const { watch, other } = openTableRig(orders);
    const { rig, told, begun } = watch();
    await poll(begun).toBe(true);
    other.exec('ALTER TABLE orders RENAME TO order_s');
    await poll(codeOf(rig)).toBe('database.no-table');
    expect(rig.trouble()?.fix).toContain('Did you mean "order_s"?');
    other.exec('ALTER TABLE order_s RENAME TO orders');
    await poll(rig.trouble).toBeNull();
    add(other, 'back');
    await poll(told).toEqual(['added 1']);
  });

  test('a column that is gone, a view, and a way that does not do', async () => {
    const { watch } = openTableRig(`${orders}; CREATE VIEW big AS SELECT * FROM orders; CREATE TABLE plain (id INT)`);
    const column = watch({ detect: 'compare', columns: ['total', 'gone'] });
    await poll(codeOf(column.rig)).toBe('database.no-column');
    const view = watch({ table: 'big' });
    await poll(codeOf(view.rig)).toBe('database.not-a-table');
    const way = watch({ table: 'plain', detect: 'cursor' });
    await poll(codeOf(way.rig)).toBe('table.no-way');
  });

  test('a file that was replaced by another: a gap is kept, and it goes on', async () => {
    const { watch, file, other } = openTableRig(orders, false);
    add(other, 'a');
    const { told, begun } = watch();
    await poll(begun).toBe(true);
    const copy = new Database(`${file}.new`);
    copy.exec(orders);
    add(copy, 'a', 'b');
    copy.close();
    renameSync(`${file}.new`, file);
    await poll(told).toEqual(['gap', 'added 2']);
  });

  test('a file that was replaced while the app was closed is a gap too', async () => {
    const { watch, file, other } = openTableRig(orders, false);
    add(other, 'a');
    const first = watch();
    await poll(first.begun).toBe(true);
    first.one.stop();
    const copy = new Database(`${file}.new`);
    copy.exec(orders);
    add(copy, 'a', 'b');
    copy.close();
    renameSync(`${file}.new`, file);
    const second = watch({}, { state: first.rig.state() });
    await poll(second.told).toEqual(['gap', 'added 2']);
  });

  test('a writer that keeps the file to itself is waited for', async () => {
    const { watch, other, file, databases } = openTableRig(orders, false);
    const { told, begun, rig } = watch();
    await poll(begun).toBe(true);
    other.exec("BEGIN EXCLUSIVE; INSERT INTO orders (name) VALUES ('slow')");
    const seen = rig.troubles.length;
    const call = { file, ask: {}, timeoutMs: 5000, signal: new AbortController().signal };
    await expect(databases.ask('mark', call)).rejects.toMatchObject({ code: 'database.busy' });
    expect(rig.troubles.slice(seen).filter(Boolean)).toEqual([]);
    other.exec('COMMIT');
    await poll(told).toEqual(['added 1']);
  });
});

describe('by a record kept in the file', () => {
  const all = {
    detect: 'capture' as const,
    changes: ['added', 'changed', 'removed'] as ('added' | 'changed' | 'removed')[],
  };
  const call = (file: string) => ({ file, timeoutMs: 5000, signal: new AbortController().signal });

  const openRecorded = async () => {
    const made = openTableRig(orders);
    const install = () =>
      made.databases.ask('capture-install', { ...call(made.file), ask: { table: 'orders', uuid: 'u' } });
    await install();
    return { ...made, install };
  };

  test('tells every change in the order of commits, also those of the time it was closed', async () => {
    const { other, watch } = await openRecorded();
    const first = watch(all);
    await poll(first.begun).toBe(true);
    add(other, 'Ana');
    other.exec("UPDATE orders SET name = 'B' WHERE id = 1");
    await poll(first.told).toEqual(['added 1', 'changed 1']);
    first.one.stop();
    add(other, 'closed');
    other.exec('DELETE FROM orders WHERE id = 1');
    const second = watch(all, { state: first.rig.state() });
    await poll(second.told).toEqual(['added 2', 'removed 1']);
  });

  test('without a record nothing is written into the file, and the person is asked', async () => {
    const { watch, other } = openTableRig(orders);
    const schema = other.prepare('SELECT count(*) FROM sqlite_schema').pluck();
    const before = schema.get();
    const { rig } = watch(all);
    await poll(() => rig.trouble()?.code).toBe('table.no-way');
    expect(rig.trouble()?.message).toContain('not recorded');
    expect(schema.get()).toBe(before);
  });

  test('a table that is built anew: a gap is kept, the person is told, and it goes on once agreed to', async () => {
    const { other, watch, install } = await openRecorded();
    const { rig, told, begun } = watch(all);
    await poll(begun).toBe(true);
    add(other, 'seen');
    await poll(told).toEqual(['added 1']);
    other.exec(`CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, total REAL, updated_at INTEGER);
      DROP TABLE orders; ALTER TABLE n RENAME TO orders`);
    await poll(told).toEqual(['added 1', 'gap']);
    await poll(() => rig.trouble()?.code).toBe('capture.lost');
    add(other, 'unseen');
    await install();
    await poll(rig.trouble).toBeNull();
    add(other, 'seen again');
    await poll(told).toEqual(['added 1', 'gap', 'gap', 'added 2']);
  });

  test('an older copy of the file in its place is a gap', async () => {
    const { other, watch, file } = await openRecorded();
    other.exec(`VACUUM INTO '${file}.old'`);
    const { told, begun } = watch(all);
    await poll(begun).toBe(true);
    add(other, 'a', 'b');
    await poll(told).toEqual(['added 1', 'added 2']);
    other.pragma('wal_checkpoint(TRUNCATE)');
    other.close();
    renameSync(`${file}.old`, file);
    await poll(told).toEqual(['added 1', 'added 2', 'gap']);
    const restored = new Database(file);
    add(restored, 'c');
    restored.close();
    await poll(told).toEqual(['added 1', 'added 2', 'gap', 'added 1']);
  });
});
