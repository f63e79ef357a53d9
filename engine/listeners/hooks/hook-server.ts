import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { worldFault } from '../../model/fault.ts';
import { createRoster } from '../../model/roster.ts';
import { handleDelivery, sendAnswer, type WaitingCallers } from './handle-delivery.ts';
import type { HookDoor } from './hook.ts';

export interface HookServer {
  port: number;
  /**
   * Stops taking new requests and tells callers who wait for a flow that it goes on without them. Resolves when every request
   * under way is answered, which takes as long as its sender likes.
   */
  stop(): Promise<void>;
}

/** Answers on the hook port that are not deliveries: one constant health answer, and nothing for everything else. */
const healthPath = '/.well-known/whenthen-health';

/** Node looks for overdue connections every 30 seconds unless told otherwise, and only then do the times below count. */
const serverOptions = { maxHeaderSize: 16 * 1024, insecureHTTPParser: false, connectionsCheckingInterval: 2000 };

const limitServer = (server: Server): void => {
  server.maxConnections = 512;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 1000;
};

/**
 * Opens the port outside services call. It serves `/hooks/<path>` and a health answer and nothing else: no pages but
 * the forms of flows, no cookies, no other methods, the same empty 404 for everything it does not know.
 */
export const openHookServer = async (door: HookDoor, port: number, host: string): Promise<HookServer> => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', false);
  app.get(healthPath, ({ url }, response) => {
    const mark = url.indexOf('?');
    if (mark >= 0) door.healthAsked?.(url.slice(mark + 1));
    sendAnswer(response, 200, 'application/json; charset=utf-8', '{"ok":true}');
  });
  app.use((_request, response) => {
    response.status(404).end();
  });
  // Without this, Express tells in a page of HTML what it did not like about an address.
  app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(404).end();
  });
  const callers: WaitingCallers = createRoster();
  const server = createServer(serverOptions, (request, response) => {
    // Deliveries go past the router: they are matched by one look-up, and there are many of them.
    if (request.url?.startsWith('/hooks/')) handleDelivery(door, request, response, callers);
    else app(request, response);
  });
  limitServer(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        worldFault('hooks.port-taken', `The webhook port ${port} cannot be opened (${cause.code ?? cause.message}).`, {
          fix: 'Another program may use it. Stop that program or choose another port.',
          retryable: false,
          cause,
        }),
      ),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const letGo of callers.values()) letGo();
        server.closeIdleConnections();
      }),
  };
};
