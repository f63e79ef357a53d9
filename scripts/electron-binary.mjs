/** Where Electron's own program is, and how it gets there: npm installs only what fetches it. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Longer than a slow line needs for a hundred megabytes, short enough that nobody thinks it hangs. */
const fetchLimitMs = 4 * 60_000;
/** A line that is dead says so sooner: nothing at all has come by then. */
const dotEveryMs = 2000;

const read = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

const folderIn = (root) => path.join(root, 'node_modules', 'electron');
const versionIn = (root) => JSON.parse(readFileSync(path.join(folderIn(root), 'package.json'), 'utf8')).version;
const triedFile = (root) => path.join(root, 'node_modules', '.whenthen-electron');

/** The path of Electron's program when it is there and of the version that is locked; undefined otherwise. */
export const findElectron = (root) => {
  const folder = folderIn(root);
  const name = read(path.join(folder, 'path.txt'));
  if (name === undefined || read(path.join(folder, 'dist', 'version'))?.replace(/^v/, '') !== versionIn(root))
    return undefined;
  const file = path.join(folder, 'dist', name);
  return existsSync(file) ? file : undefined;
};

/** Whether fetching the locked version was tried and failed; a new version or a new installation is tried again. */
export const wasTried = (root) => existsSync(folderIn(root)) && read(triedFile(root)) === versionIn(root);

/** Runs a program to its end or to the limit; true when it ended well. Dots show that something is going on. */
const runWithin = (file, args, cwd, limitMs, say) =>
  new Promise((resolve) => {
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'ignore', 'ignore'] });
    const dots = setInterval(() => say('.'), dotEveryMs);
    const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const settle = (ok) => {
      clearInterval(dots);
      clearTimeout(limit);
      resolve(ok);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });

/**
 * Fetches Electron's program with its own installer, once; its path, or undefined when that did not work, which is remembered so
 * that the next start does not wait again.
 */
export const fetchElectron = async (
  root,
  node,
  { limitMs = fetchLimitMs, say = (text) => process.stderr.write(text) } = {},
) => {
  say('whenthen: fetching Electron for the desktop window, once (about 110 MB) ');
  const ok = await runWithin(node, [path.join(folderIn(root), 'install.js')], root, limitMs, say);
  say('\n');
  const found = ok ? findElectron(root) : undefined;
  if (found === undefined) writeFileSync(triedFile(root), versionIn(root));
  return found;
};
