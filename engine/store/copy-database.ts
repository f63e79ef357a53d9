import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { worldFault } from '../model/fault.ts';

/** Copies a database that is in use, on a thread of its own. Resolves when the copy is whole and was checked. */
export const copyDatabase = (from: string, to: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./copy-thread.ts', import.meta.url), {
      workerData: { from, to },
      execArgv: [],
      name: 'whenthen-copy',
    });
    worker.once('error', (cause) => {
      rmSync(to, { force: true });
      reject(
        worldFault('backup.failed', `${from} could not be copied (${cause.message}).`, {
          fix: 'Check that the disk has room and may be written, then try again.',
          retryable: false,
          cause,
        }),
      );
    });
    worker.once('exit', (code) => code === 0 && resolve());
  });
