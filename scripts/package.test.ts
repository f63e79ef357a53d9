import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, createTargets, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDesktop } from './build-desktop.mjs';
import { updateSettings } from './package.mjs';

/** What marks the place of the fuses in Electron's program, and a row of them as they come. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const unsetFuses = Buffer.concat([Buffer.from([1, 9]), Buffer.from('101011001')]);

/** How a fuse is written: one digit each. */
const [fuseOff, fuseOn] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];

/** Stands in for Electron's own files: enough to pack with, nothing that runs. */
const makeElectron = (folder: string): string => {
  const electron = path.join(folder, 'electron');
  mkdirSync(path.join(electron, 'locales'), { recursive: true });
  mkdirSync(path.join(electron, 'resources'));
  for (const name of ['locales/en-US.pak', 'locales/de.pak', 'LICENSE', 'version', 'chrome-sandbox'])
    writeFileSync(path.join(electron, name), '');
  const program = path.join(electron, 'electron');
  writeFileSync(program, Buffer.concat([Buffer.from(`\x7fELF ${fuseMark}`), unsetFuses, Buffer.from(' end')]));
  chmodSync(program, 0o755);
  return electron;
};

const makeScreens = (folder: string): string => {
  const screens = path.join(folder, 'screens');
  mkdirSync(path.join(screens, 'assets'), { recursive: true });
  writeFileSync(path.join(screens, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(screens, 'assets/index.js'), '');
  return screens;
};

let folder: string;
let unpacked: string;
const root = path.join(import.meta.dirname, '..');
const target = { platform: 'linux', arch: 'x64' };

const pack = (config: object = {}): Promise<string[]> =>
  build({
    projectDir: root,
    targets: createTargets([Platform.LINUX], 'dir', target.arch),
    publish: 'never',
    config: {
      electronDist: path.join(folder, 'electron'),
      directories: { app: path.join(folder, 'app'), output: path.join(folder, 'packages') },
      ...config,
    },
  });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'whenthen-pack-'));
  makeElectron(folder);
  await buildDesktop(path.join(folder, 'app'), target, makeScreens(folder));
  await pack();
  unpacked = path.join(folder, 'packages/linux-unpacked');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packedFiles = (): string[] =>
  listPackage(path.join(unpacked, 'resources/app.asar'), { isPack: false }).map((file) =>
    file.split(path.sep).join('/').slice(1),
  );

describe('a package', () => {
  test('holds the app and nothing of how it is made', () => {
    const files = packedFiles();
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'code/main.js',
        'code/preload.cjs',
        'code/write-thread.js',
        'code/database-child.js',
        'screens/index.html',
        'resources/starters/stripe-router.flow.json',
        'resources/demo/demo-shop.sql',
        'icons/tray.png',
      ]),
    );
    const top = new Set(files.map((file) => file.split('/')[0]));
    expect([...top].toSorted()).toEqual(['code', 'icons', 'node_modules', 'package.json', 'resources', 'screens']);
    const unwanted = /\.(test|spec|fixture)\.|\.tsx?$|\.map$|\.(c|cpp|h|gyp)$|(^|\/)(e2e|bench|testing|deps|src)(\/|$)/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  test('holds one package, and of its binaries the one of the target, outside of the archive', () => {
    const files = packedFiles();
    const packages = new Set(files.flatMap((file) => /^node_modules\/([^/]+)/.exec(file)?.[1] ?? []));
    expect([...packages]).toEqual(['better-sqlite3']);
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
    const outside = path.join(unpacked, 'resources/app.asar.unpacked');
    const loose = readdirSync(outside, { recursive: true }).filter((file) => path.extname(String(file)) !== '');
    expect(loose.map((file) => String(file).split(path.sep).join('/'))).toEqual([
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
  });

  test('cannot be started as plain Node, looked into, or given other code', async () => {
    const fuses = await getCurrentFuseWire(path.join(unpacked, 'whenthen'));
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    for (const fuse of on) expect([fuse, fuses[fuse]]).toEqual([fuse, fuseOn]);
    for (const fuse of off) expect([fuse, fuses[fuse]]).toEqual([fuse, fuseOff]);
  });

  test('looks nowhere for updates unless it was made for that', () => {
    expect(existsSync(path.join(unpacked, 'resources/app-update.yml'))).toBe(false);
  });
});

test('a setting the packager does not know is refused', async () => {
  await expect(pack({ electronFuse: {} })).rejects.toThrow(/electronFuse/);
});

describe('a package that may update itself', () => {
  const env = { WHENTHEN_UPDATES_URL: 'https://updates.example.com', WHENTHEN_PUBLISHER: 'Example Ltd' };

  test('has to be signed, by somebody who is named', () => {
    expect(updateSettings(env, 'win32')).toMatchObject({
      forceCodeSigning: true,
      publish: { provider: 'generic', url: 'https://updates.example.com' },
      win: { signtoolOptions: { publisherName: ['Example Ltd'] }, verifyUpdateCodeSignature: true },
    });
    expect(updateSettings(env, 'darwin')).toMatchObject({ forceCodeSigning: true });
    expect(() => updateSettings({ ...env, WHENTHEN_PUBLISHER: '' }, 'win32')).toThrow(/WHENTHEN_PUBLISHER/);
    expect(() => updateSettings({ ...env, WHENTHEN_UPDATES_URL: 'http://a.example' }, 'darwin')).toThrow(/https/);
  });

  test('is not made for Linux, and not without a place to look', () => {
    expect(updateSettings(env, 'linux')).toEqual({ publish: null });
    expect(updateSettings({}, 'win32')).toEqual({ publish: null });
  });
});
