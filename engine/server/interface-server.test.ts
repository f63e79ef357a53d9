import { describe, expect, onTestFinished, test } from 'vitest';
import { openRaw, sendRaw, statusOf } from '../testing/raw-request.ts';
import { handlersWith } from '../testing/wire-suite.ts';
import { type InterfaceServer, openInterfaceServer } from './interface-server.ts';

const noPushes = () => () => {};
const token = 'a-token-of-this-start-43-characters-long-xxx';

/** The lock after wrong tries has a test of its own; here a minute has passed whenever somebody looks. */
const timeFlies = (): (() => number) => {
  let nowMs = 0;
  return () => {
    nowMs += 60_000;
    return nowMs;
  };
};

const open = async (now = timeFlies()): Promise<InterfaceServer> => {
  const server = await openInterfaceServer(handlersWith({}), noPushes, { port: 0, token, now });
  onTestFinished(() => server.stop());
  return server;
};

type Headers = [name: string, value: string][];

const upgrade: Headers = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
];

/** The status of a request with exactly these headers; `PORT` stands for the port of the server. */
const ask = async ({ port }: InterfaceServer, path: string, headers: Headers): Promise<string> => {
  const lines = [`GET ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
  const text = lines.join('\r\n').replaceAll('PORT', String(port));
  const connection = await openRaw(port);
  await connection.write(text);
  return connection.has('\r\n\r\n');
};

const hosts = {
  own: [[['Host', '127.0.0.1:PORT']], [['Host', 'localhost:PORT']]],
  foreign: [
    [['Host', 'evil.example']],
    [['Host', 'evil.example:PORT']],
    [['Host', '127.0.0.1']],
    [['Host', '127.0.0.1:1']],
    [['Host', '127.0.0.1:PORT.evil.example']],
    [['Host', 'localhost.evil.example:PORT']],
    [['Host', '0.0.0.0:PORT']],
    [['Host', '[::1]:PORT']],
    [['Host', '']],
  ],
} satisfies Record<string, Headers[]>;

const origins = {
  own: [[], [['Origin', 'http://127.0.0.1:PORT']], [['Origin', 'http://localhost:PORT']]],
  foreign: [
    [['Origin', 'http://evil.example']],
    [['Origin', 'https://127.0.0.1:PORT']],
    [['Origin', 'http://127.0.0.1']],
    [['Origin', 'http://127.0.0.1:1']],
    [['Origin', 'http://127.0.0.1:PORT.evil.example']],
    [['Origin', 'null']],
    [['Origin', 'file://']],
    [['Origin', '']],
  ],
} satisfies Record<string, Headers[]>;

const tokens = {
  own: [[['Authorization', `Bearer ${token}`]]],
  foreign: [
    [],
    [['Authorization', '']],
    [['Authorization', token]],
    [['Authorization', `bearer ${token}`]],
    [['Authorization', `Bearer ${token}x`]],
    [['Authorization', `Bearer ${token.slice(0, -1)}`]],
    [['Authorization', `Bearer ${token.slice(0, -1)}y`]],
    [['Authorization', 'Bearer ']],
    [['Authorization', 'Bearer undefined']],
    [['Cookie', `token=${token}`]],
    [['X-Token', token]],
  ],
} satisfies Record<string, Headers[]>;

interface Row {
  headers: Headers;
  good: boolean;
}

/** Every combination of a host, an origin and a token. */
const rows: Row[] = [...hosts.own, ...hosts.foreign].flatMap((host) =>
  [...origins.own, ...origins.foreign].flatMap((origin) =>
    [...tokens.own, ...tokens.foreign].map((given) => ({
      headers: [...host, ...origin, ...given] as Headers,
      good:
        (hosts.own as Headers[]).includes(host) &&
        (origins.own as Headers[]).includes(origin) &&
        (origin[0] === undefined || origin[0][1] === `http://${host[0]?.[1]}`) &&
        (tokens.own as Headers[]).includes(given),
    })),
  ),
);

const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);

test(`of ${rows.length} combinations of host, origin and token only the right ones open the wire`, async () => {
  const server = await open();
  const mistakes: Headers[] = [];
  for (const { headers, good } of rows) {
    const answer = await ask(server, '/wire', [...headers, ...upgrade]);
    const status = statusOf(answer);
    const right = good ? status === 101 : (status === 401 || status === 400) && bodyOf(answer) === '';
    if (!right) mistakes.push([['Status', String(status)], ...headers]);
  }
  expect(mistakes).toEqual([]);
  expect(rows.filter(({ good }) => good)).toHaveLength(4);
}, 60_000);

describe('with everything right', () => {
  const trusted: Headers = [
    ['Host', '127.0.0.1:PORT'],
    ['Authorization', `Bearer ${token}`],
  ];

  test.each(['/', '/wire/', '/wire?x', '/Wire', '/hooks/x', '//wire', 'http://127.0.0.1:PORT/wire'])(
    'the wire is not at %s',
    async (path) => {
      const answer = await ask(await open(), path, [...trusted, ...upgrade]);
      expect([statusOf(answer), bodyOf(answer)]).toEqual([401, '']);
    },
  );

  test('a page that is not there is an empty 404', async () => {
    const answer = await ask(await open(), '/index.html', trusted);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([404, '']);
  });

  test('more than 32 connections are refused', async () => {
    const server = await open();
    const answers: string[] = [];
    for (let count = 0; count < 34; count++) answers.push(await ask(server, '/wire', [...trusted, ...upgrade]));
    expect(answers.map(statusOf)).toEqual([...Array.from({ length: 32 }, () => 101), 401, 401]);
  });
});

test('without the token every path and method gives the same empty 401', async () => {
  const server = await open();
  const answers = await Promise.all(
    ['GET / ', 'POST /wire ', 'PUT /index.html ', 'OPTIONS * ', 'DELETE /hooks/x '].map((start) =>
      sendRaw(server.port, `${start}HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`),
    ),
  );
  const undated = new Set(answers.map((answer) => answer.replace(/^Date: .*\r\n/m, '')));
  expect(undated.size).toBe(1);
  expect([...undated][0]).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  expect([...undated].map(bodyOf)).toEqual(['']);
  expect([...undated][0]).not.toMatch(/express|x-powered-by/i);
});

test('callers who break off while they are refused do no harm', async () => {
  const server = await open();
  for (let count = 0; count < 100; count++) {
    const connection = await openRaw(server.port);
    await connection.write('GET /wire HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    connection.socket.resetAndDestroy();
    await connection.closed;
  }
  expect(statusOf(await ask(server, '/', [['Host', '127.0.0.1:PORT']]))).toBe(401);
});

test('a port that is taken is refused with a sentence', async () => {
  const { port } = await open();
  await expect(openInterfaceServer(handlersWith({}), noPushes, { port })).rejects.toMatchObject({
    code: 'interface.port-taken',
    message: `The port ${port} cannot be opened (EADDRINUSE).`,
    fix: 'Choose another one with --port, or 0 for any that is free.',
  });
});

test('each start has a token of its own', async () => {
  const servers = await Promise.all([0, 0].map((port) => openInterfaceServer(handlersWith({}), noPushes, { port })));
  for (const { token: made, stop } of servers) {
    expect(made).toMatch(/^[\w-]{43}$/);
    await stop();
  }
  expect(servers[0]?.token).not.toBe(servers[1]?.token);
});
