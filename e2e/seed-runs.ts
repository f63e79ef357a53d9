import path from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * Copies the newest finished run, with what arrived and its steps, until there are `total`, each a millisecond older than the one
 * before. "jane" becomes "jane1", "jane2" and so on; one run in the middle is of ana@example.com. The app must not run meanwhile.
 */
export const seedRuns = (dataDir: string, total: number): void => {
  const database = new Sqlite(path.join(dataDir, 'runs.db'));
  database.pragma('synchronous = OFF');
  const [run, event] = database.prepare('SELECT id, event_id FROM runs LIMIT 1').raw().get() as [number, number];
  database.exec(`
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${total - 1}) SELECT i FROM c;
    INSERT INTO events SELECT ${event} - i * 4096, flow_id, node, kind, verdict, reason, ${run} - i * 4096, repeat_of, cause_run_id,
      depth, CASE WHEN i = ${Math.floor(total / 2)} THEN replace(payload, 'jane@acme.co', 'ana@example.com')
      ELSE replace(payload, 'jane', 'jane' || i) END, raw FROM n, events WHERE id = ${event};
    INSERT INTO runs SELECT ${run} - i * 4096, flow_id, version, ${event} - i * 4096, trigger, CASE WHEN i % 997 = 0 THEN 'failed'
      ELSE status END, started_at_ms - i, finished_at_ms - i, recoveries, retry_of, ${run} - i * 4096, depth, error, failed_node, attention
      FROM n, runs WHERE id = ${run};
    INSERT INTO steps SELECT ${run} - i * 4096, node, item, attempt, status, port, output, did, error, first_started_at_ms,
      started_at_ms, finished_at_ms FROM n, steps WHERE run_id = ${run};
    COMMIT;`);
  database.close();
};
