import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { describeInstall, isBorrowed, npmCommand, pinnedNode, whyTooOld } from './setup.mjs';

describe('whether an installation still fits', () => {
  test('another lock file or another kind of computer is another installation', () => {
    const install = describeInstall('{"lockfileVersion":3}', 'linux', 'x64');
    expect(install).toMatch(/^[0-9a-f]{64} linux-x64\n$/);
    expect(describeInstall('{"lockfileVersion":3}', 'linux', 'x64')).toBe(install);
    expect(describeInstall('{"lockfileVersion":3} ', 'linux', 'x64')).not.toBe(install);
    expect(describeInstall('{"lockfileVersion":3}', 'darwin', 'x64')).not.toBe(install);
    expect(describeInstall('{"lockfileVersion":3}', 'linux', 'arm64')).not.toBe(install);
  });
});

test('packages that belong to another checkout are not installed over', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whenthen-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(isBorrowed(folder)).toBe(false);
  mkdirSync(path.join(folder, 'theirs'));
  symlinkSync(path.join(folder, 'theirs'), path.join(folder, 'node_modules'));
  expect(isBorrowed(folder)).toBe(true);
});

describe('finding programs', () => {
  test('the Node of the project has another name on Windows', () => {
    expect(pinnedNode('top', 'linux')).toBe(path.join('top', 'node_modules', 'node', 'bin', 'node'));
    expect(pinnedNode('top', 'win32')).toBe(path.join('top', 'node_modules', 'node', 'bin', 'node.exe'));
  });

  test('the npm that started us is used again', () => {
    const env = { npm_execpath: '/usr/lib/npm/bin/npm-cli.js' };
    expect(npmCommand(env, 'linux')).toEqual({ file: process.execPath, args: [env.npm_execpath], shell: false });
  });

  test('without one, or under another package manager, npm is looked for', () => {
    expect(npmCommand({}, 'linux')).toEqual({ file: 'npm', args: [], shell: false });
    expect(npmCommand({ npm_execpath: '/usr/lib/yarn.js' }, 'win32')).toEqual({
      file: 'npm.cmd',
      args: [],
      shell: true,
    });
  });
});

test('a Node before 18 is refused with a sentence', () => {
  expect(whyTooOld('16.20.2')).toContain('Node 16.20.2');
  expect(['18.17.0', '20.20.2', '24.21.0'].map(whyTooOld)).toEqual([undefined, undefined, undefined]);
});
