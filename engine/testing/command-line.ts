import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** How a command ended and what it said. */
export interface Said {
  code: number;
  out: string;
  err: string;
  /** Standard output as JSON; throws when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape
  readonly json: any;
}

/** Runs `whenthen …` as a process of its own; `input` goes to its standard input. */
export const whenthen = (words: string[], input = ''): Promise<Said> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...words], (error, out, err) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({
        code,
        out,
        err,
        get json() {
          return JSON.parse(out);
        },
      });
    });
    child.stdin?.end(input);
  });

/** A running `whenthen serve`. */
export interface Serving {
  url: string;
  hooksUrl: string;
  dataDir: string;
  pid: number;
  /** Everything it printed to standard output so far, line by line. */
  lines: string[];
  /** Sends a signal and resolves with how the process ended. */
  end: (signal: NodeJS.Signals) => Promise<{ code: number | null; signal: string | null }>;
}

/** Starts `whenthen serve --json` on free ports and waits for its line; killed when the test is over. */
export const serve = async (dataDir: string, words: string[] = []): Promise<Serving> => {
  const args = [cli, 'serve', '--json', '--data', dataDir, '--port', '0', '--hooks-port', '0', ...words];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  const first = await new Promise<string>((resolve, reject) => {
    if (child.stdout)
      createInterface(child.stdout).on('line', (line) => {
        lines.push(line);
        resolve(line);
      });
    void ended.then(({ code }) => reject(new Error(`serve ended with ${code}`)));
  });
  return {
    ...JSON.parse(first),
    lines,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};
