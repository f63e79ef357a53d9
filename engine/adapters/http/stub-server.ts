import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it arrived, byte for byte. */
export interface Seen {
  method: string;
  url: string;
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: string;
}

/** A real HTTP server on loopback for tests. */
export interface Stub {
  url: string;
  port: number;
  seen: Seen[];
  /** How many connections were ever opened. */
  connections: () => number;
  close: () => Promise<void>;
}

/** Starts a server on a free port. `answer` is called once the whole request has arrived. */
export const startStub = async (
  answer: (seen: Seen, response: ServerResponse, socket: Socket) => void,
  tls?: { key: string; cert: string },
): Promise<Stub> => {
  const seen: Seen[] = [];
  let connections = 0;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = request;
      const entry = { method, url, rawHeaders, headers, body: Buffer.concat(chunks).toString() };
      seen.push(entry);
      answer(entry, response, request.socket);
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', () => connections++);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen,
    connections: () => connections,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
