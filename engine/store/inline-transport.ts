import type { Database } from 'better-sqlite3';
import { pruneBatch } from './prune.ts';
import { type CommitPoint, createBatchWriter } from './write-batch.ts';
import type { Transport } from './writer.ts';

/** Writes on the thread that asks, with the connection it reads with: for single commands, and wherever a moment is to be hit. */
export const createInlineTransport = (database: Database, reach: (point: CommitPoint) => void): Transport => {
  const { apply } = createBatchWriter(database, reach);
  return {
    apply: (batch, done) => done(apply(batch)),
    prune: async (retention, nowMs) => pruneBatch(database, retention, nowMs),
    stop: async () => {},
  };
};
