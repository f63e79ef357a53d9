import { expect, onTestFinished, test } from 'vitest';
import { handlersWith } from '../testing/wire-suite.ts';
import { openInterfaceServer } from './interface-server.ts';
import { createTries } from './tries.ts';

const secondMs = 1000;

test('the fifth wrong try within a minute locks for a minute', () => {
  let nowMs = 0;
  const tries = createTries(() => nowMs);
  for (let count = 0; count < 4; count += 1) tries.wrong();
  expect(tries.isLocked()).toBe(false);
  tries.wrong();
  expect(tries.isLocked()).toBe(true);
  nowMs += 60 * secondMs - 1;
  expect(tries.isLocked()).toBe(true);
  nowMs += 1;
  expect(tries.isLocked()).toBe(false);
});

test('wrong tries far apart lock nothing', () => {
  let nowMs = 0;
  const tries = createTries(() => nowMs);
  for (let count = 0; count < 50; count += 1) {
    tries.wrong();
    nowMs += 15 * secondMs;
    expect(tries.isLocked()).toBe(false);
  }
});

test('a locked door opens for no key, lets those inside go on, and opens again after a minute', async () => {
  let nowMs = 0;
  const server = await openInterfaceServer(handlersWith({}), () => () => {}, { port: 0, now: () => nowMs });
  onTestFinished(() => server.stop());
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(server.url + path, { headers, redirect: 'manual' })).status;
  const link = new URL(server.openLink());
  const inside = await fetch(server.openLink(), { redirect: 'manual' });
  const cookie = inside.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (let count = 0; count < 3; count += 1) expect(await status('/start?code=guess')).toBe(401);
  for (let count = 0; count < 2; count += 1) expect(await status('/', { authorization: 'Bearer guess' })).toBe(401);
  expect(await status(link.pathname + link.search)).toBe(401);
  expect(await status('/', { authorization: `Bearer ${server.token}` })).toBe(401);
  // 404: let in, and nothing there, because no screens are served in this test.
  expect(await status('/', { cookie })).toBe(404);
  nowMs += 60 * secondMs;
  expect(await status('/', { authorization: `Bearer ${server.token}` })).toBe(404);
  expect(await status(link.pathname + link.search)).toBe(303);
});

test('a page that has no key at all cannot lock the door', async () => {
  const server = await openInterfaceServer(handlersWith({}), () => () => {}, { port: 0, now: () => 0 });
  onTestFinished(() => server.stop());
  for (let count = 0; count < 20; count += 1) {
    await fetch(server.url);
    await fetch(server.url, { headers: { cookie: 'whenthen-1=1.x' } });
    await fetch(`${server.url}/start?code=guess`, { headers: { 'sec-fetch-site': 'cross-site' } });
    await fetch(server.url, { headers: { origin: 'http://evil.example', authorization: 'Bearer guess' } });
  }
  expect((await fetch(server.url, { headers: { authorization: `Bearer ${server.token}` } })).status).toBe(404);
});
