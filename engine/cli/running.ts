import { WebSocket } from 'ws';
import { type Client, createClient } from '../contract/client.ts';
import { readRunning } from '../server/running-note.ts';
import { socketWire } from '../server/socket-wire.ts';

/** How long the running app has to answer; what a crash left of its port may be another program by now, which never does. */
const answerWaitMs = 3000;

/** Connects to the app that has this data folder open; undefined when there is none (an old note is left by a crash). */
export const connectToRunning = async (dataDir: string): Promise<Client | undefined> => {
  const running = readRunning(dataDir);
  if (!running) return undefined;
  const socket = new WebSocket(`${running.url.replace('http', 'ws')}/wire`, {
    headers: { Authorization: `Bearer ${running.token}` },
    handshakeTimeout: answerWaitMs,
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  return opened ? createClient(socketWire(socket)) : undefined;
};
