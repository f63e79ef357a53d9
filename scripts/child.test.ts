import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process that runs `program` in Node through `child.mjs`, as run.mjs does. */
const runThrough = (program: string): ChildProcess => {
  const helper = new URL('./child.mjs', import.meta.url).href;
  const code = `import { endAs, runChild } from '${helper}'; endAs(await runChild(process.execPath, ['-e', ${JSON.stringify(program)}], '.'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
};

const says = async (child: ChildProcess): Promise<string> =>
  String((await once(child.stdout ?? child, 'data'))[0]).trim();

test('ends with the code of the program', async () => {
  expect(await once(runThrough('process.exit(7)'), 'exit')).toEqual([7, null]);
});

test('ends by the signal that ended the program', async () => {
  expect(await once(runThrough("process.kill(process.pid, 'SIGKILL')"), 'exit')).toEqual([null, 'SIGKILL']);
});

test('output of the program is passed through unchanged', async () => {
  expect(await says(runThrough('console.log(JSON.stringify({ url: 1 }))'))).toBe('{"url":1}');
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s reaches the program, which may take its time to stop',
  async (signal) => {
    const child = runThrough(`
    process.on('${signal}', () => setTimeout(() => process.exit(3), 20));
    setInterval(() => {}, 1000);
    console.log('ready');`);
    expect(await says(child)).toBe('ready');
    const exit = once(child, 'exit');
    child.kill(signal);
    expect(await exit).toEqual([3, null]);
  },
);
