import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { Fault, worldFault } from '../../model/fault.ts';
import type { OpenTunnel } from '../../model/public-address/tunnel.ts';
import { connectFault, dropped, limitReached } from './faults.ts';

export interface LocaltunnelWay {
  /** `https://localtunnel.me`, or a server of one's own. */
  server: string;
  /** The name asked for; empty = any. */
  subdomain: string;
}

/** What the server gives; protocol: the README of localtunnel/server. */
const givenSchema = z.object({
  port: z.int(),
  ip: z.string().optional(),
  max_conn_count: z.int().default(1),
  url: z.string(),
});
type Given = z.infer<typeof givenSchema>;

const patienceMs = 15_000;
const mostConnections = 10;
/** A connection that was ended without a request is not opened again at once, or a server that ends them all would be called without a pause. */
const unusedPauseMs = 1000;

const noAddress = (host: string, status: number): Fault =>
  status === 429
    ? limitReached(host, 'Too many addresses were asked for. Wait some minutes.', 300_000)
    : worldFault('tunnel.no-address', `${host} gives out no address right now (${status}).`, {
        fix: 'This free service is down now and then. It is tried again by itself; another way is more reliable.',
      });

const ask = async ({ server, subdomain }: LocaltunnelWay, signal: AbortSignal): Promise<Given> => {
  const { host, hostname, port } = new URL(server);
  try {
    const answer = await fetch(`${server}/${subdomain === '' ? '?new' : subdomain}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    const given = givenSchema.safeParse(await answer.json().catch(() => null));
    if (answer.ok && given.success) return given.data;
    throw noAddress(host, answer.status);
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof Fault) throw thrown;
    throw connectFault(hostname, port || 443, thrown);
  }
};

/** One connection to the server that waits for a request, and is joined with the listener when one comes. */
const wait = (
  host: string,
  { port }: Given,
  localPort: number,
  over: (end: 'used' | 'unused' | 'refused') => void,
): Socket => {
  const remote = connect(port, host);
  let end: 'used' | 'unused' | 'refused' = 'refused';
  remote.setKeepAlive(true, 30_000);
  remote.once('connect', () => {
    end = 'unused';
  });
  remote.on('error', () => {});
  remote.once('close', () => over(end));
  // Not before: a connection that waits would be cut off by the listener, which has no time for silent callers.
  remote.once('data', (first: Buffer) => {
    end = 'used';
    remote.pause();
    const local = connect(localPort, '127.0.0.1');
    local.on('error', () => remote.destroy());
    local.once('close', () => remote.end());
    remote.once('close', () => local.destroy());
    local.write(first);
    local.pipe(remote).pipe(local);
  });
  return remote;
};

/** An address of localtunnel, by its own small protocol: the server passes each request on over a connection we hold ready. */
export const openLocaltunnel =
  (way: LocaltunnelWay): OpenTunnel =>
  async (port, signal) => {
    const given = await ask(way, signal);
    const { hostname } = new URL(way.server);
    const { promise: broken, resolve: noteBroken } = Promise.withResolvers<Fault>();
    const waiting = new Set<Socket>();
    let isOpen = true;
    const hold = (): void => {
      const socket = wait(given.ip ?? hostname, given, port, (end) => {
        waiting.delete(socket);
        if (!isOpen) return;
        // The server ends each connection after its request. One it does not take any more means that it forgot us.
        if (end === 'used') hold();
        else if (end === 'unused') setTimeout(() => isOpen && hold(), unusedPauseMs).unref();
        else noteBroken(dropped(hostname));
      });
      waiting.add(socket);
    };
    for (let count = 0; count < Math.min(mostConnections, given.max_conn_count); count += 1) hold();
    return {
      address: new URL(given.url).origin,
      isTemporary: way.subdomain === '',
      broken,
      close: async () => {
        isOpen = false;
        for (const socket of waiting) socket.destroy();
      },
    };
  };
