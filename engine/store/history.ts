import type { Database } from 'better-sqlite3';
import { type EventId, type FlowId, type RunId, rowAtTime, rowOf, runIdOf, timeOfRow } from '../model/ids.ts';
import type { StoredEvent, StoredRun } from '../model/records.ts';
import type { RunStatus, Verdict } from '../model/run.ts';
import { createHeld } from './held.ts';
import { createMissed, type Missed } from './missed.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createPages, type Pages } from './pages.ts';
import { createReadings, type Readings } from './readings.ts';
import { type EventRow, type RunRow, toEvent, toRun } from './rows.ts';
import { createReadRunSteps, type RunSteps } from './run-steps.ts';

/** A page: newest first, before a given id. */
export interface Page {
  limit: number;
  before?: number | undefined;
}

/** Nobody needs to know exactly how many there are beyond this, and counting them takes time. */
export const countLimit = 1000;

/** Reads of what happened, for screens and the command line. Every query walks an index from the newest end. */
export interface History extends ReturnType<typeof createHeld> {
  runs(
    filter: Page & { flowId?: FlowId | undefined; status?: RunStatus | undefined; attention?: boolean | undefined },
  ): StoredRun[];
  events(filter: Page & { flowId?: FlowId | undefined; verdict?: Verdict | undefined }): StoredEvent[];
  /** How many runs of a flow there were since a time, counted up to {@link countLimit}. */
  runsSince(flowId: FlowId, sinceMs: number): number;
  /** When the last runs of a flow began that nobody started by hand or repeated, ms since 1970, newest first. */
  startTimes(flowId: FlowId, limit: number): number[];
  event(id: EventId): StoredEvent | null;
  /** Removes something that arrived and started no run; false when there is no such thing. */
  removeEvent(id: EventId): boolean;
  /** The last successful run before this one that came to a step, among the last thousand of the flow. */
  lastGood(run: StoredRun, node: string): RunId | null;
  /** Runs before this one that are over and came to a step, newest first, among the last thousand of the flow. */
  earlier(run: StoredRun, node: string, limit: number): StoredRun[];
  /** Runs that repeat this one, oldest first. */
  retriesOf(run: StoredRun): RunId[];
  /** How many there are, counted up to {@link countLimit}. */
  countRuns(filter: {
    flowId?: FlowId | undefined;
    status?: RunStatus | undefined;
    attention?: boolean | undefined;
  }): number;
  countEvents(filter: { flowId?: FlowId | undefined; notRun?: boolean | undefined }): number;
  /** Pages of both for long lists. */
  /** The steps of a run as a person looks at them. */
  stepsOf(run: RunId): RunSteps;
  pages: Pages;
  /** What was kept here instead of leaving this computer. */
  outbox: Outbox;
  /** What monitors have read. */
  readings: Readings;
  /** Runs that began at or after a time and are over, of one flow or all. */
  endedSince(flowId: FlowId | undefined, sinceMs: number): { failed: number; ended: number };
  /** What could not be dealt with when it was due. */
  missed: Missed;
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

const counted = (database: Database, rows: string, values: readonly unknown[]): number =>
  Number(
    database
      .prepare(`SELECT count(*) FROM (${rows} LIMIT ?)`)
      .pluck()
      .get(...values, countLimit),
  );

/** Runs that came to a step may be compared; those of other branches say nothing about it. */
const before = (database: Database, run: StoredRun, node: string, test: string, limit: number): StoredRun[] =>
  (
    database
      .prepare(
        `SELECT * FROM (SELECT * FROM runs WHERE flow_id = ? AND id < ? ORDER BY id DESC LIMIT ?)
         WHERE ${test} AND trigger = ?
           AND (trigger = ? OR EXISTS (SELECT 1 FROM steps WHERE run_id = id AND steps.node = ?))
         ORDER BY id DESC LIMIT ?`,
      )
      .all(rowOf(run.flowId), rowOf(run.id), countLimit, run.trigger, node, node, limit) as RunRow[]
  ).map(toRun);

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
  startTimes: (flowId, limit) =>
    (
      database
        .prepare(
          `SELECT runs.id FROM (SELECT id, event_id, retry_of FROM runs WHERE flow_id = ? ORDER BY id DESC LIMIT ?) AS runs
           JOIN events ON events.id = runs.event_id
           WHERE runs.retry_of IS NULL AND events.kind <> 'manual' ORDER BY runs.id DESC LIMIT ?`,
        )
        .pluck()
        .all(rowOf(flowId), limit * 5, limit) as number[]
    ).map(timeOfRow),
  event: (id) => {
    const row = database.prepare('SELECT * FROM events WHERE id = ?').get(rowOf(id)) as EventRow | undefined;
    return row ? toEvent(row) : null;
  },
  removeEvent: (id) =>
    database.prepare('DELETE FROM events WHERE id = ? AND run_id IS NULL').run(rowOf(id)).changes > 0,
  lastGood: (run, node) => {
    const [last] = before(database, run, node, "status = 'succeeded'", 1);
    return last ? last.id : null;
  },
  earlier: (run, node, limit) => before(database, run, node, 'finished_at_ms IS NOT NULL', limit),
  retriesOf: (run) =>
    (
      database
        .prepare('SELECT id FROM runs INDEXED BY runs_retries WHERE retry_of = ? ORDER BY id LIMIT 20')
        .pluck()
        .all(rowOf(run.id)) as number[]
    ).map(runIdOf),
  countRuns: ({ flowId, status, attention }) => {
    const { text, values } = where([
      ['flow_id = ?', rowOrUndefined(flowId)],
      ['status = ?', status],
      ['attention = ?', attention === undefined ? undefined : Number(attention)],
    ]);
    return counted(database, `SELECT 1 FROM runs ${text}`, values);
  },
  countEvents: ({ flowId, notRun }) => {
    const { text, values } = where([
      ['flow_id = ?', rowOrUndefined(flowId)],
      ['run_id IS NULL AND 1 = ?', notRun ? 1 : undefined],
    ]);
    return counted(database, `SELECT 1 FROM events ${text}`, values);
  },
  stepsOf: createReadRunSteps(database),
  ...createHeld(database),
  pages: createPages(database),
  outbox: createOutbox(database),
  readings: createReadings(database),
  endedSince: (flowId, sinceMs) => {
    const { text, values } = where([
      ['flow_id = ?', rowOrUndefined(flowId)],
      ['id >= ?', rowAtTime(sinceMs)],
      ['finished_at_ms > ?', 0],
    ]);
    return database
      .prepare(`SELECT count(*) AS ended, count(*) FILTER (WHERE status = 'failed') AS failed FROM runs ${text}`)
      .get(...values) as { failed: number; ended: number };
  },
  missed: createMissed(database),
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
