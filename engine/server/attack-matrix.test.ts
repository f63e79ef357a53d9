import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRaw, statusOf } from '../testing/raw-request.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { handlersWith } from '../testing/wire-suite.ts';
import { type AttackRow, attackRows } from './attack-rows.fixture.ts';
import { openInterfaceServer } from './interface-server.ts';
import { createSessions } from './sessions.ts';

const secret = 'what nobody outside may read';
const hour = 3_600_000;

/** Screens beside a file that is not for anyone, behind a server whose clock a test moves. */
const openTarget = async () => {
  const folder = tempFolder();
  const screens = join(folder, 'screens');
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(join(screens, 'index.html'), '<title>WhenThen</title>');
  writeFileSync(join(screens, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(screens, 'assets', '.hidden'), secret);
  writeFileSync(join(folder, 'secret.txt'), secret);
  const clock = { nowMs: 1_000_000 * hour };
  const sessionKey = new Uint8Array(32).fill(3);
  const server = await openInterfaceServer(handlersWith({}), () => () => {}, {
    port: 0,
    screens,
    sessionKey,
    now: () => clock.nowMs,
  });
  onTestFinished(() => server.stop());
  return { server, clock, sessionKey };
};
type Target = Awaited<ReturnType<typeof openTarget>>;

/** Keys of every kind, made fresh for each row that names them. */
const fillIn = async ({ server, clock, sessionKey }: Target, text: string): Promise<string> => {
  const codeOf = (): string => new URL(server.openLink()).searchParams.get('code') ?? '';
  const signIn = async (code: string): Promise<string> => {
    const answer = await fetch(`${server.url}/start?code=${code}`, { redirect: 'manual' });
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const askTicket = async (cookie: string): Promise<string> => {
    const headers = { cookie, origin: server.url, 'x-whenthen-csrf': '1' };
    return (await fetch(`${server.url}/ticket`, { method: 'POST', headers })).text();
  };
  const makers: [place: string, make: () => string | Promise<string>][] = [
    [
      'OLD-COOKIE',
      () =>
        createSessions(
          sessionKey,
          () => server.port,
          () => clock.nowMs - 12 * hour,
        )
          .renew()
          .split(';')[0] ?? '',
    ],
    ['COOKIE', () => signIn(codeOf())],
    [
      'USED-CODE',
      async () => {
        const code = codeOf();
        await signIn(code);
        return code;
      },
    ],
    ['OLD-CODE', () => atAge(clock, 11 * 60_000, codeOf)],
    ['CODE', codeOf],
    [
      'USED-TICKET',
      async () => {
        const cookie = await signIn(codeOf());
        const ticket = await askTicket(cookie);
        const connection = await openRaw(server.port);
        await connection.write(
          `GET /wire?ticket=${ticket} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.url}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        );
        await connection.has('101 Switching Protocols');
        connection.socket.destroy();
        return ticket;
      },
    ],
    ['OLD-TICKET', async () => atAge(clock, 31_000, async () => askTicket(await signIn(codeOf())))],
    ['TICKET', async () => askTicket(await signIn(codeOf()))],
    ['TOKEN', () => server.token],
    ['PORT', () => String(server.port)],
  ];
  let filled = text;
  for (const [place, make] of makers) if (filled.includes(place)) filled = filled.replaceAll(place, await make());
  return filled;
};

/** What is made now is this old when the row is sent. */
const atAge = async <Made>(
  clock: { nowMs: number },
  ageMs: number,
  make: () => Made | Promise<Made>,
): Promise<Made> => {
  const made = await make();
  clock.nowMs += ageMs;
  return made;
};

const send = async (target: Target, { method, target: path, headers, version = '1.1' }: AttackRow): Promise<string> => {
  // Keys that age come first, so that time does not pass for the others.
  const lines = [`${method} ${path} HTTP/${version}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const text = await fillIn(target, `${lines.join('\r\n')}\r\n\r\n`);
  const connection = await openRaw(target.server.port);
  await connection.write(text);
  const answer = await Promise.race([connection.has('\r\n\r\n'), connection.closed]);
  connection.socket.destroy();
  return answer;
};

/** Whether nothing was given away and nothing was let in. */
const isRefused = (answer: string): boolean => {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const status = statusOf(answer);
  const isEmpty = status === 400 ? body.length < 60 : body === '';
  // A tunnel asked for with CONNECT is hung up on without a word.
  return (
    (answer === '' || [400, 401, 403, 404].includes(status)) &&
    isEmpty &&
    !/set-cookie|x-powered-by|location/i.test(head)
  );
};

test(`of ${attackRows.length} requests to the interface port only those that are meant to be get in`, async () => {
  const target = await openTarget();
  const mistakes: (AttackRow & { answer: string })[] = [];
  let refused = 0;
  for (const row of attackRows) {
    // Past any lock that wrong keys of the rows before brought about; the lock has tests of its own.
    target.clock.nowMs += 2 * 60_000;
    const answer = await send(target, row);
    const isRight = row.accepted === undefined ? isRefused(answer) : statusOf(answer) === row.accepted;
    if (!isRight || answer.includes(secret)) mistakes.push({ ...row, answer: answer.slice(0, 300) });
    else if (row.accepted === undefined) refused += 1;
  }
  const good = attackRows.filter(({ accepted }) => accepted !== undefined).length;
  const attacks = attackRows.length - good;
  console.info(
    `interface port: ${attacks} attacks, ${attacks - refused} accepted; ${good} rightful requests, ${good - mistakes.filter(({ accepted }) => accepted !== undefined).length} accepted`,
  );
  expect(mistakes).toEqual([]);
  expect(attacks).toBeGreaterThanOrEqual(200);
}, 60_000);
