import { Worker } from 'node:worker_threads';

/**
 * Looks for the parent from a thread of its own, because the main thread may sit inside a statement that never
 * ends: without it a killed engine would leave children behind that hold locks on the person's files.
 * The parent's number is taken here and not in the thread, which may start when the parent is gone already.
 * POSIX gives an orphan a new parent; on Windows the number stays and the process behind it is gone.
 */
const watch = `
  const parent = require('node:worker_threads').workerData;
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
  };
  setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;

/** Makes this process end within about a second of its parent, whatever it is doing. */
export const dieWithParent = (): void => {
  new Worker(watch, { eval: true, env: {}, workerData: process.ppid }).unref();
};
