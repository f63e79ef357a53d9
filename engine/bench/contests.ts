import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { Add } from './figures.ts';
import { acceptFlow, answerFlow, saveFlow } from './load/flows.ts';
import { type Load, median, putUnderLoad } from './load/measure.ts';
import { importFlow, newFolder, serveProduct, serveScript } from './load/product.ts';

export const countRuns = (dataDir: string, where: string): number => {
  const database = new Sqlite(join(dataDir, 'runs.db'), { readonly: true });
  try {
    return Number(database.prepare(`SELECT count(*) FROM runs WHERE ${where}`).pluck().get());
  } finally {
    database.close();
  }
};

const untilDrained = async (dataDir: string): Promise<void> => {
  while (countRuns(dataDir, `status NOT IN ('succeeded', 'failed', 'cancelled')`) > 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
};

/** How long, how often and with how many connections. */
export interface Spell {
  seconds: number;
  rounds: number;
  connections: number;
}

interface Contest {
  letter: string;
  name: string;
  target: number;
  flow: (folder: string) => unknown;
  prepare?: (folder: string) => void;
  verify?: (add: Add, folder: string, ok: number) => void;
}

const createOrders = (folder: string): void => {
  const database = new Sqlite(join(folder, 'shop.db'));
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, amount REAL, note TEXT) STRICT');
  database.close();
};

const countOrders = (add: Add, folder: string, ok: number): void => {
  const database = new Sqlite(join(folder, 'shop.db'), { readonly: true });
  const rows = Number(database.prepare('SELECT count(*) FROM orders').pluck().get());
  database.close();
  // Requests that were cut off when the load ended may have left a row without an answer counted.
  add('(c) rows saved for each answer', rows / ok, 'x', '>= 1', rows >= ok);
};

const contests: Contest[] = [
  { letter: 'a', name: 'accept, answered at once', target: 0.7, flow: () => acceptFlow },
  { letter: 'b', name: 'map, answered when done', target: 0.5, flow: () => answerFlow },
  {
    letter: 'c',
    name: 'route, map, save row, answered when done',
    target: 0.3,
    flow: (folder) => saveFlow(join(folder, 'shop.db')),
    prepare: createOrders,
    verify: countOrders,
  },
];

/** Yardstick and product take turns, so that a machine that slows down slows both. */
const compete = async (add: Add, contest: Contest, { seconds, rounds, connections }: Spell): Promise<void> => {
  const folder = newFolder();
  contest.prepare?.(folder.path);
  importFlow(folder.dataDir, contest.flow(folder.path));
  const express: Load[] = [];
  const product: Load[] = [];
  for (let round = 0; round < rounds; round++) {
    const yardstick = await serveScript([fileURLToPath(new URL('./load/bare-express.ts', import.meta.url))]);
    await putUnderLoad(yardstick, connections, 1);
    express.push(await putUnderLoad(yardstick, connections, seconds));
    await yardstick.stop();
    const served = await serveProduct(folder.dataDir);
    await putUnderLoad(served, connections, 1);
    product.push(await putUnderLoad(served, connections, seconds));
    await untilDrained(folder.dataDir);
    await served.stop();
  }
  const bare = median(express.map((load) => load.perSecond));
  const ours = median(product.map((load) => load.perSecond));
  const { letter, name, target } = contest;
  add(`(${letter}) bare Express`, bare, 'req/s');
  add(`(${letter}) ${name}`, ours, 'req/s');
  add(`(${letter}) ratio`, ours / bare, 'x', `>= ${target}`, ours / bare >= target);
  if (letter === 'a') {
    add('(a) p99 of bare Express', median(express.map((load) => load.p99Ms)), 'ms');
    const p99 = median(product.map((load) => load.p99Ms));
    add('(a) p99 at 100 connections', p99, 'ms', '<= 40', p99 <= 40);
  }
  const peak = Math.max(...product.map((load) => load.peakMb));
  add(`(${letter}) memory under load`, peak, 'MB', '<= 400', !(peak > 400));
  const bad = product.reduce((sum, load) => sum + load.notOk, 0);
  add(`(${letter}) answers other than 2xx`, bad, '', '0', bad === 0);
  contest.verify?.(
    add,
    folder.path,
    product.reduce((sum, load) => sum + load.ok, 0),
  );
  folder.remove();
};

/** Throughput, latency and memory of the three ways to answer a webhook, against bare Express. */
export const measureThroughput = async (add: Add, spell: Spell): Promise<void> => {
  for (const contest of contests) await compete(add, contest, spell);
};
