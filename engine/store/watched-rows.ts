import type { Database } from 'better-sqlite3';
import type { JsonRecord } from '../model/json.ts';
import type { SeenRows } from '../model/watch.ts';

/** Reads of the rows of tables that are compared; they are written with the state of their trigger. */
export const createSeenRows = (database: Database): ((flow: number, node: string) => SeenRows) => {
  const hashes = database.prepare('SELECT key, hash FROM watched_rows WHERE flow_id = ? AND node = ?').raw();
  const row = database.prepare('SELECT row FROM watched_rows WHERE flow_id = ? AND node = ? AND key = ?').pluck();
  return (flow, node) => ({
    hashes: () => new Map(hashes.all(flow, node) as [string, string][]),
    get: (key) => {
      const text = row.get(flow, node, key) as string | undefined;
      return text === undefined ? null : (JSON.parse(text) as JsonRecord);
    },
  });
};
