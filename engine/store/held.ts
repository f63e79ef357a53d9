import type { Database } from 'better-sqlite3';
import { type FlowId, flowIdOf, type RunId, runIdOf } from '../model/ids.ts';

/** A step that waits for a connection. */
export interface HeldStep {
  runId: RunId;
  node: string;
  item: number;
}

/** Waiting runs with a step that failed for a connection and has not been tried since. */
const held = `FROM timers JOIN steps AS s ON s.run_id = timers.run_id
  WHERE s.status = 'failed' AND json_extract(s.error, '$.connection') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM steps AS later
      WHERE later.run_id = s.run_id AND later.node = s.node AND later.item = s.item AND later.attempt > s.attempt)`;

export const createHeld = (database: Database) => {
  const by = database.prepare(
    `SELECT DISTINCT s.run_id AS runId, s.node, s.item ${held} AND json_extract(s.error, '$.connection') = ? ORDER BY s.run_id`,
  );
  const counts = database.prepare(
    `SELECT flow_id, count(*) FROM (SELECT DISTINCT s.run_id ${held}) JOIN runs ON runs.id = run_id GROUP BY flow_id`,
  );
  return {
    /** Steps that wait for this connection, those of older runs first. */
    heldBy: (connection: string): HeldStep[] =>
      (by.all(connection) as { runId: number; node: string; item: number }[]).map((row) => ({
        ...row,
        runId: runIdOf(row.runId),
      })),
    /** How many runs of each flow wait for a connection. */
    heldRuns: (): Map<FlowId, number> =>
      new Map((counts.raw().all() as [number, number][]).map(([flow, count]) => [flowIdOf(flow), count])),
  };
};
