import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type Client, createClient } from '../contract/client.ts';
import { socketWire } from '../server/socket-wire.ts';

const runningSchema = z.object({ url: z.string(), token: z.string(), pid: z.number() });
type Running = z.infer<typeof runningSchema>;

const noteIn = (dataDir: string): string => join(dataDir, 'running.json');

/** Leaves a note in the data folder, readable by its owner only, so that commands find the running app. */
export const noteRunning = (dataDir: string, running: Running): void =>
  writeFileSync(noteIn(dataDir), JSON.stringify(running), { mode: 0o600 });

export const forgetRunning = (dataDir: string): void => rmSync(noteIn(dataDir), { force: true });

const readNote = (dataDir: string): Running | undefined => {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(noteIn(dataDir), 'utf8')));
  } catch {
    // No note, or one that was cut short by a crash: nobody is known to be running.
    return undefined;
  }
};

/** How long the running app has to answer; what a crash left of its port may be another program by now, which never does. */
const answerWaitMs = 3000;

/** Connects to the app that has this data folder open; undefined when there is none (an old note is left by a crash). */
export const connectToRunning = async (dataDir: string): Promise<Client | undefined> => {
  const running = readNote(dataDir);
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
