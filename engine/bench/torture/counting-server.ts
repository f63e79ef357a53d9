import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from './evidence.ts';

/** The service the flows call. */
export interface CountingServer {
  url: string;
  calls: readonly Call[];
  stop: () => Promise<void>;
}

/** How the service misbehaves: how often, how many times for one delivery, and how long it thinks at most. */
const faults = { share: 0.08, perDelivery: 2, thinkMs: 15 } as const;

const readJson = async (request: IncomingMessage): Promise<Partial<Record<string, unknown>>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Partial<Record<string, unknown>>;
};

/**
 * Counts every request that arrives whole, before it answers. Now and then it answers 500 or hangs up instead, having
 * done nothing; and it thinks a little, so that kills find the product waiting.
 */
export const openCountingServer = async (random: () => number, session: () => number): Promise<CountingServer> => {
  const calls: Call[] = [];
  const failed = new Map<string, number>();

  const outcomeFor = (delivery: string): Call['outcome'] => {
    const before = failed.get(delivery) ?? 0;
    const chance = random();
    if (before >= faults.perDelivery || chance >= faults.share) return 'done';
    failed.set(delivery, before + 1);
    return chance < faults.share / 2 ? 'answered-500' : 'hung-up';
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { delivery, run } = await readJson(request);
    const outcome = outcomeFor(String(delivery));
    const key = request.headers['idempotency-key'];
    calls.push({
      delivery: String(delivery),
      run: String(run),
      key: typeof key === 'string' ? key : null,
      outcome,
      session: session(),
    });
    setTimeout(() => {
      if (outcome === 'hung-up') {
        request.socket.destroy();
        return;
      }
      response.statusCode = outcome === 'done' ? 200 : 500;
      response.setHeader('Content-Type', 'application/json');
      response.end('{"counted":true}');
    }, random() * faults.thinkMs);
  };

  const server = createServer((request, response) => {
    // A request that was cut off by a kill did not arrive; whatever else goes wrong must end the rig.
    handle(request, response).catch((thrown: unknown) => {
      if (!request.destroyed || request.complete) throw thrown;
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/count`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
