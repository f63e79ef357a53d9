import { spawn } from 'node:child_process';

/** Signals that ask a program to end. Windows knows only the first two. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program with our own input and output until it ends, and resolves with `{ code, signal }` as Node reports
 * them. A signal that asks us to end is handed on, and we wait: the program decides how long it needs to stop in good
 * order. Ctrl-C in a terminal reaches the program by itself, so it is not handed on a second time. `giveUp` is a signal that
 * ends it at once.
 */
export const runChild = (file, args, cwd, { env = process.env, giveUp } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
    giveUp?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
    const handOn = (signal) => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of endings) process.on(signal, handOn);
    const settle = (act) => {
      for (const signal of endings) process.off(signal, handOn);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => settle(() => resolve({ code, signal })));
  });

/** Ends this process the way its program ended. */
export const endAs = ({ code, signal }) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code);
};
