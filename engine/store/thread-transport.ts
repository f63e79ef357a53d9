import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Fault } from '../model/fault.ts';
import { explainWrite, writerGone } from './explain-write.ts';
import type { Retention } from './prune.ts';
import type { Batch, Outcome, WriteFailure } from './write-batch.ts';
import type { Transport } from './writer.ts';

export type ToThread =
  | { kind: 'apply'; batch: Batch }
  | { kind: 'prune'; retention: Retention; nowMs: number }
  | { kind: 'stop' };

/** First `ready`, then answers in the order of what was asked. */
export type FromThread =
  | { kind: 'ready' }
  | { kind: 'applied'; outcomes: Outcome[] }
  | { kind: 'pruned'; gone: number }
  | { kind: 'pruned'; failure: WriteFailure }
  | { kind: 'stopped' };

/** What the thread makes lives as long as one batch: a small nursery is enough. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

export interface ThreadListener {
  /** The thread has opened the file. */
  ready: () => void;
  /** It ended by itself, or never began; whatever is asked for then and later fails with this fault. */
  ended: (fault: Fault) => void;
}

/**
 * With the cache of compiled modules, where the app uses one, the thread starts ten times as fast and needs half the memory:
 * without it the thread loads a compiler of its own.
 */
const environment = (): NodeJS.ProcessEnv => {
  const cache = getCompileCacheDir();
  return { ...process.env, ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }) };
};

/** Writes on a thread of its own, so that taking deliveries and running go on while a commit is flushed. */
export const createThreadTransport = (path: string, { ready, ended }: ThreadListener): Transport => {
  const worker = new Worker(new URL('./write-thread.ts', import.meta.url), {
    workerData: path,
    execArgv: [],
    env: environment(),
    resourceLimits,
    name: 'whenthen-writer',
  });
  let gone: Fault | null = null;
  let stopping = false;
  const asked: ((answer: FromThread | Fault) => void)[] = [];
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  // The thread alone never keeps the process alive; stopping waits for it.
  worker.unref();

  const endedByItself = (why: string): void => {
    if (gone) return;
    gone = writerGone(why);
    for (const tell of asked.splice(0)) tell(gone);
    if (!stopping) ended(gone);
  };
  worker.on('message', (answer: FromThread) => {
    if (answer.kind === 'ready') ready();
    else asked.shift()?.(answer);
  });
  worker.on('messageerror', (error) => endedByItself(error.message));
  worker.on('error', (error) => endedByItself(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => endedByItself(`exit code ${code}`));

  const ask = (message: ToThread, tell: (answer: FromThread | Fault) => void): void => {
    if (gone) {
      tell(gone);
      return;
    }
    asked.push(tell);
    worker.postMessage(message);
  };

  return {
    apply: (batch, done) =>
      ask({ kind: 'apply', batch }, (answer) =>
        done('kind' in answer && answer.kind === 'applied' ? answer.outcomes : (answer as Fault)),
      ),
    prune: (retention, nowMs) =>
      new Promise((resolve, reject) =>
        ask({ kind: 'prune', retention, nowMs }, (answer) => {
          if ('gone' in answer) resolve(answer.gone);
          else reject('failure' in answer ? explainWrite(answer.failure) : answer);
        }),
      ),
    stop: async () => {
      stopping = true;
      worker.ref();
      ask({ kind: 'stop' }, () => {});
      await exited;
    },
  };
};
