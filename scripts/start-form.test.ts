import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chooseElectron, runDesktop } from './desktop-start.mjs';
import { fetchElectron, findElectron, wasTried } from './electron-binary.mjs';
import { decideForm, wordsForApp } from './start-form.mjs';

const question = {
  words: [] as string[],
  platform: 'linux',
  arch: 'x64',
  env: { DISPLAY: ':0' } as NodeJS.ProcessEnv,
  uid: 1000,
  hasBinary: true,
  triedBefore: false,
};
const formOf = (given: Partial<typeof question>): string => decideForm({ ...question, ...given }).form;

describe('the form of the app', () => {
  test.each([
    ['with Electron and a screen', {}, 'desktop'],
    ['on Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'desktop'],
    ['on a Mac, which has no DISPLAY', { platform: 'darwin', env: {} }, 'desktop'],
    ['on Windows, which has no users by number', { platform: 'win32', env: {}, uid: undefined }, 'desktop'],
    ['without Electron', { hasBinary: false }, 'fetch'],
    ['without Electron, after a failed try', { hasBinary: false, triedBefore: true }, 'browser'],
    ['after a failed try, when asked for', { hasBinary: false, triedBefore: true, words: ['--desktop'] }, 'fetch'],
    ['without a screen', { env: {} }, 'browser'],
    ['without a screen, when asked for', { env: {}, words: ['--desktop'] }, 'browser'],
    ['on a build machine', { env: { DISPLAY: ':0', CI: 'true' } }, 'browser'],
    ['on a build machine without Electron', { env: { DISPLAY: ':0', CI: '1' }, hasBinary: false }, 'browser'],
    ['as root', { uid: 0 }, 'browser'],
    ['on another system', { platform: 'freebsd' }, 'browser'],
    ['with --no-open', { words: ['--no-open'] }, 'browser'],
    ['with --json', { words: ['--port', '0', '--json'] }, 'browser'],
    ['with --browser', { words: ['--browser'], hasBinary: false }, 'browser'],
  ] as const)('%s', (_how, given, form) => {
    expect(formOf(given as Partial<typeof question>)).toBe(form);
  });

  test('a person who asked for the browser is told nothing, everybody else why', () => {
    expect(decideForm({ ...question, words: ['--no-open'] }).why).toBeNull();
    expect(decideForm({ ...question, env: {} }).why).toMatch(/\.$/);
    expect(decideForm({ ...question, hasBinary: false, triedBefore: true }).why).toContain('npm start -- --desktop');
  });

  test('words that only choose the form do not reach the app', () => {
    expect(wordsForApp(['--desktop', '--port', '0', '--browser'])).toEqual(['--port', '0']);
  });
});

/** A checkout whose Electron is a program of ours. */
const makeCheckout = (install = 'process.exit(1)'): string => {
  const root = mkdtempSync(path.join(tmpdir(), 'whenthen-electron-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = path.join(root, 'node_modules/electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"version":"45.4.1"}');
  writeFileSync(path.join(folder, 'install.js'), install);
  return root;
};
const installs = (version: string): string => `
  const fs = require('fs');
  fs.mkdirSync(__dirname + '/dist', { recursive: true });
  fs.writeFileSync(__dirname + '/dist/version', '${version}');
  fs.writeFileSync(__dirname + '/dist/electron', '');
  fs.writeFileSync(__dirname + '/path.txt', 'electron');`;
const silent = { say: () => {} };

describe('fetching Electron', () => {
  test('brings the program, of the locked version', async () => {
    const root = makeCheckout(installs('45.4.1'));
    expect(findElectron(root)).toBeUndefined();
    const file = path.join(root, 'node_modules/electron/dist/electron');
    expect(await fetchElectron(root, process.execPath, silent)).toBe(file);
    expect([findElectron(root), wasTried(root)]).toEqual([file, false]);
  });

  test('that fails is remembered, for this version only', async () => {
    const root = makeCheckout();
    expect(await fetchElectron(root, process.execPath, silent)).toBeUndefined();
    expect(wasTried(root)).toBe(true);
    writeFileSync(path.join(root, 'node_modules/electron/package.json'), '{"version":"46.0.0"}');
    expect(wasTried(root)).toBe(false);
  });

  test('that goes on for ever is ended', async () => {
    const root = makeCheckout('setInterval(() => {}, 1000)');
    expect(await fetchElectron(root, process.execPath, { ...silent, limitMs: 300 })).toBeUndefined();
    expect(wasTried(root)).toBe(true);
  });

  test('another version than the locked one does not count', async () => {
    const root = makeCheckout(installs('44.0.0'));
    expect(await fetchElectron(root, process.execPath, silent)).toBeUndefined();
  });

  test('is never begun on a build machine', async () => {
    const root = makeCheckout('require("fs").writeFileSync(__dirname + "/began", "")');
    const env = { DISPLAY: ':0', CI: 'true' };
    expect(await chooseElectron(root, process.execPath, [], { env, platform: 'linux' })).toBeUndefined();
    expect(wasTried(root)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('starting it', () => {
  const program = (script: string): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'whenthen-program-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'electron');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const run = (script: string, limitMs?: number) =>
    runDesktop(program(script), '/app', ['--port', '0'], tmpdir(), limitMs === undefined ? {} : { limitMs });

  test('an app that was ready ended as it ended', async () => {
    expect(await run('[ "$*" = "/app --port 0" ] || exit 9; echo ready > "$WHENTHEN_READY_FILE"; exit 3')).toEqual({
      code: 3,
      signal: null,
    });
  });

  test('one that ended before it was ready has to be shown in the browser', async () => {
    expect(await run('exit 133')).toBeUndefined();
    expect(await run('exit 0')).toBeUndefined();
  });

  test('one that is never ready is ended', async () => {
    expect(await run('exec sleep 600', 200)).toBeUndefined();
  });
});
