import type { Database } from 'better-sqlite3';
import { type Fault, ourFault, worldFault } from '../model/fault.ts';

type Write = (database: Database) => void;
interface Waiting {
  write: Write;
  done: () => void;
  failed: (fault: Fault) => void;
}

/**
 * Under load a commit waits until this long after the one before, so that more writes share its flush; a batch this large
 * counts as load. Without it a busy engine makes many small commits, and each writes the same pages of the same tables again.
 */
const windowMs = 2;
const busyBatch = 8;

/**
 * Many writes, one commit. Everything asked for in one turn of the event loop (under load: in two milliseconds) becomes one
 * transaction; the promise of each write resolves only after that transaction is on disk. With many callers the cost of a
 * flush is shared, with few there is no delay.
 */
export interface GroupCommit {
  /** Resolves when `write` is committed; rejects, leaving no trace of it, when it cannot be. */
  write(write: Write): Promise<void>;
  /** As `write`, with callbacks instead of a promise: the hot path allocates less. */
  enqueue(write: Write, done: () => void, failed: (fault: Fault) => void): void;
  /** Commits what waits, now. */
  flush(): void;
  waiting(): number;
}

/** Called around each commit; tests and the torture rig stop the process there. */
export type CommitPoint = 'before-commit' | 'after-commit';

export const explainWrite = (thrown: unknown): Fault => {
  const code = (thrown as { code?: string }).code ?? '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return worldFault('store.disk-full', 'The disk is full, so WhenThen cannot keep what arrives.', {
      fix: 'Free some space; WhenThen goes on by itself.',
      cause: thrown,
    });
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_BUSY')
    return worldFault('store.unavailable', `The data folder cannot be written right now (${code}).`, { cause: thrown });
  return ourFault('store.failed', `WhenThen could not store something: ${String(thrown)}`, { cause: thrown });
};

export const createGroupCommit = (database: Database, reach: (point: CommitPoint) => void): GroupCommit => {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  let queue: Waiting[] = [];
  let scheduled = false;
  let lastFlushMs = 0;
  let lastBatch = 0;

  const commitAll = (batch: Waiting[]): void => {
    begin.run();
    try {
      for (const { write } of batch) write(database);
      reach('before-commit');
      commit.run();
    } catch (thrown) {
      if (database.inTransaction) rollback.run();
      throw thrown;
    }
  };

  const flush = (): void => {
    scheduled = false;
    if (queue.length === 0) return;
    const batch = queue;
    queue = [];
    lastBatch = batch.length;
    try {
      commitAll(batch);
      lastFlushMs = performance.now();
    } catch (thrown) {
      if (batch.length === 1) {
        batch[0]?.failed(explainWrite(thrown));
        return;
      }
      // One bad write must not take its neighbours with it: each gets a transaction of its own.
      for (const single of batch) {
        try {
          commitAll([single]);
        } catch (reason) {
          single.failed(explainWrite(reason));
          continue;
        }
        single.done();
      }
      return;
    }
    reach('after-commit');
    for (const { done } of batch) done();
  };

  const enqueue = (write: Write, done: () => void, failed: (fault: Fault) => void): void => {
    queue.push({ write, done, failed });
    if (scheduled) return;
    scheduled = true;
    const wait = lastBatch >= busyBatch ? windowMs - (performance.now() - lastFlushMs) : 0;
    if (wait > 0) setTimeout(flush, wait);
    else setImmediate(flush);
  };

  return {
    enqueue,
    flush,
    write: (write) => new Promise((resolve, reject) => enqueue(write, resolve, reject)),
    waiting: () => queue.length,
  };
};
