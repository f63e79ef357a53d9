import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './open.ts';
import { pruneBatch } from './prune.ts';
import { runsMigrations } from './runs-migrations.ts';
import type { FromThread, ToThread } from './thread-transport.ts';
import { createBatchWriter } from './write-batch.ts';

/**
 * The thread that writes `runs.db`, with a connection of its own that flushes every commit. Everything it loads costs memory,
 * so it loads the store and nothing else.
 */
const database = openDatabase(String(workerData), runsMigrations);
const { apply } = createBatchWriter(database, () => {});

const answer = (message: ToThread): FromThread => {
  switch (message.kind) {
    case 'apply':
      return { kind: 'applied', outcomes: apply(message.batch) };
    case 'prune':
      try {
        return { kind: 'pruned', gone: pruneBatch(database, message.retention, message.nowMs) };
      } catch (thrown) {
        return { kind: 'pruned', failure: { code: (thrown as { code?: string }).code ?? '', text: String(thrown) } };
      }
    case 'stop':
      database.close();
      return { kind: 'stopped' };
  }
};

parentPort?.on('message', (message: ToThread) => {
  parentPort?.postMessage(answer(message));
  if (message.kind === 'stop') parentPort?.close();
});

const ready: FromThread = { kind: 'ready' };
parentPort?.postMessage(ready);
