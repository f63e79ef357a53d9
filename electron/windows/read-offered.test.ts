import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../engine/testing/temp-folder.ts';
import { readOffered } from './read-offered.ts';

const write = (name: string, text: string, folder = tempFolder()): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

test('a flow file is read, whatever is in it', async () => {
  expect(await readOffered(write('My flow.flow.json', '{'))).toEqual({ fileName: 'My flow.flow.json', text: '{' });
});

test('nothing else is', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'folder.flow.json'));
  expect(await readOffered(join(folder, 'folder.flow.json'))).toBeUndefined();
  expect(await readOffered(join(folder, 'missing.flow.json'))).toBeUndefined();
  expect(await readOffered(write('secret.json', '{}'))).toBeUndefined();
  expect(await readOffered(write('large.flow.json', 'x'.repeat(2 * 1024 * 1024 + 1)))).toBeUndefined();
});
