import type { Database } from 'better-sqlite3';
import { rowAtTime } from '../model/row-numbers.ts';
import { pruneReadings } from './prune-readings.ts';

/** How much of the past is kept. Whatever is reached first applies; failed runs a person has not seen to are kept longer. */
export interface Retention {
  days: number;
  runsPerFlow: number;
  attentionDays: number;
  /** Rejected and stray arrivals kept, so that the person can see why. */
  rejected: number;
}

export const defaultRetention: Retention = { days: 30, runsPerFlow: 100_000, attentionDays: 90, rejected: 1000 };

const dayMs = 86_400_000;
/** Practice mails and notifications kept, whatever their age. */
const outboxLimit = 10_000;
/** Runs deleted in one transaction: a few milliseconds, so that no delivery waits. */
const batch = 500;
/** Steps deleted in one transaction. */
const stepBatch = 5000;

const over = 'finished_at_ms IS NOT NULL';

/** Steps through the flows by index, however many runs each has. */
const flowsWithRuns = (database: Database): number[] => {
  const next = database.prepare('SELECT min(flow_id) FROM runs WHERE flow_id > ?').pluck();
  const flows: number[] = [];
  for (let flow = next.get(-1); typeof flow === 'number'; flow = next.get(flow)) flows.push(flow);
  return flows;
};

const outdatedRuns = (database: Database, retention: Retention, nowMs: number): number[] => {
  const old = rowAtTime(nowMs - retention.days * dayMs);
  const veryOld = rowAtTime(nowMs - retention.attentionDays * dayMs);
  const byAge = database
    .prepare(`SELECT id FROM runs WHERE id < ? AND ${over} AND (attention = 0 OR id < ?) ORDER BY id LIMIT ${batch}`)
    .pluck()
    .all(old, veryOld) as number[];
  if (byAge.length > 0) return byAge;
  const cutOff = database.prepare('SELECT id FROM runs WHERE flow_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?').pluck();
  const beyond = database
    .prepare(
      `SELECT id FROM runs WHERE flow_id = ? AND id <= ? AND ${over} AND attention = 0 ORDER BY id LIMIT ${batch}`,
    )
    .pluck();
  for (const flow of flowsWithRuns(database)) {
    const last = cutOff.get(flow, retention.runsPerFlow);
    const found = last === undefined ? [] : (beyond.all(flow, last) as number[]);
    if (found.length > 0) return found;
  }
  return [];
};

const removeRuns = (database: Database, ids: readonly number[]): number => {
  const steps = database.prepare(
    `DELETE FROM steps WHERE (run_id, node, item, attempt) IN
       (SELECT run_id, node, item, attempt FROM steps WHERE run_id = ? LIMIT ${stepBatch})`,
  );
  const run = database.prepare('DELETE FROM runs WHERE id = ? RETURNING event_id').pluck();
  const event = database.prepare(
    // The event belongs to the run it started; retries of that run keep it alive.
    `DELETE FROM events WHERE id = @event AND NOT EXISTS (SELECT 1 FROM runs WHERE event_id = @event AND retry_of IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM runs WHERE id = events.run_id)`,
  );
  let gone = 0;
  for (const id of ids) {
    const { changes } = steps.run(id);
    gone += changes;
    // A run over a long list goes in several batches, itself in the last.
    if (gone >= stepBatch) break;
    gone += 1;
    gone += event.run({ event: run.get(id) }).changes;
  }
  return gone;
};

/**
 * Deletes one batch of what is past its time. Returns how many rows went; 0 means there is nothing left to do. Never touches a
 * run that is not over.
 */
export const pruneBatch = (database: Database, retention: Retention, nowMs: number): number => {
  const gone = database.transaction(() => {
    const old = rowAtTime(nowMs - retention.days * dayMs);
    let count = removeRuns(database, outdatedRuns(database, retention, nowMs));
    count += database
      .prepare(
        `DELETE FROM events WHERE id IN (SELECT id FROM events WHERE id < ? AND run_id IS NULL ORDER BY id LIMIT ${batch})`,
      )
      .run(old).changes;
    count += database
      .prepare(
        `DELETE FROM events WHERE id IN (
           SELECT id FROM events WHERE run_id IS NULL AND id <= (
             SELECT id FROM events WHERE run_id IS NULL AND verdict IN ('bad-signature', 'not-understood', 'too-large', 'nobody-listens')
             ORDER BY id DESC LIMIT 1 OFFSET ?)
           AND verdict IN ('bad-signature', 'not-understood', 'too-large', 'nobody-listens') ORDER BY id LIMIT ${batch})`,
      )
      .run(retention.rejected).changes;
    count += database
      .prepare(
        `DELETE FROM seen WHERE (flow_id, node, key) IN
           (SELECT flow_id, node, key FROM seen WHERE expires_at_ms < ? ORDER BY expires_at_ms LIMIT ${batch})`,
      )
      .run(nowMs).changes;
    count += database
      .prepare(
        `DELETE FROM memory WHERE (flow_id, node, key) IN
           (SELECT flow_id, node, key FROM memory WHERE expires_at_ms < ? ORDER BY expires_at_ms LIMIT ${batch})`,
      )
      .run(nowMs).changes;
    count += database
      .prepare(
        `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id < ? OR id <= (
           SELECT id FROM outbox ORDER BY id DESC LIMIT 1 OFFSET ${outboxLimit}) ORDER BY id LIMIT ${batch})`,
      )
      .run(old).changes;
    return count + pruneReadings(database, nowMs);
  })();
  if (gone > 0) database.pragma('incremental_vacuum(200)');
  return gone;
};
