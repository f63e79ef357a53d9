import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../cli.ts', import.meta.url));
/** The way people start it. */
const run = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url));

/** A server under load: the product or the yardstick, as a process of its own. */
export interface Served {
  hooksUrl: string;
  pid: number;
  /** From the start of the process to its first line. */
  readyMs: number;
  stop: () => Promise<void>;
}

/** Starts a script and waits for the line of JSON that says it is ready. */
export const serveScript = async (args: string[]): Promise<Served> => {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)));
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
  });
  child.removeAllListeners('exit');
  const { hooksUrl, pid } = JSON.parse(line) as { hooksUrl: string; pid: number };
  return {
    hooksUrl,
    pid,
    readyMs: performance.now() - startedAt,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
};

/** A new folder for a person's files, and a data folder beside them. */
export const newFolder = (): { path: string; dataDir: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'whenthen-bench-'));
  const dataDir = join(path, 'data');
  mkdirSync(dataDir);
  return { path, dataDir, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** Imports a flow with everything it asks for and switches it on. */
export const importFlow = (dataDir: string, flow: unknown): void => {
  const file = join(dataDir, 'bench.flow.json');
  writeFileSync(file, JSON.stringify(flow));
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [cli, 'import', file, '--on', '--allow', 'all', '--data', dataDir],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`import failed: ${stdout}${stderr}`);
};

export const serveProduct = (dataDir: string): Promise<Served> =>
  serveScript([run, 'whenthen', 'serve', '--json', '--data', dataDir, '--port', '0', '--hooks-port', '0']);

/** Resident memory of a process in MB (Linux); NaN elsewhere. */
export const residentMb = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
};
