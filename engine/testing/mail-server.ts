import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { testTls } from '../adapters/http/tls-fixture.ts';
import type { SmtpSettings } from '../model/mail.ts';
import { type ReadMessage, readMessage } from './read-message.ts';

/** A mail as the server got it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  secure: boolean;
  user: string;
  message: ReadMessage;
}

export interface MailServer {
  settings: SmtpSettings;
  mails: ReceivedMail[];
  /** Connections taken so far. */
  connections: () => number;
  /** Ends every connection without a word, as a router does that forgets them. */
  hangUp: () => void;
}

/** A refusal in the words of SMTP. */
export const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** Where the server does something else than take the mail. */
export interface Behaviour {
  options?: SMTPServerOptions;
  secure?: SmtpSettings['secure'];
  /** The password it wants. */
  password?: string;
  /** Throws to refuse a recipient. */
  onRecipient?: (address: string) => void;
  /** Called with the whole message; the answer waits for it, and what it throws is the answer. */
  onMessage?: () => void | Promise<void>;
}

export const mailUser = { user: 'shop@example.com', password: 'pass-word-1' };

/** A real mail server on this computer that keeps every mail; stopped when the test is over. */
export const openMailServer = async (behaviour: Behaviour = {}): Promise<MailServer> => {
  const { options = {}, secure = 'starttls', password: wanted = mailUser.password, onRecipient, onMessage } = behaviour;
  const mails: ReceivedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    ...testTls,
    secure: secure === 'tls',
    authOptional: false,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    ...options,
    onConnect: (_session, done) => {
      connections++;
      done();
    },
    onAuth: ({ username, password }, _session, done) => {
      if (username === mailUser.user && password === wanted) done(null, { user: username });
      else done(refusal(535, 'Username and Password not accepted'));
    },
    onRcptTo: ({ address }, _session, done) => {
      try {
        onRecipient?.(address);
        done();
      } catch (thrown) {
        done(thrown as Error);
      }
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const take = async (): Promise<void> => {
          if (stream.sizeExceeded) throw refusal(552, 'Message exceeds fixed maximum message size');
          await onMessage?.();
          mails.push({
            from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
            to: session.envelope.rcptTo.map(({ address }) => address),
            secure: session.secure,
            user: String(session.user ?? ''),
            message: readMessage(Buffer.concat(chunks)),
          });
        };
        take().then(
          () => done(),
          (thrown: Error) => done(thrown),
        );
      });
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  // A client that hangs up is part of some tests.
  server.on('error', () => {});
  const address = await new Promise<AddressInfo>((ready) => {
    const listening = server.listen(0, '127.0.0.1', () => ready(listening.address() as AddressInfo));
  });
  onTestFinished(() => new Promise<void>((stopped) => server.close(() => stopped())));
  return {
    settings: {
      host: '127.0.0.1',
      port: address.port,
      secure,
      ...mailUser,
      password: wanted,
      from: 'Demo shop <shop@example.com>',
    },
    mails,
    connections: () => connections,
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
};
