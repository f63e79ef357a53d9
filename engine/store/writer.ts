import { Fault } from '../model/fault.ts';
import { explainWrite } from './explain-write.ts';
import type { Retention } from './prune.ts';
import type { Batch, Outcome, Write } from './write-batch.ts';

/** `kept` as in {@link Outcome}. */
export type Done = (kept: readonly number[] | null) => void;

/** Where batches are written. */
export interface Transport {
  /** Calls back when each write of the batch is on disk or has failed. A fault: nothing is known and nothing more will be kept. */
  apply(batch: Batch, done: (outcomes: readonly Outcome[] | Fault) => void): void;
  /** Removes one batch of what is past its time; resolves with how many rows went. */
  prune(retention: Retention, nowMs: number): Promise<number>;
  /** Resolves when the connection it writes with is closed. */
  stop(): Promise<void>;
}

/**
 * The one door through which running writes. Many writes share one commit: everything asked for in one turn of the event loop,
 * or while the commit before was under way, becomes one transaction. With many callers the cost of a flush is shared, with
 * few there is no delay. Order is kept.
 */
export interface Writer {
  /** Calls `done` when the write is on disk, or `failed`, leaving no trace of it, when it cannot be. Never before it returns. */
  enqueue(write: Write, done: Done, failed: (fault: Fault) => void): void;
  /** Resolves when everything asked for so far is on disk or has failed. Commits at once what is not under way. */
  flush(): Promise<void>;
  /** Writes that are not on disk yet. */
  waiting(): number;
  prune: Transport['prune'];
  /** Flushes and closes the connection. */
  stop(): Promise<void>;
}

interface Waiting {
  write: Write;
  done: Done;
  failed: (fault: Fault) => void;
}

/** So many cells at most go into one batch (a delivery has about 45), so that no commit takes long. */
const batchCells = 40_000;
/** And so many characters, so that large deliveries are not all in memory twice. */
const batchCharacters = 8_000_000;

const charactersOf = (write: Write): number => {
  let sum = 0;
  for (const cell of write) if (typeof cell === 'string') sum += cell.length;
  return sum;
};

/** Takes the first writes out of a queue, as many as one batch holds and one at least. */
const takeBatch = (queue: Waiting[]): { taken: Waiting[]; batch: Batch } => {
  const cells: Batch['cells'] = [];
  const ends: number[] = [];
  let characters = 0;
  for (const { write } of queue) {
    if (cells.length > batchCells || characters > batchCharacters) break;
    characters += charactersOf(write);
    for (const cell of write) cells.push(cell);
    ends.push(cells.length);
  }
  return { taken: queue.splice(0, ends.length), batch: { cells, ends } };
};

export const createWriter = (transport: Transport): Writer => {
  const queue: Waiting[] = [];
  let underWay: Waiting[] = [];
  let scheduled = false;
  const idle: (() => void)[] = [];

  const settle = (taken: Waiting[], outcomes: readonly Outcome[] | Fault): void => {
    if (outcomes instanceof Fault) {
      for (const { failed } of taken) failed(outcomes);
      return;
    }
    taken.forEach(({ done, failed }, index) => {
      const outcome = outcomes[index] as Outcome;
      if ('failure' in outcome) failed(explainWrite(outcome.failure));
      else done(outcome.kept);
    });
  };

  const sendSoon = (): void => {
    if (scheduled || underWay.length > 0) return;
    scheduled = true;
    setImmediate(send);
  };

  const send = (): void => {
    scheduled = false;
    if (underWay.length > 0 || queue.length === 0) return;
    const { taken, batch } = takeBatch(queue);
    underWay = taken;
    transport.apply(batch, (outcomes) => {
      underWay = [];
      settle(taken, outcomes);
      // Not at once: what else arrives in this turn goes along.
      if (queue.length > 0) sendSoon();
      else for (const tell of idle.splice(0)) tell();
    });
  };

  const flush = (): Promise<void> => {
    if (queue.length + underWay.length === 0) return Promise.resolve();
    const flushed = new Promise<void>((resolve) => idle.push(resolve));
    send();
    return flushed;
  };

  return {
    enqueue: (write, done, failed) => {
      queue.push({ write, done, failed });
      sendSoon();
    },
    flush,
    waiting: () => queue.length + underWay.length,
    prune: transport.prune,
    stop: async () => {
      await flush();
      await transport.stop();
    },
  };
};
