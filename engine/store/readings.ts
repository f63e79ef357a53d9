import type { Database } from 'better-sqlite3';
import { type FlowId, rowOf } from '../model/ids.ts';
import type { Reading } from '../model/monitor/replay.ts';

/** What monitors have read. */
export interface Readings {
  /** Readings of one number of one monitor since a time, oldest first. */
  since(monitor: { flowId: FlowId; node: string; metric: string }, sinceMs: number): Reading[];
}

export const createReadings = (database: Database): Readings => {
  const since = database.prepare(
    `SELECT at_ms AS atMs, value FROM readings WHERE flow_id = ? AND node = ? AND at_ms >= ? AND metric = ? ORDER BY at_ms`,
  );
  return {
    since: ({ flowId, node, metric }, sinceMs) => since.all(rowOf(flowId), node, sinceMs, metric) as Reading[],
  };
};
