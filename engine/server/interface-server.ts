import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Handlers } from '../contract/methods.ts';
import { type PushSource, serveContract } from '../contract/server.ts';
import type { Wire } from '../contract/wire.ts';
import { worldFault } from '../model/fault.ts';
import { serveScreens } from './screens.ts';
import { createSessions, type Sessions } from './sessions.ts';

export interface InterfaceServer {
  url: string;
  port: number;
  token: string;
  /** An address that lets a browser in: once, unless the token was chosen by the person. */
  openLink(): string;
  stop(): Promise<void>;
}

export interface InterfaceOptions {
  port: number;
  /**
   * What programs send as `Authorization: Bearer`; default: a new one for this start. One that a person chose also opens the
   * door for browsers (`/start?code=<token>`), any number of times.
   */
  token?: string | undefined;
  /** Signs the cookies of browsers; default: one for this start. */
  sessionKey?: Uint8Array;
  /** Where the built screens are. */
  screens?: string;
  now?: () => number;
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

/** Whether a request names this server by its own address (a page that rebinds DNS does not) and comes from no foreign page. */
const isFromHere = ({ headers }: Pick<IncomingMessage, 'headers'>, port: number): boolean => {
  const hosts = [`${loopback}:${port}`, `localhost:${port}`];
  if (headers.host === undefined || !hosts.includes(headers.host)) return false;
  if (headers.origin !== undefined && !hosts.some((own) => headers.origin === `http://${own}`)) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
};

/** Who may come in: a program with the token of this start, or a browser with a session. */
export const isTrusted = (
  request: Pick<IncomingMessage, 'headers'>,
  port: number,
  token: string,
  sessions: Pick<Sessions, 'accepts'>,
): boolean => {
  if (!isFromHere(request, port)) return false;
  const { authorization, cookie } = request.headers;
  return authorization === undefined ? sessions.accepts(cookie) : sameToken(authorization, `Bearer ${token}`);
};

/** A browser names the page a socket belongs to; a session without that is not from a page of ours. */
const maySocket = (request: IncomingMessage): boolean =>
  request.headers.authorization !== undefined || request.headers.origin !== undefined;

/**
 * Opens the interface port: the contract over a WebSocket at `/wire` for the command line and for screens on this computer,
 * and the screens themselves. Loopback only; everything without token or session gets an empty 401, whatever it asks for.
 */
export const openInterfaceServer = async (
  handlers: Handlers,
  pushes: PushSource,
  options: InterfaceOptions,
): Promise<InterfaceServer> => {
  const { port, token = randomBytes(32).toString('base64url'), now = Date.now } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    next();
  });
  app.get('/start', (request, response) => {
    const cookie = isFromHere(request, boundPort()) ? letIn(String(request.query.code)) : undefined;
    if (cookie === undefined) response.status(401).end();
    else response.set('Set-Cookie', cookie).redirect(303, '/');
  });
  app.use((request, response, next) => {
    if (isTrusted(request, boundPort(), token, sessions)) next();
    else response.status(401).end();
  });
  app.get('/', (_request, response, next) => {
    response.set('Set-Cookie', sessions.renew());
    next();
  });
  if (options.screens !== undefined) app.use(serveScreens(options.screens));
  app.use((_request, response) => {
    response.status(404).end();
  });
  const server = createServer(app);
  const boundPort = (): number => (server.address() as AddressInfo).port;
  const sessions = createSessions(options.sessionKey ?? randomBytes(32), boundPort, now);
  const letIn = (code: string): string | undefined =>
    options.token !== undefined && sameToken(code, options.token) ? sessions.renew() : sessions.exchange(code);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  server.on('upgrade', (request, socket: Socket, head) => {
    ignoreErrors(socket);
    const allowed = isTrusted(request, boundPort(), token, sessions) && maySocket(request);
    if (request.url !== '/wire' || sockets.clients.size >= maxSockets || !allowed) {
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
  const url = `http://${loopback}:${boundPort()}`;
  return {
    port: boundPort(),
    url,
    token,
    openLink: () =>
      `${url}/start?code=${options.token === undefined ? sessions.issueCode() : encodeURIComponent(token)}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
