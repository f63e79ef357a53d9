import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCircle } from './testing/find-circle.ts';
import { judgeImport, resolveImport } from './testing/import-rules.ts';
import { readImports } from './testing/read-imports.ts';

const top = path.join(import.meta.dirname, '..');
const folders = ['engine', 'electron', 'renderer', 'e2e', 'resources'];
const maxLines = 400;
const maxReadmeLines = 40;

const listFiles = (folder: string): string[] =>
  readdirSync(path.join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
    .sort();

const read = (file: string): string => readFileSync(path.join(top, file), 'utf8');
const countLines = (text: string): number => text.trimEnd().split('\n').length;
const isCode = (file: string): boolean => /\.(ts|tsx|mts|js|mjs|cjs)$/.test(file) && !file.endsWith('.gen.ts');

const sources = folders.flatMap(listFiles).filter((file) => /\.(ts|tsx|mts|js|mjs|cjs)$/.test(file));
const imports = new Map(sources.map((file) => [file, readImports(read(file))] as const));

test('every file imports only what its folder may', () => {
  expect(sources.length).toBeGreaterThan(20);
  const sentences = [...imports].flatMap(([file, specifiers]) =>
    specifiers.flatMap((specifier) => judgeImport(file, specifier) ?? []),
  );
  expect(sentences).toEqual([]);
});

test('every relative import leads to a file', () => {
  const missing = [...imports].flatMap(([file, specifiers]) =>
    specifiers
      .filter((specifier) => specifier.startsWith('.') && !existsSync(path.join(top, resolveImport(file, specifier))))
      .map((specifier) => `${file} imports ${specifier}, which is not there.`),
  );
  expect(missing).toEqual([]);
});

test('files do not import each other in a circle', () => {
  const edges = [...imports].map(
    ([file, specifiers]) =>
      [file, specifiers.filter((one) => one.startsWith('.')).map((one) => resolveImport(file, one))] as const,
  );
  const circle = findCircle(new Map(edges));
  expect(circle && `${circle.join(' -> ')}: move what both need into a file of its own.`).toBeUndefined();
});

test(`no source file has more than ${maxLines} lines`, () => {
  const long = [...sources, ...listFiles('scripts')].filter(
    (file) => isCode(file) && countLines(read(file)) > maxLines,
  );
  expect(
    long.map((file) => `${file} has ${countLines(read(file))} lines: split it by what its parts are for.`),
  ).toEqual([]);
});

describe.each(folders)('%s/README.md', (folder) => {
  test(`says what is here, in at most ${maxReadmeLines} lines`, () => {
    const text = read(`${folder}/README.md`);
    expect(text).toMatch(/^# /);
    expect(countLines(text)).toBeLessThanOrEqual(maxReadmeLines);
  });
});
