import type { Database } from 'better-sqlite3';
import { type EventId, type FlowId, type OutboxId, type RunId, rowAtTime, rowOf } from '../model/ids.ts';
import type { OutboxKind, StoredOutboxMessage } from '../model/outbox.ts';
import type { StoredEvent, StoredRun } from '../model/records.ts';
import type { RunStatus, Verdict } from '../model/run.ts';
import { type EventRow, type OutboxRow, type RunRow, toEvent, toOutboxMessage, toRun } from './rows.ts';

/** A page: newest first, before a given id. */
export interface Page {
  limit: number;
  before?: number | undefined;
}

/** Nobody needs to know exactly how many there are beyond this, and counting them takes time. */
export const countLimit = 1000;

/** Reads of what happened, for screens and the command line. Every query walks an index from the newest end. */
export interface History {
  runs(
    filter: Page & { flowId?: FlowId | undefined; status?: RunStatus | undefined; attention?: boolean | undefined },
  ): StoredRun[];
  events(filter: Page & { flowId?: FlowId | undefined; verdict?: Verdict | undefined }): StoredEvent[];
  /** How many runs of a flow there were since a time, counted up to {@link countLimit}. */
  runsSince(flowId: FlowId, sinceMs: number): number;
  event(id: EventId): StoredEvent | null;
  /** What was kept here instead of leaving this computer. */
  messages(filter: Page & { kind?: OutboxKind | undefined }): StoredOutboxMessage[];
  message(id: OutboxId): StoredOutboxMessage | null;
  /** Whether the person has seen to a failed run. */
  dismiss(id: RunId): boolean;
  counts(): { events: number; runs: number; attention: number };
}

const where = (conditions: [string, unknown][]): { text: string; values: unknown[] } => {
  const used = conditions.filter(([, value]) => value !== undefined);
  return {
    text: used.length > 0 ? `WHERE ${used.map(([condition]) => condition).join(' AND ')}` : '',
    values: used.map(([, value]) => value),
  };
};

const rowOrUndefined = (id: FlowId | undefined): number | undefined => (id === undefined ? undefined : rowOf(id));

export const createHistory = (database: Database): History => ({
  runs: ({ limit, before, flowId, status, attention }) => {
    const { text, values } = where([
      ['flow_id = ?', rowOrUndefined(flowId)],
      ['status = ?', status],
      ['attention = ?', attention === undefined ? undefined : Number(attention)],
      ['id < ?', before],
    ]);
    const rows = database.prepare(`SELECT * FROM runs ${text} ORDER BY id DESC LIMIT ?`).all(...values, limit);
    return (rows as RunRow[]).map(toRun);
  },
  events: ({ limit, before, flowId, verdict }) => {
    const { text, values } = where([
      ['flow_id = ?', rowOrUndefined(flowId)],
      ['verdict = ?', verdict],
      ['id < ?', before],
    ]);
    const rows = database.prepare(`SELECT * FROM events ${text} ORDER BY id DESC LIMIT ?`).all(...values, limit);
    return (rows as EventRow[]).map(toEvent);
  },
  runsSince: (flowId, sinceMs) =>
    Number(
      database
        .prepare('SELECT count(*) FROM (SELECT 1 FROM runs WHERE flow_id = ? AND id > ? LIMIT ?)')
        .pluck()
        .get(rowOf(flowId), rowAtTime(sinceMs), countLimit),
    ),
  event: (id) => {
    const row = database.prepare('SELECT * FROM events WHERE id = ?').get(rowOf(id)) as EventRow | undefined;
    return row ? toEvent(row) : null;
  },
  messages: ({ limit, before, kind }) => {
    const { text, values } = where([
      ['kind = ?', kind],
      ['id < ?', before],
    ]);
    const rows = database.prepare(`SELECT * FROM outbox ${text} ORDER BY id DESC LIMIT ?`).all(...values, limit);
    return (rows as OutboxRow[]).map(toOutboxMessage);
  },
  message: (id) => {
    const row = database.prepare('SELECT * FROM outbox WHERE id = ?').get(rowOf(id)) as OutboxRow | undefined;
    return row ? toOutboxMessage(row) : null;
  },
  dismiss: (id) =>
    database.prepare('UPDATE runs SET attention = 0 WHERE id = ? AND attention = 1').run(rowOf(id)).changes > 0,
  counts: () =>
    database
      .prepare(
        `SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM runs) AS runs,
                (SELECT count(*) FROM runs WHERE attention = 1) AS attention`,
      )
      .get() as { events: number; runs: number; attention: number },
});
