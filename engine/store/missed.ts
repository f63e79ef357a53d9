import type { Database } from 'better-sqlite3';
import { type EventId, type FlowId, rowOf } from '../model/ids.ts';
import type { StoredEvent } from '../model/records.ts';
import { type EventRow, toEvent } from './rows.ts';

/** What a person decided about something that was missed. */
export type Settlement = 'run' | 'skip';

/** Events that could not be dealt with when they were due, and what the person decided about them. */
export interface Missed {
  /** Events that were missed, or a gap, and nobody decided about yet. Newest first, at most `limit`. */
  open(limit: number): StoredEvent[];
  /** Times of a flow's schedules, after a row, that started a run later than `lateMs`. Oldest first, at most `limit`. */
  late(flowId: FlowId, afterRow: number, lateMs: number, limit: number): StoredEvent[];
  /** Whether an event was missed and nobody decided about it yet. */
  isOpen(id: EventId): boolean;
  /** Notes the decision; false when the event is not there, was not missed or is decided about already. */
  settle(id: EventId, how: Settlement): boolean;
}

export const createMissed = (database: Database): Missed => ({
  open: (limit) =>
    (
      database
        .prepare(
          `SELECT * FROM events WHERE run_id IS NULL AND settled IS NULL AND verdict IN ('missed', 'gap')
           ORDER BY id DESC LIMIT ?`,
        )
        .all(limit) as EventRow[]
    ).map(toEvent),
  late: (flowId, afterRow, lateMs, limit) =>
    (
      database
        .prepare(
          `SELECT * FROM events WHERE flow_id = ? AND id > ? AND kind = 'schedule' AND verdict = 'started'
             AND coalesce(json_extract(payload, '$.lateMs'), 0) > ? ORDER BY id LIMIT ?`,
        )
        .all(rowOf(flowId), afterRow, lateMs, limit) as EventRow[]
    ).map(toEvent),
  isOpen: (id) =>
    database
      .prepare(
        `SELECT 1 FROM events WHERE id = ? AND run_id IS NULL AND settled IS NULL AND verdict IN ('missed', 'gap')`,
      )
      .get(rowOf(id)) !== undefined,
  settle: (id, how) =>
    database
      .prepare(
        `UPDATE events SET settled = ? WHERE id = ? AND run_id IS NULL AND settled IS NULL AND verdict IN ('missed', 'gap')`,
      )
      .run(how, rowOf(id)).changes > 0,
});
