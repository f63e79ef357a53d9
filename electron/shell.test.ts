import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDesktop } from '../scripts/build-desktop.mjs';

/**
 * The built app, started in plain Node with a stand-in for Electron: its own code, the real engine, its thread and its children,
 * found where the build puts them. What Electron itself does is not tested here.
 */
let folder: string;
let report: Record<string, unknown>;

const testing = path.join(import.meta.dirname, 'testing');

const makeApp = async (): Promise<string> => {
  const app = path.join(folder, 'app');
  const screens = path.join(folder, 'screens');
  mkdirSync(screens);
  writeFileSync(path.join(screens, 'index.html'), '<script nonce="__CSP_NONCE__"></script>');
  await buildDesktop(app, process, screens);
  const electron = path.join(app, 'node_modules/electron');
  mkdirSync(electron);
  cpSync(path.join(testing, 'stand-in-electron.mjs'), path.join(electron, 'index.mjs'));
  cpSync(path.join(testing, 'stand-in-port.mjs'), path.join(electron, 'stand-in-port.mjs'));
  writeFileSync(path.join(electron, 'package.json'), '{"name":"electron","main":"index.mjs"}');
  return app;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'whenthen-shell-'));
  const words = [path.join(testing, 'drive-shell.ts'), await makeApp(), path.join(folder, 'data')];
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 60_000 });
  report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}, 90_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the window is locked, and its page comes from the bundle with a policy', () => {
  expect(report).toMatchObject({
    sandboxed: true,
    scheme: { scheme: 'app', privileges: { standard: true, secure: true } },
    address: 'app://whenthen/#/flows',
    preferences: { contextIsolation: true, sandbox: true, webSecurity: true, nodeIntegration: false, devTools: false },
    outside: 404,
  });
  expect(report.page).toEqual([200, expect.stringMatching(/^default-src 'none'; script-src 'self' 'nonce-/)]);
});

test('the engine runs in it: its files, its writing thread and its children are found', () => {
  expect(report).toMatchObject({
    capabilities: { hooks: true, desktop: true },
    starters: true,
    tables: true,
    answer: 200,
    run: true,
    failed: true,
    notified: 'Hook failed',
  });
});

test('the menu bar chooses commands, and a key that the page hears itself is not chosen twice', () => {
  expect([report.chosen, report.chosenTimes]).toEqual([{ id: 'flow.undo' }, 1]);
});

test('a link is handed over to be looked at, once', () => {
  expect([report.offered, report.offeredAgain]).toEqual([{ fileName: 'Ana', text: '{"name":"Linked"}' }, null]);
});

test('nobody but the page of the window is listened to', () => {
  expect(report.strangers).toEqual([]);
});

test('closing asks while a flow is on, keeps the answer, and hides the window', () => {
  expect(report.asked).toEqual(['Keep your flows running in the background?']);
  expect(report.whenClosed).toBe('keep');
  expect(report.tray).toEqual(
    expect.arrayContaining([expect.stringMatching(/^1 flow on · last run/), 'Hook failed just now', 'Quit WhenThen']),
  );
});

test('without a keyring the key stays in a file, and that is said', () => {
  expect(report.key).toMatchObject({ keptBy: null, why: expect.stringMatching(/keyring/) });
  expect(readFileSync(path.join(folder, 'data/secret.key'), 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=$/);
});

test('after quitting nothing says that it runs', () => {
  expect(existsSync(path.join(folder, 'data/running.json'))).toBe(false);
});
