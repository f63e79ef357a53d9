import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { listenToParent } from '../children/parent-channel.ts';

/** What the engine tells this child. */
export type ProgramOrder =
  | { kind: 'run'; file: string; args: string[]; env: Record<string, string> }
  | { kind: 'stop' };
/** What it tells the engine. */
export type ProgramNews = { kind: 'line'; text: string } | { kind: 'ended'; code: number | null };

/**
 * Stands between the engine and a tunnel program, which knows nothing of the engine and would go on when the engine is killed:
 * this child notices, ends the program and itself.
 */
let program: ChildProcess | undefined;
const endAfterMs = 3000;

const end = (): void => {
  if (!program || program.exitCode !== null || program.signalCode !== null) process.exit(0);
  program.once('exit', () => process.exit(0));
  program.kill('SIGTERM');
  setTimeout(() => program?.kill('SIGKILL'), endAfterMs).unref();
};

const tell = (news: ProgramNews): Promise<void> => parent.send(news).catch(() => {});

const run = ({ file, args, env }: Extract<ProgramOrder, { kind: 'run' }>): void => {
  const started = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  program = started;
  for (const stream of [started.stdout, started.stderr])
    createInterface(stream).on('line', (text) => void tell({ kind: 'line', text: text.slice(0, 4000) }));
  started.once('error', () => void tell({ kind: 'ended', code: null }).then(() => process.exit(0)));
  // 'close' and not 'exit': only then every line was read.
  started.once('close', (code) => void tell({ kind: 'ended', code }).then(() => process.exit(0)));
};

const parent = listenToParent((order) => ((order as ProgramOrder).kind === 'run' ? run(order as never) : end()), end);
