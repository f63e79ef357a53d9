import { createServer, type Server, type Socket } from 'node:net';
import { Fault } from '../../model/fault.ts';
import type { HttpRequest, HttpResponse } from '../../model/outside.ts';
import { createHttpClient, type HttpPolicy } from './client.ts';
import type { Lookup } from './connector.ts';
import { type Stub, startStub } from './stub-server.ts';

/** A policy that allows every private address and knows no credential. */
export const allowAll: HttpPolicy = {
  allowsPrivate: () => true,
  openCredential: (name) => {
    throw new Fault('person', 'credential.missing', `There is no connection "${name}".`);
  },
};

/** A client with the servers it talks to; every name leads to 127.0.0.1 unless `lookup` says otherwise. */
export const createBench = (lookup: Lookup = async () => [{ address: '127.0.0.1', family: 4 }]) => {
  const closers: (() => Promise<void>)[] = [];
  const client = createHttpClient({ ownPorts: () => new Set(), lookup, connectTimeoutMs: 200 });

  /** A real HTTP server. */
  const serve = async (...args: Parameters<typeof startStub>): Promise<Stub> => {
    const stub = await startStub(...args);
    closers.push(stub.close);
    return stub;
  };

  /** A server below HTTP; returns its address. */
  const serveRaw = async (onConnection: (socket: Socket) => void): Promise<string> => {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}));
      onConnection(socket);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    closers.push(
      () =>
        new Promise((closed) => {
          server.close(() => closed());
          for (const socket of sockets) socket.destroy();
        }),
    );
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  };

  const send = (url: string, request: Partial<HttpRequest> = {}, policy = allowAll): Promise<HttpResponse> =>
    client.forFlow(policy).send({
      method: 'GET',
      url,
      headers: [],
      literalHost: new URL(url).hostname,
      depth: 0,
      timeoutMs: 5000,
      signal: new AbortController().signal,
      ...request,
    });

  const close = async (): Promise<void> => {
    await client.close();
    for (const close of closers.splice(0)) await close();
  };
  return { client, serve, serveRaw, send, close };
};

/** The fault a request ends with; anything else it ends with is thrown. */
export const faultOf = async (sent: Promise<unknown>): Promise<Fault> => {
  const thrown = await sent.then(
    (value) => new Error(`answered: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (thrown instanceof Fault) return thrown;
  throw thrown;
};
