import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection of which a test writes every byte itself. */
export interface RawConnection {
  socket: Socket;
  /** Resolves when the bytes have left. */
  write: (text: string | Uint8Array) => Promise<void>;
  /** What has come back so far. */
  received: () => string;
  /** Resolves with everything that came when the other side has closed the connection. */
  closed: Promise<string>;
  /** Resolves when the text has come. */
  has: (text: string) => Promise<string>;
}

/** Opens a connection to a port of this computer; closed when the test is over. */
export const openRaw = (port: number): Promise<RawConnection> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => {
      socket.destroy();
    });
    let received = '';
    let look = (): void => {};
    const closed = new Promise<string>((done) => socket.once('close', () => done(received)));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      received += chunk;
      look();
    });
    socket.once('error', reject);
    // Being cut off is an outcome like any other; `closed` tells it.
    socket.on('error', () => {});
    socket.once('connect', () =>
      resolve({
        socket,
        closed,
        write: (text) => new Promise((left) => socket.write(text, () => left())),
        received: () => received,
        has: (text) =>
          new Promise((found) => {
            look = () => {
              if (received.includes(text)) found(received);
            };
            look();
          }),
      }),
    );
  });

/** Sends these bytes, reads until the other side closes, and returns what came. */
export const sendRaw = async (port: number, bytes: string | Uint8Array): Promise<string> => {
  const connection = await openRaw(port);
  await connection.write(bytes);
  return connection.closed;
};

/** The status of a raw answer; NaN when there was none. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

/** The text of a request with these parts, which asks for the connection to be closed afterwards. */
export const requestText = (
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[] = [],
  body = '',
): string =>
  [
    `${method} ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
    '',
    body,
  ].join('\r\n');

export const portOf = (url: string): number => Number(new URL(url).port);
