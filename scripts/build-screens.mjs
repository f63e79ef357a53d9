/**
 * Builds the screens into dist/renderer when anything they are made of has changed since the last build. `--watch` builds again
 * whenever a file is saved.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Folders and files the screens are made of; the contract brings the model and the templates along. */
const sources = ['renderer', 'engine/contract', 'engine/model', 'engine/compile/template', 'package-lock.json'];

const filesOf = (place) =>
  path.extname(place) !== ''
    ? [place]
    : readdirSync(path.join(root, place), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

/** What a build is known by: the names and contents of all its sources. */
export const describeSources = (folder = root) => {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf).sort())
    hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex');
};

const build = (words) =>
  spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      path.join(root, 'renderer/vite.config.ts'),
      '--configLoader',
      'native',
      '--logLevel',
      'warn',
      ...words,
    ],
    { cwd: root, stdio: ['ignore', 2, 2] },
  ).status ?? 1;

const main = () => {
  if (process.argv.includes('--watch')) process.exit(build(['--watch']));
  const stamp = path.join(root, 'dist/renderer-sources.txt');
  const wanted = describeSources();
  const isFresh =
    existsSync(path.join(root, 'dist/renderer/index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted;
  if (isFresh) return;
  console.error('whenthen: building the screens …');
  rmSync(stamp, { force: true });
  const status = build([]);
  if (status !== 0) process.exit(status);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
};

// Tests import this file; a checkout may be reached through a link.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
