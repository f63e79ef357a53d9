import { createServer as createWebServer, request, type Server } from 'node:http';
import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A localtunnel server on this computer: hands out one address, and passes what comes there on over the connections of its client. */
export interface LocaltunnelServer {
  url: string;
  /** Connections of the client that wait for a request. */
  waiting: () => number;
  /** Answers with this status and text instead of an address. */
  refuse: (status: number, text: string) => void;
  /** Forgets the client, as after a restart. */
  forget: () => Promise<void>;
}

const listen = (server: Server | NetServer): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

export const openLocaltunnelServer = async (): Promise<LocaltunnelServer> => {
  const waiting: Socket[] = [];
  const all = new Set<Socket>();
  const callers: ((socket: Socket) => void)[] = [];
  let refusal: { status: number; text: string } | null = null;

  const clients = createServer((socket) => {
    all.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      all.delete(socket);
      const place = waiting.indexOf(socket);
      if (place >= 0) waiting.splice(place, 1);
    });
    const caller = callers.shift();
    if (caller) caller(socket);
    else waiting.push(socket);
  });
  const connection = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = waiting.shift();
      if (socket) resolve(socket);
      else callers.push(resolve);
    });

  const front = createWebServer(async (asked, response) => {
    const socket = await connection();
    const passed = request(
      {
        method: asked.method,
        path: asked.url,
        headers: { ...asked.headers, connection: 'close' },
        createConnection: () => socket,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    asked.pipe(passed);
  });
  const office = createWebServer((_asked, response) => {
    if (refusal) response.writeHead(refusal.status).end(refusal.text);
    else
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          id: 'quiet-fox-1',
          port: (clients.address() as AddressInfo).port,
          max_conn_count: 3,
          url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
        }),
      );
  });
  await listen(clients);
  await listen(front);
  const port = await listen(office);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      clients.close(() => resolve());
      for (const socket of all) socket.destroy();
    });
  onTestFinished(async () => {
    for (const server of [front, office]) {
      server.close();
      server.closeAllConnections();
    }
    await close();
  });
  return {
    url: `http://127.0.0.1:${port}`,
    waiting: () => waiting.length,
    refuse: (status, text) => {
      refusal = { status, text };
    },
    forget: close,
  };
};
