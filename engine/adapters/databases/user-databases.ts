import { type Fault, toFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { RowWriteResult, TableInfo, UserDatabases } from '../../model/outside.ts';
import { isWriting, type WatchAsk } from '../../model/table-watch/asks.ts';
import type { LaunchChild } from '../children/launch-child.ts';
import { cancelled, stopped, timedOut } from './database-faults.ts';
import { createLane } from './lane.ts';
import type { DatabaseRequest, Lane } from './protocol.ts';
import { resolveFile } from './resolve-file.ts';

export interface UserDatabasesOptions {
  launch: LaunchChild;
  /** Rows a statement may return; default 10,000. */
  maxRows?: number;
  /** After how long without work a child is let go; default one minute. */
  idleMs?: number;
  /** How long another program may keep the file locked; default 1 s for reading, 5 s for writing. */
  busyMs?: { reader: number; writer: number; watcher?: number };
  /** Files larger than this are not copied into memory for a preview; default 64 MiB. */
  previewCopyBytes?: number;
}

/** How long a look at a path counts. */
const momentMs = 100;

interface Limits {
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * The person's SQLite files. Each has a child process for reading and one for writing, started when needed, so that
 * neither a slow query nor a broken file can hold up a write or the engine, and both can be stopped.
 *
 * Paths are absolute. Throws the `database.*` faults; a fault with `outcomeUnknown` means the commit had begun when
 * the child was lost, any other fault that nothing was written.
 */
export const createUserDatabases = (options: UserDatabasesOptions): UserDatabases => {
  const { launch, idleMs = 60_000 } = options;
  const limits = {
    maxRows: options.maxRows ?? 10_000,
    // A watcher asks again by itself, so it need not wait.
    busyMs: { reader: 1000, writer: 5000, watcher: 200, ...options.busyMs },
    previewCopyBytes: options.previewCopyBytes ?? 64 * 1024 * 1024,
  };
  const lanes = new Map<string, ReturnType<typeof createLane>>();
  const resolving = new Map<string, Promise<string>>();
  let isStopped = false;

  const laneOf = (file: string, lane: Lane): ReturnType<typeof createLane> => {
    const key = `${lane} ${file}`;
    let found = lanes.get(key);
    if (!found) {
      found = createLane({ launch, file, lane, limits, idleMs, onIdle: () => lanes.delete(key) });
      lanes.set(key, found);
    }
    return found;
  };

  /** Calls made within a moment share one look at the path; one that went wrong is looked at again. */
  const resolveOnce = (file: string): Promise<string> => {
    let found = resolving.get(file);
    if (!found) {
      found = resolveFile(file);
      resolving.set(file, found);
      const forget = (): void => {
        resolving.delete(file);
      };
      found.then(() => setTimeout(forget, momentMs).unref(), forget);
    }
    return found;
  };

  const call = <Result>(file: string, lane: Lane, request: DatabaseRequest, { timeoutMs, signal }: Limits) =>
    new Promise<Result>((resolve, reject) => {
      let giveUp = (doom: Fault): void => settle(() => reject(doom));
      let isSettled = false;
      const onAbort = (): void => giveUp(cancelled(file));
      const timer = setTimeout(() => giveUp(timedOut(file, timeoutMs)), timeoutMs);
      const settle = (tell: () => void): void => {
        isSettled = true;
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        tell();
      };
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      resolveOnce(file).then(
        (path) => {
          if (isSettled) return;
          if (isStopped) return settle(() => reject(stopped(file)));
          giveUp = laneOf(path, lane).submit({
            request,
            resolve: (value) => settle(() => resolve(value as Result)),
            reject: (fault) => settle(() => reject(fault)),
          });
        },
        (thrown) => settle(() => reject(toFault(thrown))),
      );
    });

  return {
    query: ({ file, sql, bind, ...rest }) =>
      call<{ rows: JsonRecord[]; truncated: boolean }>(file, 'reader', { kind: 'query', sql, bind }, rest),
    execute: ({ file, sql, bind, ...rest }) =>
      call<{ changed: number; lastRowId: number; rows: JsonRecord[] }>(
        file,
        'writer',
        { kind: 'execute', sql, bind },
        rest,
      ),
    write: ({ write, ...rest }) => call<RowWriteResult>(write.file, 'writer', { kind: 'write', write }, rest),
    previewWrite: ({ write, ...rest }) => call<RowWriteResult>(write.file, 'reader', { kind: 'preview', write }, rest),
    ask: (kind, { file, ask, ...rest }) =>
      call(file, isWriting(kind) ? 'writer' : 'watcher', { kind: 'watch', about: { kind, ask } as WatchAsk }, rest),
    describe: ({ file, ...rest }) => call<TableInfo[]>(file, 'reader', { kind: 'describe' }, rest),
    async stop() {
      isStopped = true;
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
      lanes.clear();
    },
  };
};
