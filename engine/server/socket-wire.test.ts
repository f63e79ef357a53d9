import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openRaw } from '../testing/raw-request.ts';
import { handlersWith, testWire } from '../testing/wire-suite.ts';
import { openInterfaceServer } from './interface-server.ts';
import { socketWire } from './socket-wire.ts';

const openSocket = async (handlers = handlersWith({}), pushes: Parameters<typeof openInterfaceServer>[1]) => {
  const server = await openInterfaceServer(handlers, pushes, { port: 0 });
  onTestFinished(() => server.stop());
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/wire`, {
    headers: { Authorization: `Bearer ${server.token}` },
  });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { server, socket };
};
const noPushes = () => () => {};

testWire('a WebSocket', async (handlers, pushes) => socketWire((await openSocket(handlers, pushes)).socket));

const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));

test('a message that is not JSON ends the connection', async () => {
  const { socket } = await openSocket(handlersWith({}), noPushes);
  const code = closeCode(socket);
  socket.send('{"kind":');
  expect(await code).toBe(1003);
});

/** Whether the server still answers calls. */
const expectAlive = async ({ url, token }: { url: string; token: string }): Promise<void> => {
  const socket = new WebSocket(`${url}/wire`, { headers: { Authorization: `Bearer ${token}` } });
  onTestFinished(() => socket.terminate());
  const answer = new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
  socket.once('open', () => socket.send('{"kind":"call","id":1,"method":"app.doctor","input":{}}'));
  expect(await answer).toEqual({ kind: 'reply', id: 1, output: [] });
};
const healthy = handlersWith({ 'app.doctor': () => [] });

test('a message of more than 8 MB ends the connection, not the app', async () => {
  const { server, socket } = await openSocket(healthy, noPushes);
  const code = closeCode(socket);
  socket.send('x'.repeat(8 * 1024 * 1024 + 1));
  expect(await code).toBe(1009);
  await expectAlive(server);
});

test('a broken frame ends the connection, not the app', async () => {
  const { server } = await openSocket(healthy, noPushes);
  const connection = await openRaw(server.port);
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  const trust = `Host: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.token}\r\n`;
  await connection.write(`GET /wire HTTP/1.1\r\n${trust}${upgrade}${key}\r\n`);
  await connection.has('\r\n\r\n');
  // A frame of a client that is not masked: RFC 6455 section 5.1 has the server close with 1002.
  await connection.write(Uint8Array.of(0x81, 0x01, 0x61));
  expect((await connection.closed).split('\r\n\r\n')[1]?.slice(0, 4)).toBe('\x88\x02\x03\xea');
  await expectAlive(server);
});

test('a caller may go before its answer is ready', async () => {
  let begin = (): void => {};
  let finish = (_info: never): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const slow = () => {
    begin();
    return new Promise<never>((resolve) => {
      finish = resolve;
    });
  };
  const { server, socket } = await openSocket(handlersWith({ 'app.info': slow, 'app.doctor': () => [] }), noPushes);
  socket.send('{"kind":"call","id":1,"method":"app.info","input":{}}');
  await begun;
  const gone = closeCode(socket);
  socket.terminate();
  await gone;
  await expectAlive(server);
  finish({} as never);
  await expectAlive(server);
});
