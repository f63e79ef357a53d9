/**
 * Builds the whole desktop app into dist/desktop when anything it is made of has changed: one folder that Electron starts as it is
 * and electron-builder packs as it is. The screens have to be built already.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** What the code is made of. */
const sources = [
  'electron',
  'engine',
  'resources/icons',
  'scripts/build-desktop.mjs',
  'package.json',
  'package-lock.json',
];
/** What the engine reads at run time. */
const resources = ['resources/starters', 'resources/samples', 'resources/demo'];

const filesIn = (folder, place) =>
  path.extname(place) !== ''
    ? [place]
    : readdirSync(path.join(folder, place), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(test|fixture)\.ts$/.test(entry.name))
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

/** What a build is known by: its sources, the screens it holds, and the computer it is for. */
const describe = ({ platform, arch }) => {
  const hash = createHash('sha256').update(`${platform}-${arch}\0`);
  for (const file of [...sources, ...resources, 'dist/renderer'].flatMap((place) => filesIn(root, place)).sort())
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
};

/** The package.json of the built app: what Electron and the packager have to know, and nothing of how it is made. */
export const appPackage = ({ name, version, description, license, dependencies }) => ({
  name,
  productName: 'WhenThen',
  version,
  description,
  license,
  author: 'WhenThen',
  type: 'module',
  main: 'code/main.js',
  dependencies: { 'better-sqlite3': dependencies['better-sqlite3'] },
});

/** better-sqlite3 brings Node-API binaries, which Electron loads as Node does; only the one of the target goes in. */
const copyDatabase = (into, { platform, arch }) => {
  const from = path.join(root, 'node_modules/better-sqlite3');
  const to = path.join(into, 'node_modules/better-sqlite3');
  const binary = `prebuilds/${platform}-${arch}.node`;
  for (const part of ['lib', 'LICENSE', binary])
    cpSync(path.join(from, part), path.join(to, part), { recursive: true });
  const { name, version, license, main } = JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8'));
  writeFileSync(path.join(to, 'package.json'), JSON.stringify({ name, version, license, main }));
};

const buildCode = async (code) => {
  const { build } = await import('vite');
  await build({
    configFile: path.join(root, 'electron/vite.config.ts'),
    configLoader: 'native',
    logLevel: 'warn',
    build: { outDir: code },
  });
  // A sandboxed page's preload script is one file of the older kind.
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: code,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { preload: path.join(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  });
};

/** Where the build puts the screens. */
const builtScreens = path.join(root, 'dist/renderer');

/** Builds the app for a computer into a folder. */
export const buildDesktop = async (into, target = process, screens = builtScreens) => {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  await buildCode(path.join(into, 'code'));
  for (const place of resources) cpSync(path.join(root, place), path.join(into, place), { recursive: true });
  cpSync(screens, path.join(into, 'screens'), { recursive: true });
  cpSync(path.join(root, 'resources/icons'), path.join(into, 'icons'), {
    recursive: true,
    filter: (file) => path.extname(file) === '' || path.extname(file) === '.png',
  });
  copyDatabase(into, target);
  const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  writeFileSync(path.join(into, 'package.json'), `${JSON.stringify(appPackage(own), null, 2)}\n`);
};

/** Where the built app is. */
export const desktopFolder = path.join(root, 'dist/desktop');

/** Builds it when it is not there or not of these sources. */
export const ensureDesktop = async (target = process) => {
  const stamp = path.join(root, 'dist/desktop-sources.txt');
  const wanted = describe(target);
  if (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    existsSync(path.join(desktopFolder, 'package.json'))
  )
    return;
  console.error('whenthen: building the desktop app …');
  rmSync(stamp, { force: true });
  await buildDesktop(desktopFolder, target);
  writeFileSync(stamp, wanted);
};

// Tests import this file; a checkout may be reached through a link.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await ensureDesktop();
