import { fork, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { captureInstall } from '../adapters/databases/watch/capture.ts';
import { importFlow, newFolder } from './load/product.ts';

/**
 * Kills the product while two other programs write into a table it watches through a record, and looks whether every row was
 * told once and in order: `node engine/bench/table-storm.ts [kills]`. Prints the figures as JSON; exits with 1 when not.
 */
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
const writer = fileURLToPath(new URL('./table-writer.ts', import.meta.url));
const patienceMs = 120_000;

const flow = {
  format: 'whenthen.flow/1',
  name: 'Storm',
  settings: { overlap: 'queue' },
  nodes: [
    { id: 'watch', type: 'sqlite-change', params: { file: 'shop.db', table: 'orders', detect: 'capture' } },
    { id: 'copy', type: 'map', params: { fields: [{ name: 'id', value: '{{ trigger.row.id }}' }] } },
  ],
  edges: [{ from: 'watch', to: 'copy' }],
};

const serve = async (dataDir: string) => {
  const args = [cli, 'serve', '--no-open', '--json', '--data', dataDir, '--port', '0', '--hooks-port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
  return child;
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ids of rows in the order in which they were told. */
const toldIds = (dataDir: string): number[] => {
  const db = new Database(join(dataDir, 'runs.db'), { readonly: true });
  const rows = db
    .prepare(
      `SELECT json_extract(payload, '$.row.id') AS id FROM events WHERE kind = 'watch' AND verdict = 'started' ORDER BY id`,
    )
    .pluck()
    .all() as number[];
  db.close();
  return rows;
};

const hasBegun = (dataDir: string): boolean => {
  const db = new Database(join(dataDir, 'runs.db'), { readonly: true });
  const count = db.prepare('SELECT count(*) FROM watch_states').pluck().get();
  db.close();
  return Number(count) > 0;
};

const kills = Number(process.argv[2] ?? 10);
const folder = newFolder();
const files = join(folder.dataDir, 'files');
mkdirSync(files, { recursive: true });
const shop = new Database(join(files, 'shop.db'));
shop.pragma('journal_mode = WAL');
shop.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, writer TEXT)');
captureInstall(shop, { table: 'orders', uuid: 'storm' });
importFlow(folder.dataDir, flow);

let app = await serve(folder.dataDir);
while (!hasBegun(folder.dataDir)) await wait(20);
const writers = ['a', 'b'].map((name) => fork(writer, [join(files, 'shop.db'), name], { stdio: 'inherit' }));
for (let kill = 0; kill < kills; kill++) {
  await wait(200 + Math.random() * 1500);
  app.kill('SIGKILL');
  await new Promise((resolve) => app.once('exit', resolve));
  app = await serve(folder.dataDir);
}
for (const each of writers) {
  each.kill('SIGTERM');
  await new Promise((resolve) => each.once('exit', resolve));
}
// The order of commits is the order of the record, which may have been pruned; ids go up with it.
const written = shop.prepare('SELECT id FROM orders ORDER BY id').pluck().all() as number[];
const start = performance.now();
while (toldIds(folder.dataDir).length < written.length && performance.now() - start < patienceMs) await wait(100);
await wait(1000);
app.kill('SIGTERM');
await new Promise((resolve) => app.once('exit', resolve));
shop.close();

const told = toldIds(folder.dataDir);
const unique = new Set(told);
const figures = {
  kills,
  written: written.length,
  told: told.length,
  lost: written.filter((id) => !unique.has(id)).length,
  duplicated: told.length - unique.size,
  outOfOrder: told.filter((id, index) => index > 0 && id < (told[index - 1] ?? 0)).length,
};
console.log(JSON.stringify(figures));
folder.remove();
if (figures.lost + figures.duplicated + figures.outOfOrder > 0) process.exitCode = 1;
