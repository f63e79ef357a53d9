import type { Database } from 'better-sqlite3';
import { type Fault, toFault } from '../model/fault.ts';
import { createRowNumbers, type EventId, eventIdOf, type RunId, rowOf, runIdOf } from '../model/ids.ts';
import type { Accepted, Journal } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import { createDescriber } from './describe-writes.ts';
import { createMemory } from './memory.ts';
import { type EventRow, type RunRow, type StepRow, toEvent, toRun, toStep } from './rows.ts';
import { createSeenRows } from './watched-rows.ts';
import type { Write } from './write-batch.ts';
import type { Done, Writer } from './writer.ts';

export interface JournalOptions {
  /** Reads; everything but a count is written through `writer`. */
  database: Database;
  writer: Writer;
  now: () => number;
  /** Removes secrets from a text; everything below passes through it before it is stored. */
  redact: (text: string) => string;
}

const largest = (database: Database, table: 'events' | 'runs' | 'outbox'): number =>
  Number(database.prepare(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0);

const first: Accepted = { repeatOf: null };
const acceptedAs = (repeated: number | undefined): Accepted => (repeated ? { repeatOf: eventIdOf(repeated) } : first);

const nothing = (): void => {};

/** Writes and reads what running needs. */
export const createJournal = ({ database, writer, now, redact }: JournalOptions): Journal => {
  const nextEvent = createRowNumbers(now, largest(database, 'events'));
  const lastRunBefore = largest(database, 'runs');
  const nextRun = createRowNumbers(now, lastRunBefore);
  const nextMessage = createRowNumbers(now, largest(database, 'outbox'));
  const describe = createDescriber({ now, redact, nextMessage });
  const seenRows = createSeenRows(database);
  const memory = createMemory(database, now);

  const readRun = database.prepare('SELECT * FROM runs WHERE id = ?');
  const readEvent = database.prepare('SELECT * FROM events WHERE id = ?');
  const readSteps = database.prepare('SELECT * FROM steps WHERE run_id = ? ORDER BY node, item, attempt');
  const readTimers = database.prepare('SELECT ref, fire_at_ms FROM timers WHERE run_id = ?');
  const readWatchState = database.prepare('SELECT state FROM watch_states WHERE flow_id = ? AND node = ?').pluck();
  const openRuns = database.prepare('SELECT * FROM runs WHERE finished_at_ms IS NULL AND id <= ? ORDER BY id');
  const dueRuns = database
    .prepare('SELECT DISTINCT run_id FROM timers WHERE fire_at_ms <= ? ORDER BY fire_at_ms LIMIT 500')
    .pluck();
  const nextTimer = database.prepare('SELECT min(fire_at_ms) FROM timers').pluck();
  const countRecovery = database
    .prepare('UPDATE runs SET recoveries = recoveries + 1 WHERE id = ? RETURNING recoveries')
    .pluck();

  /** What cannot be described cannot be stored: the caller hears of it the same way. */
  const enqueue = (describeWrite: () => Write, done: Done, failed: (fault: Fault) => void): void => {
    let write: Write;
    try {
      write = describeWrite();
    } catch (thrown) {
      setImmediate(() => failed(toFault(thrown)));
      return;
    }
    writer.enqueue(write, done, failed);
  };

  return {
    accept: (arrival, done, failed, opening) =>
      enqueue(
        () => describe.arrival(arrival, opening),
        (kept) => {
          if (opening?.memory) memory.stored(opening.memory);
          done(kept ? acceptedAs(kept[0]) : first);
        },
        failed,
      ),
    acceptAll: (arrivals, mark, done, failed) =>
      enqueue(
        () => describe.arrivals(arrivals, mark),
        (kept) => done(arrivals.map((_, index) => acceptedAs(kept?.[index]))),
        failed,
      ),
    watchState: (flowId, node) => {
      const text = readWatchState.get(rowOf(flowId), node) as string | undefined;
      return text === undefined ? null : (JSON.parse(text) as JsonValue);
    },
    memory,
    forget: (flowId) => writer.enqueue(describe.forgotten(flowId), nothing, nothing),
    seenRows: (flowId, node) => seenRows(rowOf(flowId), node),
    append: (entry, stored, failed) => {
      const done = (kept?: readonly StoredOutboxMessage[]): void => {
        if (entry.memory) memory.stored(entry.memory);
        stored(kept);
      };
      if (!entry.messages) {
        // Most entries leave no message, and this is the hot path.
        enqueue(
          () => describe.entry(entry),
          () => done(),
          failed,
        );
        return;
      }
      const messages = entry.messages.map((message) => describe.message(entry.runId, message));
      enqueue(
        () => describe.entry(entry, messages),
        (kept) => done(messages.filter((_, index) => !kept?.[index]).map(({ stored }) => stored)),
        failed,
      );
    },
    loadRun: (id, { withSteps } = { withSteps: true }) => {
      const run = readRun.get(rowOf(id)) as RunRow | undefined;
      const event = run && (readEvent.get(run.event_id) as EventRow | undefined);
      if (!run || !event) return null;
      const timers = readTimers.all(run.id) as { ref: string; fire_at_ms: number }[];
      return {
        run: toRun(run),
        event: toEvent(event),
        steps: withSteps ? (readSteps.all(run.id) as StepRow[]).map(toStep) : [],
        timers: new Map(timers.map(({ ref, fire_at_ms }) => [ref.slice(ref.indexOf('/') + 1), fire_at_ms])),
      };
    },
    openRuns: () => (openRuns.all(lastRunBefore) as RunRow[]).map(toRun),
    dueRuns: (nowMs) => (dueRuns.all(nowMs) as number[]).map(runIdOf),
    nextTimerMs: () => nextTimer.get() as number | null,
    countRecovery: (id) => Number(countRecovery.get(rowOf(id))),
    nextEventId: (): EventId => eventIdOf(nextEvent()),
    nextRunId: (): RunId => runIdOf(nextRun()),
  };
};
