import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { eventIdOf, type RunId, rowOf, runIdOf } from '../../model/ids.ts';
import { effectNode, type KillScene } from './evidence.ts';

/** An event as the checker needs it. */
export interface StoredEvent {
  id: string;
  /** The address it came to. */
  path: string | null;
  /** The sender's own id, out of the stored body. */
  delivery: string | null;
  verdict: string;
  run: string | null;
  repeatOf: string | null;
}

export interface StoredRun {
  id: string;
  event: string;
  status: string;
  /** Status and time of its end, as one text; null while it is open. */
  end: string | null;
  error: string | null;
  recoveries: number;
}

interface RunRow {
  id: number;
  event_id: number;
  status: string;
  finished_at_ms: number | null;
  error: string | null;
  recoveries: number;
}

const open = (dataDir: string): Database => new Sqlite(join(dataDir, 'runs.db'), { readonly: true });

const looking = <T>(dataDir: string, look: (database: Database) => T): T => {
  const database = open(dataDir);
  try {
    return look(database);
  } finally {
    database.close();
  }
};

const openStatuses = `('queued', 'running', 'waiting', 'needs-decision')`;

const endOf = ({ status, finished_at_ms }: Pick<RunRow, 'status' | 'finished_at_ms'>): string =>
  `${status} at ${finished_at_ms}`;

/** Looks at the scene of a kill: what was going on and in flight, and every run that had ended by then (added to `ends` once). */
export const lookAtKill = (dataDir: string, ends: Map<string, string>): KillScene =>
  looking(dataDir, (database) => {
    const inFlight = database
      .prepare(
        `SELECT run_id FROM runs JOIN steps ON run_id = runs.id
         WHERE runs.status IN ${openStatuses} AND node = ? AND steps.status = 'started'`,
      )
      .pluck()
      .all(effectNode) as number[];
    const ended = database.prepare(`SELECT id, status, finished_at_ms FROM runs WHERE status NOT IN ${openStatuses}`);
    for (const row of ended.iterate() as IterableIterator<RunRow>) {
      const id = runIdOf(row.id);
      if (!ends.has(id)) ends.set(id, endOf(row));
    }
    const running = database.prepare(`SELECT id FROM runs WHERE status = 'running'`).pluck().all() as number[];
    return { running: running.map(runIdOf), inFlight: inFlight.map(runIdOf) };
  });

/** How many runs are not over, of these or of all. */
export const countOpenRuns = (dataDir: string, among?: readonly string[]): number =>
  looking(dataDir, (database) => {
    if (!among)
      return Number(database.prepare(`SELECT count(*) FROM runs WHERE status IN ${openStatuses}`).pluck().get());
    const find = database.prepare(`SELECT 1 FROM runs WHERE id = ? AND status IN ${openStatuses}`);
    return among.filter((run) => find.get(rowOf(run as RunId)) !== undefined).length;
  });

/** Everything that was stored, by id. */
export const readStored = (dataDir: string): { events: Map<string, StoredEvent>; runs: Map<string, StoredRun> } =>
  looking(dataDir, (database) => {
    const events = new Map<string, StoredEvent>();
    const runs = new Map<string, StoredRun>();
    const eventRows = database.prepare(
      `SELECT id, verdict, run_id, repeat_of, payload ->> '$.path' AS path, payload ->> '$.body.id' AS delivery FROM events`,
    );
    interface EventRow {
      id: number;
      verdict: string;
      run_id: number | null;
      repeat_of: number | null;
      path: string | null;
      delivery: string | null;
    }
    for (const row of eventRows.iterate() as IterableIterator<EventRow>)
      events.set(eventIdOf(row.id), {
        id: eventIdOf(row.id),
        path: row.path,
        delivery: row.delivery,
        verdict: row.verdict,
        run: row.run_id === null ? null : runIdOf(row.run_id),
        repeatOf: row.repeat_of === null ? null : eventIdOf(row.repeat_of),
      });
    const runRows = database.prepare('SELECT id, event_id, status, finished_at_ms, error, recoveries FROM runs');
    for (const row of runRows.iterate() as IterableIterator<RunRow>)
      runs.set(runIdOf(row.id), {
        id: runIdOf(row.id),
        event: eventIdOf(row.event_id),
        status: row.status,
        end: row.finished_at_ms === null ? null : endOf(row),
        error: row.error,
        recoveries: row.recoveries,
      });
    return { events, runs };
  });

/** What SQLite finds wrong with a file; empty when it is whole. */
export const findDamage = (path: string): string[] => {
  const database = new Sqlite(path, { readonly: true });
  try {
    const found = database.prepare('PRAGMA integrity_check').pluck().all() as string[];
    return found.length === 1 && found[0] === 'ok' ? [] : found;
  } catch (thrown) {
    return [String(thrown)];
  } finally {
    database.close();
  }
};
