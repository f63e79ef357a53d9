import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const openShop = async () => {
  const app = await openTestEngine();
  const shop = new Database(join(app.dataDir, 'files', 'shop.db'));
  onTestFinished(() => {
    shop.close();
  });
  shop.pragma('journal_mode = WAL');
  shop.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT)');
  const add = (name: string) => shop.prepare('INSERT INTO orders (name) VALUES (?)').run(name);
  return { app, shop, add };
};

const flow = drawFlow(
  {
    watch: { type: 'sqlite-change', params: { file: 'shop.db', table: 'orders' } },
    thank: { type: 'map', params: { fields: [{ name: 'to', value: '{{ trigger.row.name }}' }] } },
  },
  ['watch > thank'],
  { name: 'Orders' },
);

test('a new row of another program starts the flow, also one that came while the app was closed', async () => {
  const { app, add } = await openShop();
  add('old');
  await app.importFlow(flow);
  const thanked = async (engine = app) => {
    const runs = await engine.call('runs.list', {});
    const details = await Promise.all(runs.map(({ id }) => engine.call('runs.show', { run: id })));
    return details.map(({ steps }) => (steps[0]?.output as { to?: string } | undefined)?.to).reverse();
  };
  // The flow starts from now, and now is when it has looked for the first time.
  const state = new Database(join(app.dataDir, 'runs.db'), { readonly: true });
  onTestFinished(() => {
    state.close();
  });
  await expect
    .poll(() => state.prepare('SELECT count(*) FROM watch_states').pluck().get(), { timeout: 10_000 })
    .toBe(1);
  add('Ana');
  await expect.poll(() => thanked(), { timeout: 10_000 }).toEqual(['Ana']);
  await app.stop();
  add('Rui');
  const again = await app.restart();
  await expect.poll(() => thanked(again), { timeout: 10_000 }).toEqual(['Ana', 'Rui']);
});

test('copies of rows that are compared do not outlive the flow', async () => {
  const { app, add } = await openShop();
  add('private');
  const comparing = JSON.parse(JSON.stringify(flow).replace('"orders"', '"orders","changes":["removed"]'));
  await app.importFlow(comparing);
  const store = new Database(join(app.dataDir, 'runs.db'), { readonly: true });
  onTestFinished(() => {
    store.close();
  });
  const kept = (table: string) => store.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  await expect.poll(() => kept('watched_rows'), { timeout: 10_000 }).toBe(1);
  await app.call('flows.remove', { flow: 'Orders' });
  await expect.poll(() => [kept('watched_rows'), kept('watch_states')], { timeout: 10_000 }).toEqual([0, 0]);
});

test('a table is explained with its newest rows', async () => {
  const { app, add } = await openShop();
  for (const name of ['a', 'b', 'c']) add(name);
  const about = { file: 'shop.db', table: 'orders' };
  const explained = await app.call('tables.explain', about);
  expect(explained).toMatchObject({ chosen: { way: 'cursor' }, shape: { rows: 3, integerKey: 'id', captured: null } });
  expect(explained.newest.map(({ id }) => id)).toEqual([3, 2, 1]);
  const compared = await app.call('tables.explain', { ...about, changes: ['removed'] });
  expect(compared.chosen).toMatchObject({ way: 'compare' });
  await expect(app.call('tables.explain', { ...about, table: 'order' })).rejects.toMatchObject({
    code: 'database.no-table',
  });
});

test('triggers are made only when the person agreed to their very text, after a copy of the file, and leave no trace', async () => {
  const { app, shop } = await openShop();
  const about = { file: 'shop.db', table: 'orders' };
  const schema = () => shop.prepare("SELECT sql FROM sqlite_schema WHERE name <> 'sqlite_sequence'").pluck().all();
  const before = schema();
  const { sql, backsUp } = await app.call('capture.plan', about);
  expect([sql.includes('CREATE TRIGGER'), backsUp]).toEqual([true, true]);
  expect(schema()).toEqual(before);
  expect(await app.call('capture.install', { ...about, sql: 'something else' })).toEqual({
    installed: false,
    backup: null,
  });
  expect(schema()).toEqual(before);
  const done = await app.call('capture.install', { ...about, sql });
  expect(done.installed).toBe(true);
  expect(existsSync(done.backup ?? '')).toBe(true);
  for (const text of sql.split(';\n').map((each) => each.replace('IF NOT EXISTS ', '').replace(/;$/, '')))
    expect(schema().map((each) => String(each).replace(/;$/, ''))).toContain(text);
  expect((await app.call('databases.tables', { file: 'shop.db' })).map(({ name }) => name)).toEqual(['orders']);
  expect(await app.call('capture.remove', about)).toEqual({ removed: true });
  expect(schema()).toEqual(before);
});
