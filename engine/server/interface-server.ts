import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { WebSocketServer } from 'ws';
import type { Handlers } from '../contract/methods.ts';
import { type PushSource, serveContract } from '../contract/server.ts';
import { worldFault } from '../model/fault.ts';
import { serveScreens } from './screens.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTries } from './tries.ts';
import { createTrust, type Trust } from './trust.ts';
import { visitorWire } from './visitor-wire.ts';

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

/** Connections of browsers and programs of one person; headers as large as a browser sends them, within ten seconds. */
const limitServer = (server: Server): void => {
  server.maxConnections = 256;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
};

const answers = (trust: Trust, sessions: Sessions, screens: string | undefined): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
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
    const cookie = trust.letIn(request, String(request.query.code));
    if (cookie === undefined) response.status(401).end();
    else response.set('Set-Cookie', cookie).redirect(303, '/');
  });
  app.use((request, response, next) => {
    if (trust.isTrusted(request)) next();
    else response.status(401).end();
  });
  app.post('/ticket', (request, response) => {
    const ticket = trust.ticketFor(request);
    if (ticket === undefined) response.status(403).end();
    else response.set('Set-Cookie', sessions.renew()).type('text').send(ticket);
  });
  app.use(({ method }, response, next) => {
    if (method === 'GET' || method === 'HEAD') next();
    else response.status(404).end();
  });
  app.get('/', (_request, response, next) => {
    response.set('Set-Cookie', sessions.renew());
    next();
  });
  if (screens !== undefined) app.use(serveScreens(screens));
  app.use((_request, response) => {
    response.status(404).end();
  });
  // Without this, Express tells in a page of HTML what it did not like about an address.
  app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(404).end();
  });
  return app;
};

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
  const boundPort = (): number => (server.address() as AddressInfo).port;
  const sessions = createSessions(options.sessionKey ?? randomBytes(32), boundPort, now);
  const isTokenALink = options.token !== undefined;
  const tries = createTries(now);
  const trust = createTrust({ loopback, port: boundPort, token, isTokenALink, sessions, tries });
  const server = createServer({ maxHeaderSize: 16 * 1024 }, answers(trust, sessions, options.screens));
  limitServer(server);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  server.on('upgrade', (request, socket: Socket, head) => {
    // A caller that breaks off also closes; an error nobody hears would end the process.
    socket.on('error', () => {});
    if (sockets.clients.size >= maxSockets || !trust.maySocket(request)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      serveContract(handlers, pushes, visitorWire(webSocket, now)),
    );
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
    openLink: () => `${url}/start?code=${isTokenALink ? encodeURIComponent(token) : sessions.issueCode()}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
