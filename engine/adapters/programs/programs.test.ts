import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ProgramCall, Programs } from '../../model/outside.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { createPrograms } from './programs.ts';

const isPosix = process.platform !== 'win32';
let folder: string;
let programs: Programs;
const allowed = new Set<string>();

beforeEach(() => {
  folder = realpathSync(tempFolder());
  mkdirSync(join(folder, 'data', 'files'), { recursive: true });
  allowed.clear();
  allowed.add(process.execPath);
  programs = createPrograms({
    isAllowed: (program) => allowed.has(program),
    denied: join(folder, 'data'),
    filesFolder: join(folder, 'data', 'files'),
  });
});

/** Runs a real Node with a script; what follows are its arguments. */
const node = (script: string, args: readonly string[] = [], more: Partial<ProgramCall> = {}) =>
  run(process.execPath, ['-e', script, '--', ...args], more);

const run = (program: string, args: readonly string[], more: Partial<ProgramCall> = {}) =>
  programs.run({
    program,
    args,
    input: '',
    folder: '',
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    ...more,
  });

const hostile = [
  '$(touch x)',
  '`id`',
  '; rm -rf /',
  '"quoted" \'text\'',
  '*',
  '%PATH%',
  '',
  ' a  b ',
  'é ✿',
  'line\nbreak',
  '&&',
  '| cat',
];

test('every argument arrives as it is: nothing is split, joined, or read by a shell', async () => {
  const { output } = await node('process.stdout.write(JSON.stringify(process.argv.slice(1)))', hostile);
  expect(JSON.parse(output)).toEqual(hostile);
  expect(existsSync(join(folder, 'data', 'files', 'x'))).toBe(false);
});

test('it reads its input, and both things it says are handed on', async () => {
  const script = "process.stdin.pipe(process.stdout); console.error('to the side')";
  expect(await node(script, [], { input: 'Olá\n' })).toEqual({
    output: 'Olá\n',
    errors: 'to the side\n',
    truncated: false,
  });
  // A program that reads nothing does not fail because of it.
  expect((await node('process.exit(0)', [], { input: 'x'.repeat(5_000_000) })).output).toBe('');
});

test('it runs in the folder it was told, and sees nothing of our environment but what is harmless', async () => {
  process.env.WHENTHEN_CANARY = 'secret';
  process.env.NODE_OPTIONS = '';
  Object.assign(Object.prototype, { POLLUTED: 'yes' });
  try {
    const script = 'process.stdout.write(JSON.stringify([process.cwd(), Object.keys(process.env)]))';
    const [where, names] = JSON.parse((await node(script, [], { folder })).output);
    expect(where).toBe(folder);
    expect(names).toContain('PATH');
    expect(names.filter((name: string) => /CANARY|NODE_OPTIONS|POLLUTED|VITEST/.test(name))).toEqual([]);
  } finally {
    delete process.env.WHENTHEN_CANARY;
    delete process.env.NODE_OPTIONS;
    delete (Object.prototype as Record<string, unknown>).POLLUTED;
  }
  expect((await node('process.stdout.write(process.cwd())')).output).toBe(join(folder, 'data', 'files'));
  await expect(node('', [], { folder: join(folder, 'none') })).rejects.toMatchObject({ code: 'program.folder' });
});

test('only the very file a person allowed is run', async () => {
  allowed.clear();
  await expect(node('')).rejects.toMatchObject({
    code: 'grant.missing',
    who: 'person',
    data: { kind: 'program', target: process.execPath },
  });
  allowed.add('node');
  await expect(run('node', [])).rejects.toMatchObject({ code: 'program.path' });
});

test.runIf(isPosix)('what flows can write is never run, by whatever name', async () => {
  const script = join(folder, 'data', 'files', 'run.sh');
  writeFileSync(script, '#!/bin/sh\necho hello\n', { mode: 0o755 });
  symlinkSync(script, join(folder, 'link.sh'));
  allowed.add(script).add(join(folder, 'link.sh'));
  await expect(run(script, [])).rejects.toMatchObject({ code: 'program.denied' });
  await expect(run(join(folder, 'link.sh'), [])).rejects.toMatchObject({ code: 'program.denied' });
});

