import type { ChildHandle } from '../../engine/engine.ts';

/** What Electron's `utilityProcess.fork` gives, as far as a child of the engine needs it. */
export interface UtilityProcess {
  pid: number | undefined;
  postMessage(message: unknown): void;
  on(event: 'message', receive: (message: unknown) => void): unknown;
  on(event: 'exit', ended: (code: number) => void): unknown;
  once(event: 'spawn', then: () => void): unknown;
}

/** What a child writes: each message has a number and is answered with it, so that the child knows it has arrived. */
const isNumbered = (message: unknown): message is { number: number; message: unknown } =>
  typeof message === 'object' && message !== null && 'number' in message && typeof message.number === 'number';

/**
 * A utility process as a child of the engine. `kill` ends a process by its number at once: Electron's own way asks politely, and
 * a statement inside SQLite hears no request.
 */
export const asChild = (started: UtilityProcess, kill: (pid: number) => void): ChildHandle => {
  let exit: { code: number; signal: null } | null = null;
  const waiting: Parameters<ChildHandle['onExit']>[0][] = [];
  const receivers: ((message: unknown) => void)[] = [];
  started.on('message', (message) => {
    if (!isNumbered(message)) return;
    if (!exit) started.postMessage({ received: message.number });
    for (const receive of receivers) receive(message.message);
  });
  started.on('exit', (code) => {
    exit = { code, signal: null };
    for (const ended of waiting.splice(0)) ended(exit);
  });
  return {
    send: (message) => {
      if (!exit) started.postMessage(message);
    },
    onMessage: (receive) => receivers.push(receive),
    onExit: (ended) => {
      if (exit) ended(exit);
      else waiting.push(ended);
    },
    kill: () => {
      if (exit) return;
      // One that is only being started has no number yet.
      if (started.pid === undefined) started.once('spawn', () => started.pid !== undefined && kill(started.pid));
      else kill(started.pid);
    },
  };
};
