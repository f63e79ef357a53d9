import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { plainNames, scrubbedEnvironment } from '../children/scrubbed-environment.ts';

/** What programs of a person need besides: where their settings are. Nothing that changes what a program loads. */
const environmentNames = [
  ...plainNames,
  ...['HOME', 'USER', 'LOGNAME', 'XDG_RUNTIME_DIR', 'DISPLAY', 'WAYLAND_DISPLAY'],
  ...['USERNAME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'ProgramData', 'ProgramFiles', 'HOMEDRIVE', 'HOMEPATH'],
];

/** How much of each stream is kept. */
const maxBytes = 1024 * 1024;
/** How long something the program left running may hold its output open. */
const drainMs = 500;

/** How a program ended. */
export interface Ending {
  code: number | null;
  signal: string | null;
  output: string;
  errors: string;
  truncated: boolean;
}

/** Keeps the beginning of a stream and lets the rest go by, so that a program with much to say is not held up. */
const collect = (stream: NodeJS.ReadableStream | null) => {
  const chunks: Buffer[] = [];
  let kept = 0;
  let cut = false;
  stream?.on('data', (chunk: Buffer) => {
    cut ||= kept + chunk.length > maxBytes;
    if (kept < maxBytes) chunks.push(chunk.subarray(0, maxBytes - kept));
    kept = Math.min(maxBytes, kept + chunk.length);
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), isCut: () => cut };
};

/** Programs under way, with what they started; they end with the app. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killTree(child);
});

/** Ends a program and everything it started (what made itself independent excepted). */
const killTree = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawn(taskkill, ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {});
    return;
  }
  try {
    // It leads a group of its own; the minus means the group.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
};

interface ChildCall {
  program: string;
  args: readonly string[];
  input: string;
  folder: string;
}

/** Runs a program without a shell until it ends, or until `signal` ends it. Rejects with what could not be started. */
export const runChild = ({ program, args, input, folder }: ChildCall, signal: AbortSignal): Promise<Ending> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const child = spawn(program, [...args], {
      cwd: folder,
      env: scrubbedEnvironment(environmentNames),
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    const [output, errors] = [collect(child.stdout), collect(child.stderr)];
    const stop = (): void => killTree(child);
    signal.addEventListener('abort', stop, { once: true });
    const settle = (finish: () => void): void => {
      running.delete(child);
      signal.removeEventListener('abort', stop);
      finish();
    };
    let drain: NodeJS.Timeout | undefined;
    child.once('error', (thrown) => settle(() => reject(thrown)));
    child.once('exit', () => {
      drain = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, drainMs);
    });
    child.once('close', (code, killedBy) => {
      clearTimeout(drain);
      settle(() =>
        resolve({
          code,
          signal: killedBy,
          output: output.text(),
          errors: errors.text(),
          truncated: output.isCut() || errors.isCut(),
        }),
      );
    });
    // A program that does not read its input ends all the same.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
