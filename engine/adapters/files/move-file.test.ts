import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { FileMove, UserFiles } from '../../model/outside.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { createUserFiles } from './user-files.ts';

let folder: string;
let files: UserFiles;

const openFiles = (...allowed: string[]): UserFiles =>
  createUserFiles({
    absolute: (path) => resolve(folder, path),
    resolvePath: (path) => resolve(folder, path),
    isAllowed: (path) => allowed.some((one) => path.startsWith(one + sep)),
  });

beforeEach(() => {
  folder = tempFolder();
  files = openFiles(folder);
  mkdirSync(join(folder, 'out'));
  put('a.pdf', 'new');
});

const at = (name: string): string => join(folder, name);
const put = (name: string, text: string): void => writeFileSync(at(name), text);
const text = (name: string): string => readFileSync(resolve(folder, name), 'utf8');

/** Later than everything that was put there until now. */
const soon = (): number => Date.now() + 60_000;
const move = (to: string, more: Partial<FileMove> = {}) =>
  files.move({
    from: 'a.pdf',
    to,
    ifExists: 'fail',
    startedAtMs: soon(),
    signal: new AbortController().signal,
    ...more,
  });

test.each([
  ['out', 'out/a.pdf'],
  ['out/', 'out/a.pdf'],
  ['out/b.pdf', 'out/b.pdf'],
  ['made/2026/', 'made/2026/a.pdf'],
  ['made', 'made/a.pdf'],
  ['b.pdf', 'b.pdf'],
  ['A.PDF', 'A.PDF'],
])('to "%s"', async (to, path) => {
  expect(await move(to)).toEqual({ from: at('a.pdf'), to: at(path), bytes: 3, replaces: false });
  expect([existsSync(at('a.pdf')), text(path)]).toEqual([false, 'new']);
});

test('a file that is there is kept, numbered around, or replaced, as was chosen', async () => {
  put('out/a.pdf', 'old');
  await expect(move('out')).rejects.toMatchObject({ code: 'file.exists', who: 'person' });
  expect([text('a.pdf'), text('out/a.pdf')]).toEqual(['new', 'old']);
  expect((await move('out', { ifExists: 'number' })).to).toBe(at('out/a (1).pdf'));
  put('a.pdf', 'newer');
  expect((await move('out', { ifExists: 'number' })).to).toBe(at('out/a (2).pdf'));
  put('a.pdf', 'newest');
  const plan = { from: 'a.pdf', to: 'out', ifExists: 'replace', startedAtMs: soon() } as const;
  expect(await files.planMove(plan)).toMatchObject({ replaces: true });
  expect(await move('out', { ifExists: 'replace' })).toMatchObject({ to: at('out/a.pdf'), replaces: true });
  expect(readdirSync(at('out')).map((name) => [name, text(`out/${name}`)])).toEqual([
    ['a (1).pdf', 'new'],
    ['a (2).pdf', 'newer'],
    ['a.pdf', 'newest'],
  ]);
});

test('of many moves to one name at the same time, each file gets a name of its own', async () => {
  for (let index = 0; index < 30; index++) {
    mkdirSync(at(`in${index}`));
    put(`in${index}/a.txt`, String(index));
  }
  await Promise.all(
    Array.from({ length: 30 }, (_, index) => move('out', { from: `in${index}/a.txt`, ifExists: 'number' })),
  );
  const found = readdirSync(at('out')).map((name) => Number(text(`out/${name}`)));
  expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index));
});

test('moves across each other never wait for each other', async () => {
  put('b.pdf', 'b');
  await Promise.all([
    move('b.pdf', { from: 'a.pdf', ifExists: 'replace' }),
    move('a.pdf', { from: 'b.pdf', ifExists: 'replace' }),
  ]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('to where it is, nothing happens', async () => {
  expect(await move('a.pdf')).toMatchObject({ to: at('a.pdf'), replaces: false });
  expect(text('a.pdf')).toBe('new');
});

test('asked again, it finishes what an earlier attempt began', async () => {
  const startedAtMs = Date.now();
  await move('out', { startedAtMs });
  // Died after moving, before writing it down.
  expect(await move('out', { startedAtMs })).toMatchObject({ to: at('out/a.pdf'), bytes: 3 });
  expect(await move('out', { startedAtMs, ifExists: 'number' })).toMatchObject({ to: at('out/a.pdf') });
  // A file that was there before the step began is another one.
  await expect(move('out')).rejects.toMatchObject({ code: 'file.not-found', who: 'person' });
  // Died when it had both names.
  put('b.pdf', 'b');
  linkSync(at('b.pdf'), at('out/b.pdf'));
  expect(await move('out', { from: 'b.pdf', startedAtMs })).toMatchObject({ to: at('out/b.pdf') });
  expect([existsSync(at('b.pdf')), text('out/b.pdf')]).toEqual([false, 'b']);
});

test('a copy left by an earlier attempt is told from another file of the same size and time by what it holds', async () => {
  const startedAtMs = Date.now();
  const time = new Date(2026, 1, 3);
  const copyWith = (content: string): void => {
    put('out/a.pdf', content);
    utimesSync(at('out/a.pdf'), time, time);
    utimesSync(at('a.pdf'), time, time);
  };
  copyWith('old');
  await expect(move('out', { startedAtMs })).rejects.toMatchObject({ code: 'file.exists' });
  expect([text('a.pdf'), text('out/a.pdf')]).toEqual(['new', 'old']);
  copyWith('new');
  expect(await move('out', { startedAtMs })).toMatchObject({ to: at('out/a.pdf'), replaces: false });
  expect(existsSync(at('a.pdf'))).toBe(false);
});

test('the rules of places hold at both ends', async () => {
  files = openFiles(at('out'));
  await expect(move('out/')).rejects.toMatchObject({ code: 'file.denied' });
  put('out/b.pdf', 'b');
  await expect(move('elsewhere/b.pdf', { from: 'out/b.pdf' })).rejects.toMatchObject({ code: 'file.denied' });
  files = openFiles(folder);
  symlinkSync(at('a.pdf'), at('link.pdf'));
  await expect(move('out/', { from: 'link.pdf' })).rejects.toMatchObject({ code: 'file.denied' });
  await expect(move('out/link2.pdf', { from: 'out' })).rejects.toMatchObject({ code: 'file.denied' });
  await expect(move('.ssh/config.txt')).rejects.toMatchObject({ code: 'file.denied' });
  await expect(move('con.txt')).rejects.toMatchObject({ code: 'file.name' });
  expect(text('a.pdf')).toBe('new');
});
