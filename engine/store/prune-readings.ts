import type { Database } from 'better-sqlite3';

/** How long readings are kept, and how many of one monitor. */
const keptMs = 7 * 86_400_000;
const keptEach = 10_000;
/** Deleted in one transaction, so that no delivery waits. */
const batch = 500;

/** Deletes one batch of readings that are too old or too many; returns how many went. */
export const pruneReadings = (database: Database, nowMs: number): number => {
  const old = database
    .prepare(
      `DELETE FROM readings WHERE (flow_id, node, at_ms) IN
         (SELECT flow_id, node, at_ms FROM readings WHERE at_ms < ? ORDER BY at_ms LIMIT ${batch})`,
    )
    .run(nowMs - keptMs).changes;
  if (old > 0) return old;
  const monitors = database
    .prepare(`SELECT flow_id, node FROM readings GROUP BY flow_id, node HAVING count(*) > ${keptEach}`)
    .all() as { flow_id: number; node: string }[];
  const tooMany = database.prepare(
    `DELETE FROM readings WHERE flow_id = @flow_id AND node = @node AND at_ms IN (
       SELECT at_ms FROM readings WHERE flow_id = @flow_id AND node = @node ORDER BY at_ms DESC LIMIT ${batch} OFFSET ${keptEach})`,
  );
  return monitors.reduce((gone, monitor) => gone + tooMany.run(monitor).changes, 0);
};
