import { type Client, createClient } from '../contract/client.ts';
import { serveContract } from '../contract/server.ts';
import { createMemoryWire } from '../contract/wire.ts';
import { startEngine } from '../engine.ts';
import { connectToRunning } from './running.ts';

/** A command's access to a data folder. */
export interface Access {
  client: Client;
  close: () => Promise<void>;
}

/** Talks to the running app when one has the folder open, otherwise opens the folder itself for the length of one command. */
export const openAccess = async (dataDir: string): Promise<Access> => {
  const running = await connectToRunning(dataDir);
  if (running) return { client: running, close: async () => running.close() };
  const engine = await startEngine({ dataDir });
  const [near, far] = createMemoryWire();
  serveContract(engine.handlers, engine.pushes, far);
  const client = createClient(near);
  return {
    client,
    close: async () => {
      client.close();
      await engine.stop();
    },
  };
};
