import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUserFiles } from '../../adapters/files/user-files.ts';
import { personFault } from '../../model/fault.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './write-file.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'whenthen-write-file-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const outside = () => ({
  files: createUserFiles({
    absolute: (path) => join(folder, path),
    resolvePath: (path) => join(folder, path),
    isAllowed: (path) => path.startsWith(folder),
  }),
});

test('a dry run shows what is then written, and writes nothing', async () => {
  const params = { path: '{{ trigger.id }}.txt', content: 'Olá {{ trigger.name }}\n' };
  const trial = { trigger: { id: 7, name: 'Ana' }, outside: outside() };
  const preview = await tryPreview(node, params, trial);
  expect(readdirSync(folder)).toEqual([]);
  const path = join(folder, '7.txt');
  expect(await tryStep(node, params, trial)).toEqual({
    output: { path, bytes: 9 },
    did: { kind: 'file', path, mode: 'create', content: 'Olá Ana\n' },
  });
  expect(preview).toEqual({
    output: { path, bytes: 9 },
    did: { kind: 'file', path, mode: 'create', content: 'Olá Ana\n' },
  });
  expect(readFileSync(path, 'utf8')).toBe('Olá Ana\n');
});

test('adds, replaces, and never creates twice', async () => {
  const write = (mode: string, content: string) =>
    tryStep(node, { path: 'a.txt', mode, content }, { outside: outside() });
  await write('create', 'one\n');
  await write('append', 'two\n');
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one\ntwo\n');
  await write('replace', 'three');
  await expect(write('create', 'four')).rejects.toMatchObject({ code: 'file.exists' });
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('three');
});

test('a dry run without permission shows the path as typed, and one with a bad path fails', async () => {
  const closed = createUserFiles({
    absolute: (path) => path,
    resolvePath: () => {
      throw personFault('grant.missing', 'This flow is not allowed to write there.');
    },
    isAllowed: () => false,
  });
  expect(await tryPreview(node, { path: 'a.txt', content: 'x' }, { outside: { files: closed } })).toMatchObject({
    output: { path: 'a.txt', bytes: 1 },
  });
  await expect(tryPreview(node, { path: 'con.txt' }, { outside: outside() })).rejects.toMatchObject({
    code: 'file.name',
  });
});

test('only replacing is safe to repeat', () => {
  const effect = (mode: string) => node.effect(node.params.parse({ mode }));
  expect(['create', 'replace', 'append'].map(effect)).toEqual(['not-repeatable', 'repeatable', 'not-repeatable']);
});

test('says what it does, what it needs and what is missing', () => {
  const params = node.params.parse({ path: '/out/a.txt', mode: 'append' });
  expect(node.summary(params)).toBe('Adds to the end of the file "/out/a.txt"');
  expect(node.grants?.(params)).toEqual([{ kind: 'write-file', target: '/out/a.txt' }]);
  expect(problemsOf(node, {})).toEqual(['path: No file is named.']);
  expect(problemsOf(node, { path: '/out/{{ trigger.id }}.txt' })).toEqual([]);
});
