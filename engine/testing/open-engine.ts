import { onTestFinished } from 'vitest';
import { type Client, createClient } from '../contract/client.ts';
import type { RunDetail } from '../contract/run-shapes.ts';
import { serveContract } from '../contract/server.ts';
import type { FlowReport } from '../contract/shapes.ts';
import { createMemoryWire } from '../contract/wire.ts';
import { type Engine, type EngineOptions, startEngine } from '../engine.ts';
import type { RunId } from '../model/ids.ts';
import { isTerminal, type RunStatus } from '../model/run.ts';
import { tempFolder } from './temp-folder.ts';

/** What a caller of the hook port gets back. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

/** A whole engine in a folder of its own, with an open hook port, called the way a screen calls it. */
export interface TestEngine {
  engine: Engine;
  dataDir: string;
  hooksUrl: string;
  call: Client['call'];
  /** POSTs to `/hooks/<path>`: a text or bytes as they are, anything else as JSON. */
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Imports a flow with everything it asks for; switched on unless told otherwise. */
  importFlow: (document: unknown, options?: { on?: boolean; allow?: 'all' | [] }) => Promise<FlowReport>;
  /** Resolves when this run is over, or when some run has this status. Waits for changes, at most five seconds. */
  waitForRun: (wanted: RunId | RunStatus) => Promise<RunDetail>;
  /** Stops in order, as when the app is closed. Done by itself when the test is over. */
  stop: () => Promise<void>;
  /** Stops in order and opens the same folder again, with the same options unless others are given. */
  restart: (options?: TestEngineOptions) => Promise<TestEngine>;
}

export type TestEngineOptions = Omit<Partial<EngineOptions>, 'hooks'>;

const waitMs = 5000;

/** Reads the whole answer. */
export const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
};

const isRaw = (body: unknown): body is string | Uint8Array => typeof body === 'string' || body instanceof Uint8Array;

const postTo = async (url: string, body: unknown, headers: Record<string, string>): Promise<Answer> => {
  const content = isRaw(body) ? body : JSON.stringify(body);
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, redirect: 'manual' };
  return readAnswer(await fetch(url, { ...init, body: content } as RequestInit));
};

const fits = (run: { id: string; status: RunStatus }, wanted: string): boolean =>
  wanted.startsWith('run_') ? run.id === wanted && isTerminal(run.status) : run.status === wanted;

/** Starts an engine that is stopped when the test is over. */
export const openTestEngine = async (options: TestEngineOptions = {}): Promise<TestEngine> => {
  const dataDir = options.dataDir ?? tempFolder();
  const engine = await startEngine({ ...options, dataDir, hooks: { port: 0, host: '127.0.0.1' } });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= engine.stop(300);
    return stopped;
  };
  onTestFinished(stop);
  const [near, far] = createMemoryWire();
  serveContract(engine.handlers, engine.pushes, far);
  const { call } = createClient(near);
  const hooksUrl = engine.hooksUrl ?? '';

  const waitForRun: TestEngine['waitForRun'] = (wanted) =>
    new Promise((resolve, reject) => {
      const look = async (): Promise<void> => {
        const found = (await engine.handlers['runs.list']({ limit: 1000 })).find((run) => fits(run, wanted));
        if (!found) return;
        finish();
        resolve(await engine.handlers['runs.show']({ run: found.id }));
      };
      const unsubscribe = engine.pushes(() => void look().catch(reject));
      const giveUp = (): void => {
        finish();
        reject(new Error(`waited ${waitMs} ms in vain for a run: ${wanted}`));
      };
      const timer = setTimeout(giveUp, waitMs);
      const finish = (): void => {
        clearTimeout(timer);
        unsubscribe();
      };
      look().catch(reject);
    });

  return {
    engine,
    dataDir,
    hooksUrl,
    call,
    waitForRun,
    stop,
    post: (path, body = {}, headers = {}) => postTo(`${hooksUrl}/hooks/${path}`, body, headers),
    importFlow: (document, { on = true, allow = 'all' } = {}) => call('flows.import', { document, on, allow }),
    restart: async (others = options) => {
      await stop();
      return openTestEngine({ ...others, dataDir });
    },
  };
};
