import type { Database } from 'better-sqlite3';
import { idText } from '../model/row-numbers.ts';
import { type StatementName, statementTexts } from './write-statements.ts';

/**
 * What is written to `runs.db`, as data: a flat list of cells, in which each instruction is followed by its values. Flat,
 * because a batch of them crosses to another thread in a third of the time objects take.
 */
export type Cell = string | number | null | Uint8Array;

/** One write: all of it is on disk or nothing. */
export type Write = Cell[];

/** Many writes in one list, in order. `ends`: where each of them ends. */
export interface Batch {
  cells: Cell[];
  ends: number[];
}

/** Called around each commit; tests and the torture rig stop the process there. */
export type CommitPoint = 'before-commit' | 'after-commit';

/** Why a write could not be kept, in a form that crosses threads. */
export interface WriteFailure {
  /** SQLite's, empty for anything else. */
  code: string;
  text: string;
}

/**
 * What became of a write. `kept`: a number for each arrival in it (the row of the event it repeats, 0 when it is the first)
 * and for each message (0 when it is kept, 1 when its key was there already), in order; null when all of them are 0.
 */
export type Outcome = { kept: number[] | null } | { failure: WriteFailure };

const names = Object.keys(statementTexts) as StatementName[];

/** The instruction that runs a statement with the values that follow. */
export const instructionOf = Object.fromEntries(names.map((name, index) => [name, index])) as Record<
  StatementName,
  number
>;

/**
 * The instruction that keeps an arrival: key of the delivery or null, the time now, when the key expires, how many cells after
 * the event are for a first arrival only, and the values of `insertEvent`. The rest of a repeat is passed over.
 */
export const arrivalInstruction = names.length;

/** Values before those of the event. */
const arrivalHead = 4;

const valuesOf = (name: StatementName): number => statementTexts[name].split('?').length - 1;

/** Where the values of `insertEvent` are that a repeat changes. */
const eventCell = { id: 0, flow: 1, node: 2, verdict: 4, reason: 5, run: 6, repeatOf: 7 } as const;

const nothingSpecial: Outcome = { kept: null };

const failureOf = (thrown: unknown): WriteFailure => ({
  code: (thrown as { code?: string }).code ?? '',
  text: String(thrown),
});

/**
 * Keeps batches of writes, each in one transaction that is on disk when `apply` returns. When a batch cannot be kept, each of
 * its writes gets a transaction of its own, so that a bad one takes nothing with it.
 */
export const createBatchWriter = (database: Database, reach: (point: CommitPoint) => void) => {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  const statements = names.map((name) => ({
    statement: database.prepare(statementTexts[name]),
    count: valuesOf(name),
  }));
  const findSeen = database
    .prepare('SELECT event_id FROM seen WHERE flow_id = ? AND node = ? AND key = ? AND expires_at_ms > ?')
    .pluck();
  const putSeen = database.prepare(
    'INSERT OR REPLACE INTO seen (flow_id, node, key, event_id, expires_at_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const insertEvent = database.prepare(statementTexts.insertEvent);
  const eventValues = valuesOf('insertEvent');

  /** Returns where to go on. */
  const keepArrival = (cells: readonly Cell[], at: number, kept: number[]): number => {
    const [key, now, expiresAt, rest] = cells.slice(at, at + arrivalHead);
    const eventEnd = at + arrivalHead + eventValues;
    const event = cells.slice(at + arrivalHead, eventEnd);
    const seenIn = [event[eventCell.flow], event[eventCell.node], key];
    const repeatOf = key === null ? 0 : ((findSeen.get(...seenIn, now) as number | undefined) ?? 0);
    if (repeatOf > 0) {
      event[eventCell.verdict] = 'repeat';
      event[eventCell.reason] = `The same thing arrived before as ${idText('evt', repeatOf)}.`;
      event[eventCell.run] = null;
      event[eventCell.repeatOf] = repeatOf;
    } else if (key !== null) putSeen.run(...seenIn, event[eventCell.id], expiresAt);
    insertEvent.run(event);
    kept.push(repeatOf);
    return repeatOf > 0 ? eventEnd + Number(rest) : eventEnd;
  };

  const applyWrite = (cells: readonly Cell[], from: number, end: number): Outcome => {
    const kept: number[] = [];
    let at = from;
    while (at < end) {
      const instruction = cells[at++] as number;
      if (instruction === arrivalInstruction) {
        at = keepArrival(cells, at, kept);
        continue;
      }
      const known = statements[instruction];
      if (!known) throw new Error(`there is no instruction ${instruction}`);
      const { changes } = known.statement.run(cells.slice(at, at + known.count));
      if (instruction === instructionOf.putMessage) kept.push(changes === 0 ? 1 : 0);
      at += known.count;
    }
    return kept.some((number) => number !== 0) ? { kept } : nothingSpecial;
  };

  /** Keeps the writes from one place in `ends` up to another, in one transaction. */
  const commitWrites = ({ cells, ends }: Batch, first: number, last: number): Outcome[] => {
    begin.run();
    try {
      const outcomes: Outcome[] = [];
      for (let index = first; index < last; index++)
        outcomes.push(applyWrite(cells, ends[index - 1] ?? 0, ends[index] ?? 0));
      reach('before-commit');
      commit.run();
      return outcomes;
    } catch (thrown) {
      if (database.inTransaction) rollback.run();
      throw thrown;
    }
  };

  const commitOne = (batch: Batch, index: number): Outcome => {
    try {
      return commitWrites(batch, index, index + 1)[0] ?? nothingSpecial;
    } catch (thrown) {
      return { failure: failureOf(thrown) };
    }
  };

  /** What became of each write, in order. */
  const apply = (batch: Batch): Outcome[] => {
    let outcomes: Outcome[];
    try {
      outcomes = commitWrites(batch, 0, batch.ends.length);
    } catch (thrown) {
      if (batch.ends.length === 1) return [{ failure: failureOf(thrown) }];
      return batch.ends.map((_, index) => commitOne(batch, index));
    }
    reach('after-commit');
    return outcomes;
  };
  return { apply };
};
