import type { Fault } from '../model/fault.ts';
import { createThreadTransport } from './thread-transport.ts';
import type { Transport } from './writer.ts';

/** So many writes in one commit are load: callers wait for one another. */
const loadedBatch = 8;

export interface MovingOptions {
  here: Transport;
  /** The file the thread writes. */
  path: string;
  /** Called once when the thread ends by itself after it has taken over; see {@link Transport.apply}. */
  broken: (fault: Fault) => void;
  startThread?: typeof createThreadTransport;
}

/**
 * Writes on this thread until there is load, from then on on a thread of its own: with few deliveries the thread would cost
 * 20 MB and gain nothing, with many this thread has no time to lose. Batches come one at a time, so they stay in order. A
 * thread that cannot be started is said and not tried again; writing goes on here.
 */
export const createMovingTransport = (options: MovingOptions): Transport => {
  const { here, path, broken, startThread = createThreadTransport } = options;
  let started: Transport | undefined;
  let current = here;

  const start = (): void => {
    const thread = startThread(path, {
      ready: () => {
        current = thread;
      },
      ended: (fault) => {
        if (current === thread) broken(fault);
        else process.stderr.write(`Writing stays where it is. ${fault.message}\n`);
      },
    });
    started = thread;
  };

  return {
    apply: (batch, done) => {
      if (!started && batch.ends.length >= loadedBatch) start();
      current.apply(batch, done);
    },
    prune: (retention, nowMs) => current.prune(retention, nowMs),
    stop: async () => {
      await started?.stop();
      await here.stop();
    },
  };
};
