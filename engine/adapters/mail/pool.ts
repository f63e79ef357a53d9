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

type Work<Result> = (session: Session) => Promise<Result>;

/** Connections to one mail server, kept for the next mail. */
export interface Pool {
  /**
   * Runs `work` with a connection of its own; waits when too many are in use. A kept connection may have ended at the other
   * side without notice: then, if `mayRepeat` agrees, `work` runs again with another one.
   */
  use<Result>(signal: AbortSignal, work: Work<Result>, mayRepeat: (thrown: unknown) => boolean): Promise<Result>;
  /** Ends every connection; mails under way fail. */
  close(): void;
}

export const createPool = (options: SessionOptions): Pool => {
  const idle: Held[] = [];
  const open = new Set<Session>();
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
      open.delete(held.session);
    }
    const session = await openSession(options, signal);
    open.add(session);
    return { session, messages: 0, closing: undefined };
  };

  const end = ({ session }: Held, how: 'quit' | 'destroy'): void => {
    open.delete(session);
    session[how]();
  };

  const keep = (held: Held): void => {
    held.messages++;
    if (closed || held.messages >= maxMessages) {
      end(held, 'quit');
      return;
    }
    held.closing = setTimeout(() => {
      idle.splice(idle.indexOf(held), 1);
      end(held, 'quit');
    }, idleMs).unref();
    idle.push(held);
  };

  const workWith = async <Result>(held: Held, signal: AbortSignal, work: Work<Result>): Promise<Result> => {
    const stop = (): void => held.session.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const result = await work(held.session);
      keep(held);
      return result;
    } catch (thrown) {
      // What state the connection is in is not known; the next mail gets a new one.
      end(held, 'destroy');
      throw thrown;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

  return {
    use: async (signal, work, mayRepeat) => {
      await turn(signal);
      try {
        for (;;) {
          const held = await take(signal);
          const isReused = held.messages > 0;
          try {
            return await workWith(held, signal, work);
          } catch (thrown) {
            if (!isReused || signal.aborted || !mayRepeat(thrown)) throw thrown;
          }
        }
      } finally {
        pass();
      }
    },
    close: () => {
      closed = true;
      for (const { closing } of idle.splice(0)) clearTimeout(closing);
      for (const session of open) session.destroy();
      open.clear();
    },
  };
};
