import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { personFault } from '../../model/fault.ts';
import type { SmtpSettings } from '../../model/mail.ts';
import type { Message } from './message.ts';

/** What a mail server made of a message. */
export interface Answer {
  accepted: string[];
  rejected: string[];
}

/** One signed-in connection to a mail server. Rejects with what the library throws. */
export interface Session {
  send(message: Message, leaving: () => void): Promise<Answer>;
  /** Whether the connection still stands. */
  isOpen(): boolean;
  /** Ends it at once; a message under way fails. */
  destroy(): void;
  /** Says goodbye. */
  quit(): void;
}

export interface SessionOptions {
  settings: SmtpSettings;
  connectTimeoutMs: number;
  /** Certificates trusted besides those of the system; for tests and for servers of the person's own. */
  ca?: string;
}

/** The message as a stream that tells when its first byte is asked for. */
const streamOf = (bytes: Buffer, leaving: () => void): Readable =>
  new Readable({
    read() {
      leaving();
      this.push(bytes);
      this.push(null);
    },
  });

/** Connects and signs in. `signal` ends it half way. */
export const openSession = (options: SessionOptions, signal: AbortSignal): Promise<Session> => {
  const { settings, connectTimeoutMs, ca } = options;
  const { host, port, secure, user, password } = settings;
  const connection = new SMTPConnection({
    host,
    port,
    secure: secure === 'tls',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'none',
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    logger: false,
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
  });
  let open = true;
  let failed: (thrown: unknown) => void = () => {};
  connection.on('error', (thrown) => failed(thrown));
  connection.once('end', () => {
    open = false;
    failed(new Error('The connection was closed'));
  });
  const destroy = (): void => {
    open = false;
    connection.close();
  };

  /** Settles with the library's callback, or when the connection breaks without one. */
  const settle = <Result>(start: (done: (error: unknown, result?: Result) => void) => void): Promise<Result> =>
    new Promise((resolve, reject) => {
      failed = reject;
      start((error, result) => (error ? reject(error) : resolve(result as Result)));
    });

  const session: Session = {
    isOpen: () => open,
    destroy,
    quit: () => {
      open = false;
      connection.quit();
    },
    send: ({ envelope, bytes }, leaving) =>
      settle<Answer>((done) =>
        connection.send({ ...envelope, size: bytes.length }, streamOf(bytes, leaving), (error, info) =>
          done(error, info && { accepted: info.accepted, rejected: info.rejected }),
        ),
      ),
  };

  const start = async (): Promise<Session> => {
    await settle((done) => connection.connect(done));
    if (user === '') return session;
    if (!connection.allowsAuth)
      throw personFault('mail.no-sign-in', `${host} offers no sign-in on port ${port}.`, {
        fix: 'Choose STARTTLS or TLS in the connection, or leave user name and password empty.',
      });
    await settle((done) => connection.login({ user, pass: password }, done));
    return session;
  };
  signal.addEventListener('abort', destroy, { once: true });
  return start()
    .catch((thrown) => {
      destroy();
      throw thrown;
    })
    .finally(() => signal.removeEventListener('abort', destroy));
};
