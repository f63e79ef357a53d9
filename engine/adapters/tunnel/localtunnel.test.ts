import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Tunnel } from '../../model/public-address/tunnel.ts';
import { freePort } from '../../testing/free-port.ts';
import { openLocaltunnelServer } from '../../testing/localtunnel-server.ts';
import { until } from '../../testing/until.ts';
import { openLocaltunnel } from './localtunnel.ts';

const openEcho = async (): Promise<number> => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => response.end(`${request.method} ${request.url} ${body}`));
  });
  // Silent callers are cut off, as the hook port does.
  server.headersTimeout = 200;
  server.keepAliveTimeout = 200;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
};

const open = async (server: string, port: number): Promise<Tunnel> => {
  const tunnel = await openLocaltunnel({ server, subdomain: '' })(port, new AbortController().signal);
  onTestFinished(() => tunnel.close());
  return tunnel;
};

test('requests come through, more of them than there are connections', async () => {
  const server = await openLocaltunnelServer();
  const tunnel = await open(server.url, await openEcho());
  await until(() => server.waiting() === 3);
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const answer = await fetch(`${tunnel.address}/hooks/${index}`, { method: 'POST', body: `body ${index}` });
      return answer.text();
    }),
  );
  expect(answers).toEqual(answers.map((_, index) => `POST /hooks/${index} body ${index}`));
  await until(() => server.waiting() === 3);
  await tunnel.close();
  await until(() => server.waiting() === 0);
});

test('a server that forgot us breaks the tunnel', async () => {
  const server = await openLocaltunnelServer();
  const tunnel = await open(server.url, await openEcho());
  await until(() => server.waiting() === 3);
  await server.forget();
  expect(await tunnel.broken).toMatchObject({
    code: 'tunnel.dropped',
    message: 'The connection to 127.0.0.1 dropped.',
  });
});

test.each([
  ['is down', 502, 'Bad Gateway', 'tunnel.no-address', /gives out no address right now \(502\)/],
  ['is no localtunnel', 200, '<html>', 'tunnel.no-address', /gives out no address right now \(200\)/],
  ['wants a pause', 429, '{}', 'tunnel.limit-reached', /a limit is reached/],
])('a server that %s is a sentence', async (_title, status, text, code, words) => {
  const server = await openLocaltunnelServer();
  server.refuse(status, text);
  await expect(open(server.url, 1)).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
});

test('no server at all is a sentence', async () => {
  await expect(open(`http://127.0.0.1:${await freePort()}`, 1)).rejects.toMatchObject({ code: 'tunnel.refused' });
  const offline = open('https://no-such-server.invalid', 1);
  await expect(offline).rejects.toMatchObject({ code: expect.stringMatching(/^tunnel\.(name-unknown|offline)$/) });
});
