import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Handlers } from '../contract/methods.ts';
import { type PushSource, serveContract } from '../contract/server.ts';
import type { Wire } from '../contract/wire.ts';
import { worldFault } from '../model/fault.ts';

export interface InterfaceServer {
  url: string;
  port: number;
  token: string;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';
/** More than any screen and command line of one person needs. */
const maxSockets = 32;
const maxMessageBytes = 8 * 1024 * 1024;

/** A broken connection also closes, and closing is what is listened for; an error nobody hears would end the process. */
const ignoreErrors = (socket: Pick<WebSocket, 'on'> | Socket): void => {
  socket.on('error', () => {});
};

/** A WebSocket as a wire. A message that is not JSON ends the connection. */
export const socketWire = (socket: WebSocket): Wire => {
  ignoreErrors(socket);
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (receive) => {
      socket.on('message', (data) => {
        let message: unknown;
        try {
          message = JSON.parse(String(data));
        } catch {
          socket.close(1003);
          return;
        }
        receive(message);
      });
    },
    onClose: (closed) => {
      socket.on('close', closed);
    },
    close: () => socket.close(),
  };
};

const sameToken = (given: string, token: string): boolean => {
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Whether a request may be looked at: named by its own address (a page that rebinds DNS is not), from no foreign page, and with
 * the token of this start.
 */
export const isTrusted = (request: Pick<IncomingMessage, 'headers'>, port: number, token: string): boolean => {
  const { host, origin, authorization } = request.headers;
  const hosts = [`${loopback}:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return false;
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) return false;
  return sameToken(authorization ?? '', `Bearer ${token}`);
};

/**
 * Opens the interface port: the contract over a WebSocket at `/wire`, for the command line and screens on this computer.
 * Loopback only; everything without the token gets an empty 401, whatever it asks for.
 */
export const openInterfaceServer = async (
  handlers: Handlers,
  pushes: PushSource,
  { port, token = randomBytes(32).toString('base64url') }: { port: number; token?: string | undefined },
): Promise<InterfaceServer> => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    response.status(isTrusted(request, boundPort(), token) ? 404 : 401).end();
  });
  const server = createServer(app);
  const boundPort = (): number => (server.address() as AddressInfo).port;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  server.on('upgrade', (request, socket: Socket, head) => {
    ignoreErrors(socket);
    if (request.url !== '/wire' || sockets.clients.size >= maxSockets || !isTrusted(request, boundPort(), token)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serveContract(handlers, pushes, socketWire(webSocket)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        worldFault('interface.port-taken', `The port ${port} cannot be opened (${cause.code ?? cause.message}).`, {
          fix: 'Choose another one with --port, or 0 for any that is free.',
          retryable: false,
          cause,
        }),
      ),
    );
    server.listen(port, loopback, resolve);
  });
  return {
    port: boundPort(),
    url: `http://${loopback}:${boundPort()}`,
    token,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
