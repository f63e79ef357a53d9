import path from 'node:path';
import { expect, test } from 'vitest';
import { resolveAsked, screenAddress } from './scheme.ts';

const folder = path.join(path.sep, 'bundle');
const fileOf = (address: string): string | undefined => resolveAsked(folder, address)?.file;

test('the page and what belongs to it are found, with their types', () => {
  expect(resolveAsked(folder, 'app://whenthen/')).toEqual({
    file: path.join(folder, 'index.html'),
    type: 'text/html; charset=utf-8',
  });
  expect(resolveAsked(folder, 'app://whenthen/assets/index-B3x_1.js')?.type).toBe('text/javascript; charset=utf-8');
  expect(fileOf('app://whenthen/assets/inter-latin@2.woff2?v=1#x')).toBe(
    path.join(folder, 'assets', 'inter-latin@2.woff2'),
  );
});

test('a screen is an address of the one page', () => {
  expect(screenAddress('/activity/run_1')).toBe('app://whenthen/#/activity/run_1');
  expect(fileOf(screenAddress())).toBe(path.join(folder, 'index.html'));
});

test.each([
  'app://whenthen/../secret.key',
  'app://whenthen/..%2f..%2fsecret.key',
  'app://whenthen/assets/..%5c..%5csecret.json',
  'app://whenthen/assets/%252e%252e/secret.json',
  'app://whenthen//etc/passwd',
  'app://whenthen/C:/Windows/win.js',
  'app://whenthen/index.html::$DATA',
  'app://whenthen/index.html%00.js',
  'app://whenthen/.env',
  'app://whenthen/assets/.hidden.js',
  'app://whenthen/assets/',
  'app://whenthen/%E0%A4%A',
  'app://whenthen/program.exe',
  'app://elsewhere/index.html',
  'app://user@whenthen/index.html',
  'app://whenthen:81/index.html',
  'file:///etc/passwd',
  'https://whenthen/index.html',
  'nothing',
])('%s is not there', (address) => {
  expect(fileOf(address)).toBeUndefined();
});

test('an address that is tidied before it is looked at means a file of the bundle', () => {
  expect(fileOf('app://whenthen/%2e%2e/%2e%2e/secret.json')).toBe(path.join(folder, 'secret.json'));
  expect(fileOf('app://whenthen/../../secret.json')).toBe(path.join(folder, 'secret.json'));
});
