import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { drawFlow } from '../testing/flow-builder.ts';
import type { Add } from './figures.ts';
import { acceptFlow } from './load/flows.ts';
import { putUnderLoad } from './load/measure.ts';
import { importFlow, newFolder, serveProduct } from './load/product.ts';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** Counts for far longer than anyone would wait. */
const endless =
  'WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1e12) SELECT count(*) AS n FROM c';

const slowFlow = (file: string) =>
  drawFlow(
    {
      hook: { type: 'webhook', params: { path: 'slow' } },
      count: { type: 'sqlite-query', params: { file, sql: endless }, timeoutMs: 600_000 },
    },
    ['hook > count'],
    { name: 'Slow' },
  );

const command = (dataDir: string, ...words: string[]): { id: string; status: string }[] => {
  const { stdout } = spawnSync(process.execPath, [cli, ...words, '--json', '--data', dataDir], { encoding: 'utf8' });
  const data = JSON.parse(stdout) as { id: string; status: string } | { id: string; status: string }[];
  return Array.isArray(data) ? data : [data];
};

/** Answers to webhooks while a query of twenty seconds and more runs on a file of the person's, and how long cancelling it takes. */
export const measureSlowQuery = async (add: Add): Promise<void> => {
  const folder = newFolder();
  const file = join(folder.path, 'shop.db');
  new Sqlite(file).exec('CREATE TABLE t (a)').close();
  importFlow(folder.dataDir, acceptFlow);
  importFlow(folder.dataDir, slowFlow(file));
  const served = await serveProduct(folder.dataDir);
  const answer = await fetch(`${served.hooksUrl}/hooks/slow`, { method: 'POST', body: '{}' });
  if (answer.status !== 200) throw new Error(`the slow flow was answered ${answer.status}`);
  const load = await putUnderLoad(served, 10, 20);
  add('p99 of webhooks during a 20 s query', load.p99Ms, 'ms', '<= 100', load.p99Ms <= 100);
  const [slow] = command(folder.dataDir, 'runs', '--flow', 'Slow');
  const before = performance.now();
  const [cancelled] = command(folder.dataDir, 'cancel', slow?.id ?? '');
  add('cancelling it', performance.now() - before, 'ms', 'cancelled', cancelled?.status === 'cancelled');
  await served.stop();
  folder.remove();
};
