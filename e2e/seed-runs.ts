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
  const body = `CASE WHEN i = ${Math.floor(total / 2)} THEN replace(payload, 'jane@acme.co', 'ana@example.com')
    ELSE replace(payload, 'jane', 'jane' || i) END`;
  /** Copies the rows of a table; columns that are not named stay as they are. */
  const copy = (table: string, where: string, changed: { [column: string]: string }): string => {
    const columns = database.pragma(`table_info(${table})`) as { name: string }[];
    const values = columns.map(({ name }) => changed[name] ?? name).join(', ');
    return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) SELECT ${values} FROM n, ${table} WHERE ${where};`;
  };
  const [runId, eventId] = [`${run} - i * 4096`, `${event} - i * 4096`];
  const status = "CASE WHEN i % 997 = 0 THEN 'failed' ELSE status END";
  database.exec(`
    BEGIN;
    CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${total - 1}) SELECT i FROM c;
    ${copy('events', `id = ${event}`, { id: eventId, run_id: runId, payload: body })}
    ${copy('runs', `id = ${run}`, {
      id: runId,
      event_id: eventId,
      key_root: runId,
      status,
      started_at_ms: 'started_at_ms - i',
      finished_at_ms: 'finished_at_ms - i',
    })}
    ${copy('steps', `run_id = ${run}`, { run_id: runId })}
    COMMIT;`);
  database.close();
};
