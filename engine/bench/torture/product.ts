import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { waitAwake } from './patience.ts';

const cli = fileURLToPath(new URL('../../cli.ts', import.meta.url));

/** Longer than any start or stop takes on a machine that is busy with other things. */
const patienceMs = 30_000;

/** The product, running as a person would run it. */
export interface Product {
  /** SIGKILL, at once. Resolves when the process is gone. */
  kill: () => Promise<void>;
  /** Asks it to stop; resolves with what went wrong, or null. */
  stop: () => Promise<string | null>;
}

/** A port nobody has right now. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Starts a command of the product; what it complains about ends up in the file. */
const spawnCli = (args: string[], complaints: string): ChildProcess & { stdout: Readable } => {
  const file = openSync(complaints, 'a');
  try {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', file] });
    // The types of Node know this only for streams it opens itself.
    return child as ChildProcess & { stdout: Readable };
  } finally {
    closeSync(file);
  }
};

const howItEnded = ({ exitCode, signalCode }: ChildProcess, complaints: string): string => {
  const said = readFileSync(complaints, 'utf8').trim().slice(-2000);
  return `exit code ${exitCode}, signal ${signalCode}: ${said || 'it said nothing'}`;
};

/** Where the product runs. */
export interface Place {
  dataDir: string;
  hooksPort: number;
  /** A file for what it says on standard error. */
  complaints: string;
}

/** Imports flow files into a data folder nobody has open, with everything they ask for, and switches them on. */
export const importFlows = async ({ dataDir, complaints }: Place, files: string[]): Promise<void> => {
  const child = spawnCli(['import', ...files, '--on', '--allow', 'all', '--data', dataDir], complaints);
  child.stdout.resume();
  await waitAwake(once(child, 'exit'), patienceMs, () => 'the import does not end');
  if (child.exitCode !== 0) throw new Error(`the flows could not be imported, ${howItEnded(child, complaints)}`);
};

/** Starts the product and waits for its line of JSON. `endedByItself` is called when it ends without having been told to. */
export const startProduct = async (place: Place, endedByItself: (how: string) => void): Promise<Product> => {
  const { dataDir, hooksPort, complaints } = place;
  const ports = ['--port', '0', '--hooks-port', String(hooksPort)];
  const child = spawnCli(['serve', '--json', '--data', dataDir, ...ports], complaints);
  let told = false;
  const killAlong = (): boolean => child.kill('SIGKILL');
  process.once('exit', killAlong);
  // 'exit' and not 'close': helper processes that outlive it for a moment are part of what the next start has to stand.
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', killAlong);
      if (!told) endedByItself(howItEnded(child, complaints));
      resolve();
    });
  });
  const line = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  const never = ended.then(() =>
    Promise.reject(new Error(`the product did not start, ${howItEnded(child, complaints)}`)),
  );
  never.catch(() => {});
  const said = await waitAwake(Promise.race([line, never]), patienceMs, () => 'the product does not start');
  const { pid } = JSON.parse(said) as { pid?: number };
  if (pid === undefined) throw new Error(`the product did not start: ${said}`);
  return {
    kill: () => {
      told = true;
      if (child.exitCode === null && child.signalCode === null) process.kill(pid, 'SIGKILL');
      return waitAwake(ended, patienceMs, () => `process ${pid} cannot be killed`);
    },
    stop: async () => {
      told = true;
      child.kill('SIGTERM');
      try {
        await waitAwake(ended, patienceMs, () => 'it did not stop when asked to');
      } catch (thrown) {
        child.kill('SIGKILL');
        return String(thrown);
      }
      return child.exitCode === 0 ? null : `it did not stop well, ${howItEnded(child, complaints)}`;
    },
  };
};
