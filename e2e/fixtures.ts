import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect, type Page } from '@playwright/test';
import { connectToRunning } from '../engine/cli/running.ts';
import type { Client } from '../engine/contract/client.ts';

export { expect };

/** A running WhenThen with a data folder of its own. */
export interface App {
  /** The link that lets a browser in, good any number of times. */
  url: string;
  hooksUrl: string;
  dataDir: string;
  /** Ends the process without warning. */
  kill: () => Promise<void>;
  /** Starts it again on the same folder and ports. */
  restart: () => Promise<void>;
  /** Asks the running app, as its screens do. */
  call: Client['call'];
  /** Runs a command line on the same folder; resolves with what it printed as JSON. */
  whenthen: (...words: string[]) => Promise<unknown>;
  /** Saves a connection. */
  secret: (name: string, value: string, kind?: 'secret' | 'smtp') => Promise<void>;
}

const top = path.join(import.meta.dirname, '..');
const cli = path.join(top, 'engine/cli.ts');
const token = 'stories-in-the-browser-use-this-token-x';

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`WhenThen ended with ${code}`)));
  });

const launch = async (dataDir: string, ports: [number, number]) => {
  const [port, hooksPort] = ports.map(String) as [string, string];
  const words = [
    'serve',
    '--json',
    '--no-open',
    '--data',
    dataDir,
    '--port',
    port,
    '--hooks-port',
    hooksPort,
    '--token',
    token,
  ];
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { url, hooksUrl } = JSON.parse(await firstLine(child)) as { url: string; hooksUrl: string };
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    return ended;
  };
  return { url, hooksUrl, end };
};

const command = (dataDir: string, words: string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...words, '--json', '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(out || 'null')) : reject(new Error(err || out))));
  });

const callIn =
  (dataDir: string): Client['call'] =>
  async (method, input) => {
    const client = await connectToRunning(dataDir);
    if (!client) throw new Error('WhenThen does not run.');
    try {
      return await client.call(method, input);
    } finally {
      client.close();
    }
  };

const portOf = (url: string): number => Number(new URL(url).port);

/** Starts WhenThen in a new folder; `dispose` stops it and removes the folder. */
export const startApp = async (): Promise<App & { dispose: () => Promise<void> }> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'whenthen-story-'));
  let running = await launch(dataDir, [0, 0]);
  const { url, hooksUrl } = running;
  const call = callIn(dataDir);
  return {
    url,
    hooksUrl,
    dataDir,
    kill: () => running.end('SIGKILL'),
    restart: async () => {
      running = await launch(dataDir, [portOf(url), portOf(hooksUrl)]);
    },
    call,
    whenthen: (...words) => command(dataDir, words),
    secret: async (name, value, kind = 'secret') => {
      await call('credentials.set', { name, value, kind, hosts: [] });
    },
    dispose: async () => {
      await running.end('SIGTERM');
      // A file that is closing at this moment is tried again.
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
};

/** What the page complained about; a story that leaves any fails. */
const watchConsole = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/net::ERR_CONNECTION_(REFUSED|RESET)|WebSocket connection/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
};

/** `app`: a WhenThen of the story's own. `open`: a page of it that is signed in. The console must stay clean. */
export const test = base.extend<{ app: App; open: (route?: string) => Promise<Page> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  app: async ({}, use) => {
    const app = await startApp();
    await use(app);
    await app.dispose();
  },
  open: async ({ app, page }, use) => {
    const complaints = watchConsole(page);
    await use(async (route = '/flows') => {
      await page.goto(app.url);
      await page.goto(new URL(`/#${route}`, app.url).href);
      return page;
    });
    expect(complaints).toEqual([]);
  },
});
