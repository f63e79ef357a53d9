import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../engine/testing/temp-folder.ts';
import { answerFrom } from './serve-bundle.ts';

const makeBundle = (): string => {
  const parent = tempFolder();
  const folder = join(parent, 'bundle');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<script nonce="__CSP_NONCE__" src="./assets/index.js"></script>');
  writeFileSync(join(folder, 'assets', 'index.js'), 'export {}');
  writeFileSync(join(parent, 'secret.json'), '{}');
  return folder;
};
const ask = (url: string, method = 'GET') => answerFrom(makeBundle(), { method, url });

test('the page has a policy with a nonce of its own, each time another', async () => {
  const [first, second] = [await ask('app://whenthen/'), await ask('app://whenthen/')];
  const policy = first.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
  expect(await first.text()).toBe(`<script nonce="${nonce}" src="./assets/index.js"></script>`);
  expect(second.headers.get('content-security-policy')).not.toBe(policy);
  for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"])
    expect(policy).toContain(part);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test('what belongs to it is given with its type, and nothing guesses another', async () => {
  const answer = await ask('app://whenthen/assets/index.js');
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'nosniff',
  ]);
  expect(await answer.text()).toBe('export {}');
});

test.each([
  'app://whenthen/..%2fsecret.json',
  'app://whenthen/%2e%2e/secret.json',
  'app://whenthen/missing.js',
  'app://whenthen/assets',
  'app://elsewhere/',
])('%s is not there', async (url) => {
  const answer = await ask(url);
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});

test('nothing can be sent to it', async () => {
  expect((await ask('app://whenthen/', 'POST')).status).toBe(405);
});
