import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { drawFlow } from '../testing/flow-builder.ts';
import type { Add } from './figures.ts';
import { importFlow, newFolder, residentMb, type Served, serveProduct } from './load/product.ts';

const calls = 10_000;
const mapped = 100_000;

/** A service on this computer that counts and answers. */
const openService = async () => {
  let count = 0;
  let onCount = (_: number): void => {};
  const server = createServer((request, response) => {
    onCount(++count);
    request
      .resume()
      .on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch: (see: (count: number) => void) => {
      onCount = see;
    },
    close: () => server.close(),
  };
};

const callFlow = (url: string) =>
  drawFlow(
    {
      hook: { type: 'webhook', params: { path: 'calls' } },
      loop: { type: 'for-each', params: { list: '{{ trigger.body.list }}', maxParallel: 10, collect: 'count' } },
      call: {
        type: 'http-request',
        params: { method: 'POST', url, body: { kind: 'json', value: { number: '{{ item }}' } } },
      },
    },
    ['hook > loop', 'loop.each > call'],
    { name: 'Calls' },
  );

/** The same list, gone through by a step for each item, and in one step by a template. */
const mapFlows = [
  drawFlow(
    {
      hook: { type: 'webhook', params: { path: 'each', maxBodyBytes: 10_485_760 } },
      loop: { type: 'for-each', params: { list: '{{ trigger.body.text | split: "," }}', collect: 'count' } },
      one: { type: 'map', params: { fields: [{ name: 'n', value: '{{ item | times: 2 }}' }] } },
    },
    ['hook > loop', 'loop.each > one'],
    { name: 'Map each' },
  ),
  drawFlow(
    {
      hook: { type: 'webhook', params: { path: 'all', maxBodyBytes: 10_485_760 } },
      all: {
        type: 'map',
        params: { fields: [{ name: 'list', value: '{{ trigger.body.text | split: "," | sort | join: ";" }}' }] },
      },
    },
    ['hook > all'],
    { name: 'Map all' },
  ),
];

const post = async (served: Served, path: string, body: object): Promise<void> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${served.hooksUrl}/hooks/${path}`, init);
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
};

interface Told {
  status: string;
  tookMs: number | null;
}

/** How the last run of the folder ended, once it did. */
const lastRun = async (dataDir: string): Promise<Told> => {
  for (;;) {
    const db = new Database(join(dataDir, 'runs.db'), { readonly: true });
    const row = db
      .prepare('SELECT status, finished_at_ms - started_at_ms AS tookMs FROM runs ORDER BY id DESC LIMIT 1')
      .get() as Told | undefined;
    db.close();
    if (row?.tookMs != null) return row;
    await pause(20);
  }
};

/** What long lists cost. */
export const measureLists = async (add: Add): Promise<void> => {
  const service = await openService();
  const folder = newFolder();
  for (const flow of [callFlow(service.url), ...mapFlows]) importFlow(folder.dataDir, flow);
  const served = await serveProduct(folder.dataDir);
  try {
    await measureServed(add, served, folder.dataDir, service.watch);
  } finally {
    await served.stop();
    service.close();
    folder.remove();
  }
};

const measureServed = async (
  add: Add,
  served: Served,
  dataDir: string,
  watch: (see: (count: number) => void) => void,
): Promise<void> => {
  const memory = new Map<number, number>();
  watch((count) => {
    if (count % 1000 === 0) memory.set(count, residentMb(served.pid));
  });
  await post(served, 'calls', { list: Array.from({ length: calls }, (_, index) => index) });
  const called = await lastRun(dataDir);
  const perSecond = calls / ((called.tookMs ?? 0) / 1000);
  add(
    'for each of 10,000: one HTTP call',
    perSecond,
    'items/s',
    '>= 500',
    perSecond >= 500 && called.status === 'succeeded',
  );
  const [early = Number.NaN, late = Number.NaN] = [memory.get(2000), memory.get(calls)];
  add('memory at the 2,000th call', early, 'MB');
  add('memory at the 10,000th call', late, 'MB', 'flat', late <= early * 1.2);
  const text = Array.from({ length: mapped }, (_, index) => index).join(',');
  for (const [path, name, target] of [
    ['all', 'a list of 100,000 split, sorted and joined', 1],
    ['each', 'for each of 100,000: one mapping, recorded', null],
  ] as const) {
    await post(served, path, { text });
    const { tookMs, status } = await lastRun(dataDir);
    const seconds = (tookMs ?? 0) / 1000;
    const isMet = status === 'succeeded' && (target === null || seconds <= target);
    add(name, seconds, 's', target === null ? '' : `<= ${target}`, isMet);
  }
};
