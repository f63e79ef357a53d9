import { fileURLToPath } from 'node:url';
import { startEngine } from '../engine.ts';
import type { Fault } from '../model/fault.ts';
import { openInterfaceServer } from '../server/interface-server.ts';
import { forgetRunning, noteRunning } from '../server/running-note.ts';
import { openInBrowser } from './open-in-browser.ts';

export interface ServeOptions {
  dataDir: string;
  json: boolean;
  port: number;
  hooksPort: number;
  host: string;
  token: string | undefined;
  /** Whether to show the interface in the person's browser. */
  open: boolean;
}

/** Where the build puts the screens. */
const screens = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

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
export const serve = async ({ dataDir, json, port, hooksPort, host, token, open }: ServeOptions): Promise<void> => {
  let ownPort = 0;
  const { promise: broken, resolve: breakOff } = Promise.withResolvers<Fault>();
  const engine = await startEngine({
    dataDir,
    hooks: { port: hooksPort, host },
    ownPorts: () => [ownPort],
    broken: breakOff,
  });
  const stopped = untilStopped();
  try {
    const server = await openInterfaceServer(engine.handlers, engine.pushes, {
      port,
      token,
      screens,
      sessionKey: engine.sessionKey,
    });
    ownPort = server.port;
    noteRunning(dataDir, { url: server.url, token: server.token, pid: process.pid });
    const ready = { url: server.openLink(), hooksUrl: engine.hooksUrl, dataDir, pid: process.pid };
    console.log(
      json
        ? JSON.stringify(ready)
        : `WhenThen is running.\n  Open it at ${ready.url}\n  Webhooks arrive at ${ready.hooksUrl}/hooks/…\n  Data folder: ${dataDir}\n  Press Ctrl+C to stop.`,
    );
    if (open && !json) openInBrowser(ready.url);
    const fault = await Promise.race([stopped, broken]);
    if (fault) {
      console.error(`${fault.message} ${fault.fix}`);
      process.exitCode = 1;
    }
    forgetRunning(dataDir);
    await server.stop();
  } finally {
    await engine.stop();
  }
};
