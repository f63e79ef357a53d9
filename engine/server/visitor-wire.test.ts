import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Push } from '../contract/pushes.ts';
import { until } from '../testing/until.ts';
import { handlersWith } from '../testing/wire-suite.ts';
import { openInterfaceServer } from './interface-server.ts';

const hourMs = 3_600_000;

/** A server with a clock that stands still, and a program that is connected to it. */
const openVisit = async () => {
  const clock = { nowMs: 0 };
  let calls = 0;
  let tell = (_push: Push): void => {};
  const handlers = handlersWith({
    'app.doctor': () => {
      calls += 1;
      return [];
    },
  });
  const pushes = (receive: (push: Push) => void) => {
    tell = receive;
    return () => {};
  };
  const server = await openInterfaceServer(handlers, pushes, { port: 0, now: () => clock.nowMs });
  onTestFinished(() => server.stop());
  const socket = new WebSocket(`${server.url}/wire`, { headers: { Authorization: `Bearer ${server.token}` } });
  onTestFinished(() => socket.terminate());
  let replies = 0;
  let isClosed = false;
  socket.on('message', () => {
    replies += 1;
  });
  socket.on('close', () => {
    isClosed = true;
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    clock,
    ask: (id: number) => socket.send(JSON.stringify({ kind: 'call', id, method: 'app.doctor', input: {} })),
    tell: () => tell({ name: 'away.changed', data: {} }),
    calls: () => calls,
    replies: () => replies,
    isClosed: () => isClosed,
  };
};

test('whoever asks 500 times at once is answered 200 times, and 100 times in every second after that', async () => {
  const visit = await openVisit();
  for (let id = 0; id < 500; id += 1) visit.ask(id);
  await until(() => visit.replies() === 200);
  expect(visit.calls()).toBe(200);
  visit.clock.nowMs += 1000;
  await until(() => visit.replies() === 300);
  expect(visit.calls()).toBe(300);
  visit.clock.nowMs += 10_000;
  await until(() => visit.replies() === 500);
  expect(visit.isClosed()).toBe(false);
});

test('a page that asked nothing for twelve hours is told nothing more', async () => {
  const visit = await openVisit();
  visit.clock.nowMs += 12 * hourMs - 1;
  visit.tell();
  await until(() => visit.replies() === 1);
  visit.clock.nowMs += 1;
  visit.tell();
  await until(visit.isClosed);
  expect(visit.replies()).toBe(1);
});

test('a page that asks now and then stays', async () => {
  const visit = await openVisit();
  for (let id = 0; id < 5; id += 1) {
    visit.clock.nowMs += 11 * hourMs;
    visit.ask(id);
    await until(() => visit.replies() === id + 1);
  }
  expect(visit.isClosed()).toBe(false);
});

test('a page that wakes up after twelve hours has to come in again', async () => {
  const visit = await openVisit();
  visit.clock.nowMs += 12 * hourMs;
  visit.ask(1);
  await until(visit.isClosed);
  expect(visit.calls()).toBe(0);
});
