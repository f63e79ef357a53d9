import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes everything and keeps it. */
export interface MailSink {
  /** Every mail that came, as it was sent. */
  received: string[];
  /** The settings of a connection to it, as a connection keeps them. */
  settings: string;
  close: () => Promise<void>;
}

export const openMailSink = async (): Promise<MailSink> => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        received.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const settings = JSON.stringify({ host: '127.0.0.1', port, secure: 'none', from: 'shop@example.com' });
  return { received, settings, close: () => new Promise((resolve) => server.close(() => resolve())) };
};
