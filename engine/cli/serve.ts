import { startEngine } from '../engine.ts';
import { openInterfaceServer } from '../server/interface-server.ts';
import { forgetRunning, noteRunning } from './running.ts';

export interface ServeOptions {
  dataDir: string;
  json: boolean;
  port: number;
  hooksPort: number;
  host: string;
  token: string | undefined;
}

/** Resolves at the first request to stop; a second one ends the process at once (what was in progress is recovered later). */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('SIGHUP', stop);
  });

/** Runs the whole app without a window until it is told to stop. */
export const serve = async ({ dataDir, json, port, hooksPort, host, token }: ServeOptions): Promise<void> => {
  let ownPort = 0;
  const engine = await startEngine({ dataDir, hooks: { port: hooksPort, host }, ownPorts: () => [ownPort] });
  const stopped = untilStopped();
  try {
    const server = await openInterfaceServer(engine.handlers, engine.pushes, { port, token });
    ownPort = server.port;
    noteRunning(dataDir, { url: server.url, token: server.token, pid: process.pid });
    const ready = { url: server.url, hooksUrl: engine.hooksUrl, dataDir, pid: process.pid };
    console.log(
      json
        ? JSON.stringify(ready)
        : `WhenThen is running.\n  Webhooks arrive at ${ready.hooksUrl}/hooks/…\n  Data folder: ${dataDir}\n  Press Ctrl+C to stop.`,
    );
    await stopped;
    forgetRunning(dataDir);
    await server.stop();
  } finally {
    await engine.stop();
  }
};
