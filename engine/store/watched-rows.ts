import type { Database } from 'better-sqlite3';
import type { JsonRecord } from '../model/json.ts';
import type { AlsoKept, SeenRows } from '../model/watch.ts';

/** What watchers keep beside their state: readings of monitors, and rows of tables that are compared. */
export const createWatchedRows = (database: Database, redact: (text: string) => string) => {
  const putReading = database.prepare(
    'INSERT OR REPLACE INTO readings (flow_id, node, at_ms, metric, value) VALUES (?, ?, ?, ?, ?)',
  );
  const clear = database.prepare('DELETE FROM watched_rows WHERE flow_id = ? AND node = ?');
  const remove = database.prepare('DELETE FROM watched_rows WHERE flow_id = ? AND node = ? AND key = ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO watched_rows (flow_id, node, key, hash, row) VALUES (?, ?, ?, ?, ?)',
  );
  const hashes = database.prepare('SELECT key, hash FROM watched_rows WHERE flow_id = ? AND node = ?').raw();
  const row = database.prepare('SELECT row FROM watched_rows WHERE flow_id = ? AND node = ? AND key = ?').pluck();
  const all = ['watch_states', 'watched_rows', 'readings'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE flow_id = ?`),
  );
  return {
    forget: (flow: number): void => {
      for (const each of all) each.run(flow);
    },
    /** Part of the transaction that keeps the state. */
    keep: (flow: number, node: string, { reading, rows }: AlsoKept): void => {
      if (reading) putReading.run(flow, node, reading.atMs, reading.metric, reading.value);
      if (rows?.clear) clear.run(flow, node);
      for (const key of rows?.remove ?? []) remove.run(flow, node, key);
      for (const one of rows?.put ?? []) put.run(flow, node, one.key, one.hash, redact(JSON.stringify(one.row)));
    },
    of: (flow: number, node: string): SeenRows => ({
      hashes: () => new Map(hashes.all(flow, node) as [string, string][]),
      get: (key) => {
        const text = row.get(flow, node, key) as string | undefined;
        return text === undefined ? null : (JSON.parse(text) as JsonRecord);
      },
    }),
  };
};
