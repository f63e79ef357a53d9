import type { SmtpSettings } from '../../model/mail.ts';
import type { Mailer } from '../../model/outside.ts';
import { type ComposePolicy, composeMail } from './compose.ts';
import { faultOf, isHangUp, type Situation } from './faults.ts';
import { writeMessage } from './message.ts';
import { createPool, type Pool } from './pool.ts';
import { openSession } from './session.ts';

interface Call {
  timeoutMs: number;
  signal: AbortSignal;
  /** Removes secrets from a text of the server. */
  redact: (text: string) => string;
}

/** What one flow may send with. */
export interface MailPolicy extends ComposePolicy {
  redact: Call['redact'];
}

export interface MailTransport {
  /** Mail as one flow may send it. */
  forFlow(policy: MailPolicy): Mailer;
  /** Connects and signs in, sends nothing. Throws `mail.*` faults. */
  check(settings: SmtpSettings, call: Call): Promise<void>;
  close(): Promise<void>;
}

export interface MailTransportOptions {
  connectTimeoutMs?: number;
  ca?: string;
}

/**
 * The step's own limit ends everything with "did not finish"; only here it is known whether the mail had left, so this
 * gives up a little earlier.
 */
const margin = 0.95;

const createStop = (timeoutMs: number, signal: AbortSignal, situation: Situation) => {
  const stop = new AbortController();
  const giveUp = (why: 'timeout' | 'cancelled'): void => {
    situation.gaveUp ??= why;
    stop.abort(new Error(why));
  };
  const cancel = (): void => giveUp('cancelled');
  const timer = setTimeout(() => giveUp('timeout'), timeoutMs * margin);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  return {
    signal: stop.signal,
    release: (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    },
  };
};

const situationOf = ({ host, port, secure }: SmtpSettings, { timeoutMs, redact }: Call): Situation => ({
  host,
  port,
  secure,
  left: false,
  gaveUp: null,
  timeoutMs,
  redact,
});

/** Sends mail over SMTP with nodemailer's connection; connections are kept for a while and shared by flows. */
export const createMailTransport = (options: MailTransportOptions = {}): MailTransport => {
  const { connectTimeoutMs = 10_000, ca } = options;
  const pools = new Map<string, Pool>();
  const sessionOptions = (settings: SmtpSettings) => ({ settings, connectTimeoutMs, ...(ca !== undefined && { ca }) });
  const poolFor = (settings: SmtpSettings): Pool => {
    // Changed settings are another connection: a new password counts at once.
    const key = JSON.stringify(settings);
    const pool = pools.get(key) ?? createPool(sessionOptions(settings));
    pools.set(key, pool);
    return pool;
  };

  /** Runs `work` until its time is over; whatever goes wrong becomes a fault. */
  const within = async <Result>(
    settings: SmtpSettings,
    call: Call,
    work: (signal: AbortSignal, situation: Situation) => Promise<Result>,
  ): Promise<Result> => {
    const situation = situationOf(settings, call);
    const stop = createStop(call.timeoutMs, call.signal, situation);
    try {
      return await work(stop.signal, situation);
    } catch (thrown) {
      throw faultOf(thrown, situation);
    } finally {
      stop.release();
    }
  };

  return {
    forFlow: (policy) => ({
      compose: (draft) => composeMail(draft, policy),
      send: async (mail, { idempotencyKey, nowMs, ...call }) => {
        const settings = policy.openConnection(mail.connection);
        const message = await writeMessage(mail, idempotencyKey, nowMs);
        const answer = await within(settings, { ...call, redact: policy.redact }, (signal, situation) =>
          poolFor(settings).use(
            signal,
            (session) =>
              session.send(message, () => {
                situation.left = true;
              }),
            (thrown) => !situation.left && isHangUp(thrown),
          ),
        );
        return { messageId: message.messageId, ...answer };
      },
    }),
    check: (settings, call) =>
      within(settings, call, async (signal) => {
        const session = await openSession(sessionOptions(settings), signal);
        session.quit();
      }),
    close: async () => {
      for (const pool of pools.values()) pool.close();
      pools.clear();
    },
  };
};
