import { openSession, type Session, type SessionOptions } from './session.ts';

/** Connections to one mail server at a time; most servers allow a handful. */
const maxSessions = 3;
/** How long an unused connection is kept; servers close theirs after minutes. */
const idleMs = 15_000;
/** Messages over one connection before a new one is made; servers count them. */
const maxMessages = 50;

interface Held {
  session: Session;
  messages: number;
  closing: NodeJS.Timeout | undefined;
}

/** Connections to one mail server, kept for the next mail. */
export interface Pool {
  /** Runs `work` with a connection of its own; waits when too many are in use. */
  use<Result>(signal: AbortSignal, work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): void;
}

export const createPool = (options: SessionOptions): Pool => {
  const idle: Held[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let closed = false;

  const turn = async (signal: AbortSignal): Promise<void> => {
    if (busy >= maxSessions)
      await new Promise<void>((resolve, reject) => {
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(signal.reason);
        };
        const go = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        waiting.push(go);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    else busy++;
  };

  /** A free place goes to who waits longest, and otherwise is free. */
  const pass = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  };

  const take = async (signal: AbortSignal): Promise<Held> => {
    for (let held = idle.pop(); held; held = idle.pop()) {
      clearTimeout(held.closing);
      if (held.session.isOpen()) return held;
    }
    return { session: await openSession(options, signal), messages: 0, closing: undefined };
  };

  const keep = (held: Held): void => {
    held.messages++;
    if (closed || held.messages >= maxMessages) {
      held.session.quit();
      return;
    }
    held.closing = setTimeout(() => {
      idle.splice(idle.indexOf(held), 1);
      held.session.quit();
    }, idleMs).unref();
    idle.push(held);
  };

  return {
    use: async (signal, work) => {
      await turn(signal);
      try {
        const held = await take(signal);
        const stop = (): void => held.session.destroy();
        signal.addEventListener('abort', stop, { once: true });
        try {
          const result = await work(held.session);
          keep(held);
          return result;
        } catch (thrown) {
          // What state the connection is in is not known; the next mail gets a new one.
          held.session.destroy();
          throw thrown;
        } finally {
          signal.removeEventListener('abort', stop);
        }
      } finally {
        pass();
      }
    },
    close: () => {
      closed = true;
      for (const { session, closing } of idle.splice(0)) {
        clearTimeout(closing);
        session.destroy();
      }
    },
  };
};
