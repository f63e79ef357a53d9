import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as a service on this computer got it. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the service answers; JSON unless it is a text. */
export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A service on this computer that keeps every request and answers what the test says. */
export const openService = async (
  reply: (request: Received, count: number) => Reply = () => ({ status: 200, body: { ok: true } }),
): Promise<{ url: string; requests: Received[] }> => {
  const requests: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(received);
      const { status, body, headers: more = {} } = reply(received, requests.length);
      const text = typeof body === 'string';
      response.writeHead(status, { 'content-type': text ? 'text/plain' : 'application/json', ...more });
      response.end(text ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
};
