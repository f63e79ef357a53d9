import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildExit, LaunchChild } from './launch-child.ts';

/** What a child may see of our environment: where programs and temporary files are, language and time zone. */
const passedOn = ['PATH', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** Without a prototype, so that nothing put on `Object.prototype` can become a variable of the child. */
export const scrubbedEnvironment = (): NodeJS.ProcessEnv => {
  const environment: NodeJS.ProcessEnv = Object.create(null);
  for (const name of passedOn) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
};

/** Starts a script as a plain Node child. What it writes to standard error ends up in ours. */
export const launchNodeChild: LaunchChild = (script) => {
  const child = fork(fileURLToPath(script), [], {
    serialization: 'advanced',
    env: scrubbedEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let exit: ChildExit | null = null;
  const waiting: ((exit: ChildExit) => void)[] = [];
  // 'close' and not 'exit': only then every message the child has sent was delivered.
  child.on('close', (code, signal) => {
    exit = { code, signal };
    for (const ended of waiting.splice(0)) ended(exit);
  });
  // A child that cannot be started or written to also closes; without a listener the error would end the engine.
  child.on('error', (error) => process.stderr.write(`A helper process failed: ${error.message}\n`));
  return {
    send: (message) => {
      child.send(message as object, () => {});
    },
    onMessage: (receive) => {
      child.on('message', receive);
    },
    onExit: (ended) => {
      if (exit) ended(exit);
      else waiting.push(ended);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};