test.each(['C:\\tools\\go.bat', 'C:\\tools\\go.CMD', 'C:\\tools\\go.cmd. .'])('on Windows %s is refused', (program) => {
  const onWindows = createPrograms({ isAllowed: () => true, denied: folder, filesFolder: folder, platform: 'win32' });
  // The rule of the other system, told from here: an absolute path here begins with a slash.
  expect(() => onWindows.resolve({ program: `/${program}`, folder: '' })).toThrow(
    expect.objectContaining({ code: 'program.batch' }),
  );
});

test('a program that fails says why, with its last lines', async () => {
  const script = "for (let i = 1; i <= 9; i++) console.error('line ' + i); process.exit(3)";
  await expect(node(script)).rejects.toMatchObject({
    code: 'program.failed',
    who: 'person',
    retryable: false,
    message: `${isPosix ? 'node' : 'node.exe'} ended with the error number 3. It said: “line 5\nline 6\nline 7\nline 8\nline 9”`,
    data: { exitCode: 3 },
  });
  await expect(node("console.log('only here'); process.exit(1)")).rejects.toMatchObject({
    message: expect.stringContaining('“only here”'),
  });
});

test('what cannot be started is explained', async () => {
  const [missing, text] = [join(folder, 'none'), join(folder, 'text.txt')];
  writeFileSync(text, 'hello');
  chmodSync(text, 0o644);
  allowed.add(missing).add(text);
  await expect(run(missing, [])).rejects.toMatchObject({ code: 'program.not-found' });
  await expect(run(text, [])).rejects.toMatchObject({ code: 'program.not-runnable' });
  await expect(node('', ['a\0b'])).rejects.toMatchObject({ code: 'program.argument' });
  if (isPosix) await expect(node('', ['x'.repeat(4_000_000)])).rejects.toMatchObject({ code: 'program.too-long' });
});

test('of endless output the first megabyte is kept, and the program goes on to its end', async () => {
  const script =
    "process.stdout.write('x'.repeat(3_000_000), () => require('node:fs').writeFileSync(process.argv[1], 'ended'))";
  const { output, truncated } = await node(script, [join(folder, 'end')]);
  expect([output.length, truncated, readFileSync(join(folder, 'end'), 'utf8')]).toEqual([1024 * 1024, true, 'ended']);
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A program that starts another one, tells its number, and never ends; it does not listen to polite requests. */
const family = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)']);
  process.on('SIGTERM', () => {});
  require('node:fs').writeFileSync(process.argv[1], process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);
`;

const pidsIn = (file: string): number[] => readFileSync(file, 'utf8').split(' ').map(Number);

test('when its time is over, it and everything it started is ended', async () => {
  const file = join(folder, 'pids');
  await expect(node(family, [file], { timeoutMs: 1500 })).rejects.toMatchObject({
    code: 'program.timeout',
    who: 'world',
    retryable: false,
    outcomeUnknown: true,
    message: expect.stringContaining('1.5 seconds'),
  });
  const pids = pidsIn(file);
  expect(pids).toHaveLength(2);
  await until(() => !pids.some(isAlive));
});

test('called off, it is ended too', async () => {
  const file = join(folder, 'pids');
  const stop = new AbortController();
  const running = node(family, [file], { signal: stop.signal }).catch((thrown) => thrown);
  await until(() => existsSync(file) && pidsIn(file).length === 2);
  stop.abort(new Error('called off'));
  expect((await running).message).toContain('called off');
  const pids = pidsIn(file);
  await until(() => !pids.some(isAlive));
});

test('what a program leaves running in the background does not hold up the step', async () => {
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' });
    require('node:fs').writeFileSync(process.argv[1], String(child.pid));
    child.unref();
    console.log('done');
    process.exit(0);
  `;
  const { output } = await node(script, [join(folder, 'pid')], { timeoutMs: 15_000 });
  expect(output).toBe('done\n');
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')));
});
