import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { countRuns } from './contests.ts';
import type { Add } from './figures.ts';
import { answerFlow } from './load/flows.ts';
import { median } from './load/measure.ts';
import { importFlow, newFolder, serveProduct } from './load/product.ts';
import { post } from './start.ts';

/** Copies one finished run until there are so many. */
const fillRuns = (dataDir: string, total: number): void => {
  const database = new Sqlite(join(dataDir, 'runs.db'));
  database.pragma('synchronous = OFF');
  const [first, have] = database.prepare('SELECT min(id), count(*) FROM runs').raw().get() as [number, number];
  database.exec(`
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${total - have}) SELECT i FROM c;
    INSERT INTO events (id, flow_id, node, kind, verdict, reason, run_id, repeat_of, cause_run_id, depth, payload, raw)
      SELECT e.id - ${total} + i - ${total}, flow_id, node, kind, verdict, reason, e.id - ${total} + i - ${total},
      repeat_of, cause_run_id, depth, payload, raw FROM n, events e WHERE e.run_id = ${first};
    INSERT INTO runs (id, flow_id, version, event_id, trigger, status, started_at_ms, finished_at_ms, recoveries, retry_of,
        key_root, depth, error, failed_node, attention) SELECT ${first} - 2 * ${total} + i, flow_id, version, event_id - 2 * ${total} + i, trigger, status, started_at_ms,
      finished_at_ms, recoveries, retry_of, ${first}, depth, error, failed_node, attention FROM n, runs WHERE id = ${first};
    INSERT INTO steps (run_id, node, item, attempt, status, port, output, did, error, first_started_at_ms, started_at_ms,
        finished_at_ms) SELECT ${first} - 2 * ${total} + i, node, item, attempt, status, port, output, did, error, first_started_at_ms,
      started_at_ms, finished_at_ms FROM n, steps WHERE run_id = ${first};
    COMMIT;`);
  database.close();
};

/** Latency of one run after the other, in ms. */
const latencies = async (dataDir: string, times: number): Promise<number[]> => {
  const served = await serveProduct(dataDir);
  const measured: number[] = [];
  for (let time = 0; time < times + 200; time++) {
    const before = performance.now();
    await (await post(served)).text();
    if (time >= 200) measured.push(performance.now() - before);
  }
  await served.stop();
  return measured;
};

/** Whether a run costs the same when a million are stored. */
export const measureGrowth = async (add: Add): Promise<void> => {
  const folder = newFolder();
  importFlow(folder.dataDir, answerFlow);
  await latencies(folder.dataDir, 800);
  const few: number[] = [];
  const many: number[] = [];
  few.push(...(await latencies(folder.dataDir, 1500)));
  fillRuns(folder.dataDir, 1_000_000);
  many.push(...(await latencies(folder.dataDir, 1500)));
  add('p50 of a run, 1,000 stored', median(few), 'ms');
  add(`p50 of a run, ${countRuns(folder.dataDir, '1').toLocaleString('en')} stored`, median(many), 'ms');
  const ratio = median(many) / median(few);
  add('growth of p50', ratio, 'x', '<= 1.2', ratio <= 1.2);
  folder.remove();
};
