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

/** Answers come in the order of what was asked. */
export type FromThread =
  | { kind: 'applied'; outcomes: Outcome[] }
  | { kind: 'pruned'; gone: number }
  | { kind: 'pruned'; failure: WriteFailure }
  | { kind: 'stopped' };

/** What the thread makes lives as long as one batch: a small nursery is enough. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

/**
 * Writes on a thread of its own, so that taking deliveries and running go on while a commit is flushed. `broken` is called once
 * when the thread ends by itself; whatever is asked for then and later fails with that fault.
 */
export const createThreadTransport = (path: string, broken: (fault: Fault) => void): Transport => {
  const worker = new Worker(new URL('./write-thread.ts', import.meta.url), {
    workerData: path,
    execArgv: [],
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
    if (!stopping) broken(gone);
  };
  worker.on('message', (answer: FromThread) => asked.shift()?.(answer));
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
