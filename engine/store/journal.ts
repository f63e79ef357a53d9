import type { Database } from 'better-sqlite3';
import { createRowNumbers, type EventId, eventIdOf, outboxIdOf, type RunId, rowOf, runIdOf } from '../model/ids.ts';
import type { Accepted, Arrival, Journal, JournalEntry } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { NewOutboxMessage, StoredOutboxMessage } from '../model/outbox.ts';
import type { NewRun, RunChange, StepRecord } from '../model/records.ts';
import type { GroupCommit } from './group-commit.ts';
import { type EventRow, type RunRow, type StepRow, toEvent, toRun, toStep } from './rows.ts';
import { createWatchedRows } from './watched-rows.ts';

export interface JournalOptions {
  database: Database;
  commits: GroupCommit;
  now: () => number;
  /** Removes secrets from a text; everything below passes through it before it is stored. */
  redact: (text: string) => string;
}

const largest = (database: Database, table: 'events' | 'runs' | 'outbox'): number =>
  Number(database.prepare(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0);

const writeStatements = (database: Database) => ({
  insertEvent: database.prepare(
    `INSERT INTO events (id, flow_id, node, kind, verdict, reason, run_id, repeat_of, cause_run_id, depth, payload, raw)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  insertRun: database.prepare(
    `INSERT INTO runs (id, flow_id, version, event_id, trigger, retry_of, key_root, depth, status, started_at_ms,
       finished_at_ms, error, failed_node, attention) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  findSeen: database
    .prepare('SELECT event_id FROM seen WHERE flow_id = ? AND node = ? AND key = ? AND expires_at_ms > ?')
    .pluck(),
  putSeen: database.prepare(
    'INSERT OR REPLACE INTO seen (flow_id, node, key, event_id, expires_at_ms) VALUES (?, ?, ?, ?, ?)',
  ),
  putStep: database.prepare(
    `INSERT OR REPLACE INTO steps (run_id, node, item, attempt, status, port, output, did, error,
       first_started_at_ms, started_at_ms, finished_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  // A terminal state is never overwritten, whoever comes late.
  changeRun: database.prepare(
    `UPDATE runs SET status = ?, started_at_ms = ?, finished_at_ms = ?, error = ?, failed_node = ?, attention = ?
     WHERE id = ? AND finished_at_ms IS NULL`,
  ),
  forgetPayload: database.prepare('UPDATE events SET payload = NULL, raw = NULL WHERE run_id = ?'),
  forgetOutputs: database.prepare('UPDATE steps SET output = NULL, did = NULL WHERE run_id = ?'),
  forgetMessages: database.prepare('DELETE FROM outbox WHERE run_id = ?'),
  // A step that is done again leaves its message once.
  putMessage: database.prepare(
    `INSERT INTO outbox (id, kind, flow_id, run_id, node, key, message) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
  ),
  putWatchState: database.prepare(
    'INSERT OR REPLACE INTO watch_states (flow_id, node, state, changed_at_ms) VALUES (?, ?, ?, ?)',
  ),
  clearTimers: database.prepare('DELETE FROM timers WHERE run_id = ?'),
  putTimer: database.prepare('INSERT OR REPLACE INTO timers (kind, ref, fire_at_ms, run_id) VALUES (?, ?, ?, ?)'),
});

/** Writes and reads what running needs. Hot path: every statement is prepared once, ids append at the end of tables. */
export const createJournal = ({ database, commits, now, redact }: JournalOptions): Journal => {
  const sql = writeStatements(database);
  const watched = createWatchedRows(database, redact);
  const nextEvent = createRowNumbers(now, largest(database, 'events'));
  const nextRun = createRowNumbers(now, largest(database, 'runs'));
  const nextMessage = createRowNumbers(now, largest(database, 'outbox'));
  const json = (value: unknown): string | null =>
    value === undefined || value === null ? null : redact(JSON.stringify(value));

  const insertRun = (run: NewRun, change?: RunChange): void => {
    sql.insertRun.run(
      rowOf(run.id),
      rowOf(run.flowId),
      run.version,
      rowOf(run.eventId),
      run.trigger,
      run.retryOf && rowOf(run.retryOf),
      rowOf(run.keyRoot),
      run.depth,
      change?.status ?? 'queued',
      change?.startedAtMs ?? null,
      change?.finishedAtMs ?? null,
      json(change?.error),
      change?.failedNode ?? null,
      change?.attention ? 1 : 0,
    );
  };

  const insertArrival = ({ event, run, seen }: Arrival, opening?: JournalEntry): Accepted => {
    const id = rowOf(event.id);
    const flow = event.flowId && rowOf(event.flowId);
    let repeatOf: number | null = null;
    if (seen) {
      repeatOf = (sql.findSeen.get(flow, event.node, seen.key, now()) as number | undefined) ?? null;
      if (repeatOf === null) sql.putSeen.run(flow, event.node, seen.key, id, seen.expiresAtMs);
    }
    const first = repeatOf === null;
    sql.insertEvent.run(
      id,
      flow,
      event.node,
      event.kind,
      first ? event.verdict : 'repeat',
      first ? event.reason && redact(event.reason) : `The same thing arrived before as ${eventIdOf(repeatOf ?? 0)}.`,
      first && run ? rowOf(run.id) : null,
      repeatOf,
      event.causeRunId && rowOf(event.causeRunId),
      event.depth,
      event.payload,
      event.raw,
    );
    if (first && run) insertRun(run, opening?.change);
    if (first && opening) {
      insertProgress(opening);
      if (opening.change?.forgetData) forget(rowOf(opening.runId));
    }
    return { repeatOf: repeatOf === null ? null : eventIdOf(repeatOf) };
  };

  const putStep = (run: number, step: StepRecord): void => {
    sql.putStep.run(
      run,
      step.node,
      step.item,
      step.attempt,
      step.status,
      step.port,
      // `null` is an output too, so it is not left out as `json` would.
      step.output === undefined ? null : redact(JSON.stringify(step.output)),
      json(step.did),
      json(step.error),
      step.firstStartedAtMs,
      step.startedAtMs,
      step.finishedAtMs,
    );
  };

  const changeRun = (run: number, change: RunChange): void => {
    sql.changeRun.run(
      change.status,
      change.startedAtMs,
      change.finishedAtMs,
      json(change.error),
      change.failedNode,
      change.attention ? 1 : 0,
      run,
    );
    if (change.forgetData) forget(run);
  };

  const forget = (run: number): void => {
    sql.forgetPayload.run(run);
    sql.forgetOutputs.run(run);
    sql.forgetMessages.run(run);
  };

  const putMessages = (runId: RunId, messages: readonly NewOutboxMessage[]): StoredOutboxMessage[] =>
    messages.flatMap(({ flowId, node, key, message }) => {
      const row = nextMessage();
      const text = redact(JSON.stringify(message));
      const { changes } = sql.putMessage.run(row, message.kind, rowOf(flowId), rowOf(runId), node, key, text);
      return changes === 0 ? [] : [{ id: outboxIdOf(row), runId, flowId, node, key, message: JSON.parse(text) }];
    });

  const insertProgress = (entry: JournalEntry): void => {
    const run = rowOf(entry.runId);
    for (const step of entry.steps) putStep(run, step);
    for (const arrival of entry.arrivals ?? []) insertArrival(arrival);
    if (entry.timers) {
      sql.clearTimers.run(run);
      for (const timer of entry.timers) sql.putTimer.run(timer.kind, timer.ref, timer.fireAtMs, run);
    }
  };

  const insertEntry = (entry: JournalEntry): void => {
    if (entry.newRun) insertRun(entry.newRun);
    insertProgress(entry);
    if (entry.change) changeRun(rowOf(entry.runId), entry.change);
  };

  const readRun = database.prepare('SELECT * FROM runs WHERE id = ?');
  const readEvent = database.prepare('SELECT * FROM events WHERE id = ?');
  const readSteps = database.prepare('SELECT * FROM steps WHERE run_id = ? ORDER BY node, item, attempt');
  const readTimers = database.prepare('SELECT ref, fire_at_ms FROM timers WHERE run_id = ?');
  const readWatchState = database.prepare('SELECT state FROM watch_states WHERE flow_id = ? AND node = ?').pluck();
  const openRuns = database.prepare(`SELECT * FROM runs WHERE finished_at_ms IS NULL ORDER BY id`);
  const dueRuns = database
    .prepare('SELECT DISTINCT run_id FROM timers WHERE fire_at_ms <= ? ORDER BY fire_at_ms LIMIT 500')
    .pluck();
  const nextTimer = database.prepare('SELECT min(fire_at_ms) FROM timers').pluck();
  const countRecovery = database
    .prepare('UPDATE runs SET recoveries = recoveries + 1 WHERE id = ? RETURNING recoveries')
    .pluck();

  return {
    accept: (arrival, done, failed, opening) => {
      let accepted: Accepted = { repeatOf: null };
      commits.enqueue(
        () => {
          accepted = insertArrival(arrival, opening);
        },
        () => done(accepted),
        failed,
      );
    },
    acceptAll: (arrivals, { flowId, node, state, also }, done, failed) => {
      let accepted: Accepted[] = [];
      commits.enqueue(
        () => {
          accepted = arrivals.map((arrival) => insertArrival(arrival));
          sql.putWatchState.run(rowOf(flowId), node, redact(JSON.stringify(state)), now());
          if (also) watched.keep(rowOf(flowId), node, also);
        },
        () => done(accepted),
        failed,
      );
    },
    watchState: (flowId, node) => {
      const text = readWatchState.get(rowOf(flowId), node) as string | undefined;
      return text === undefined ? null : (JSON.parse(text) as JsonValue);
    },
    forgetWatch: (flowId) =>
      commits.enqueue(
        () => watched.forget(rowOf(flowId)),
        () => {},
        () => {},
      ),
    seenRows: (flowId, node) => watched.of(rowOf(flowId), node),
    append: (entry, done, failed) => {
      const { messages } = entry;
      // Most entries leave no message, and this is the hot path.
      if (!messages) {
        commits.enqueue(() => insertEntry(entry), done, failed);
        return;
      }
      let kept: StoredOutboxMessage[] = [];
      commits.enqueue(
        () => {
          kept = putMessages(entry.runId, messages);
          insertEntry(entry);
        },
        () => done(kept),
        failed,
      );
    },
    loadRun: (id: RunId) => {
      const run = readRun.get(rowOf(id)) as RunRow | undefined;
      const event = run && (readEvent.get(run.event_id) as EventRow | undefined);
      if (!run || !event) return null;
      const timers = readTimers.all(run.id) as { ref: string; fire_at_ms: number }[];
      return {
        run: toRun(run),
        event: toEvent(event),
        steps: (readSteps.all(run.id) as StepRow[]).map(toStep),
        timers: new Map(timers.map(({ ref, fire_at_ms }) => [ref.slice(ref.indexOf('/') + 1), fire_at_ms])),
      };
    },
    openRuns: () => (openRuns.all() as RunRow[]).map(toRun),
    dueRuns: (nowMs) => (dueRuns.all(nowMs) as number[]).map(runIdOf),
    nextTimerMs: () => nextTimer.get() as number | null,
    countRecovery: (id) => Number(countRecovery.get(rowOf(id))),
    nextEventId: (): EventId => eventIdOf(nextEvent()),
    nextRunId: (): RunId => runIdOf(nextRun()),
  };
};
