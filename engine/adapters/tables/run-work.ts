import { Worker } from 'node:worker_threads';
import { type Fault, personFault, reviveFault, worldFault } from '../../model/fault.ts';
import { isWorkbook } from './table-kind.ts';
import type { ThreadAnswer } from './table-thread.ts';
import type { TableResults, TableWork } from './table-work.ts';

export interface WorkCall {
  timeoutMs: number;
  signal: AbortSignal;
}

/** Up to here the work takes a few milliseconds, less than a thread needs to begin. Workbooks are packed. */
const atOnceBytes = (path: string): number => (isWorkbook(path) ? 48 : 256) * 1024;

/** Enough for a file of 50 MB; a thread that needs more ends, and nothing else does. */
const maxHeapMb = 1536;

const tooLarge = (path: string): Fault =>
  personFault('table.too-large', `"${path}" is too large to be worked on in memory.`, {
    fix: 'Begin a new file, or use a database.',
  });

const onThread = <Result>(work: TableWork, { timeoutMs, signal }: WorkCall): Promise<Result> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./table-thread.ts', import.meta.url), {
      workerData: work,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
      name: 'whenthen-table',
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      void worker.terminate();
      settle();
    };
    const late = (): Fault =>
      worldFault(
        'table.timeout',
        `Working on "${work.path}" took longer than ${timeoutMs / 1000} seconds; nothing was changed.`,
        {
          retryable: false,
          fix: 'Give the step more time, or use a smaller file.',
        },
      );
    const cancel = (): void =>
      end(() =>
        reject(worldFault('table.cancelled', `Working on "${work.path}" was called off.`, { retryable: false })),
      );
    const timer = setTimeout(() => end(() => reject(late())), timeoutMs);
    signal.addEventListener('abort', cancel, { once: true });
    worker.once('message', (answer: ThreadAnswer) =>
      end(() => ('fault' in answer ? reject(reviveFault(answer.fault)) : resolve(answer.result as Result))),
    );
    worker.once('error', (thrown: NodeJS.ErrnoException) =>
      end(() => reject(thrown.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(work.path) : thrown)),
    );
    if (signal.aborted) cancel();
  });

/** The readers of CSV and of workbooks are loaded when a table is first used. */
const atOnce = async <Kind extends TableWork['kind']>(
  work: Extract<TableWork, { kind: Kind }>,
): Promise<TableResults[Kind]> => (await import('./table-work.ts')).doWork<Kind>(work);

/** Does one piece of work: at once where it is small, otherwise on a thread, so that nothing waits for it. */
export const runWork = async <Kind extends TableWork['kind']>(
  work: Extract<TableWork, { kind: Kind }>,
  call: WorkCall,
): Promise<TableResults[Kind]> =>
  (work.bytes?.byteLength ?? 0) <= atOnceBytes(work.path) ? atOnce<Kind>(work) : onThread(work, call);
