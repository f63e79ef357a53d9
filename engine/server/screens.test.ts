import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { handlersWith } from '../testing/wire-suite.ts';
import { openInterfaceServer } from './interface-server.ts';

const open = async (isBuilt = true) => {
  const screens = tempFolder();
  mkdirSync(join(screens, 'assets'));
  if (isBuilt) writeFileSync(join(screens, 'index.html'), '<script nonce="__CSP_NONCE__">1</script>');
  writeFileSync(join(screens, 'assets', 'main-1a2b.js'), 'export {};');
  const server = await openInterfaceServer(handlersWith({}), () => () => {}, { port: 0, screens });
  onTestFinished(() => server.stop());
  const start = await fetch(server.openLink(), { redirect: 'manual' });
  const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
  const get = (path: string, headers: Record<string, string> = { cookie }) =>
    fetch(server.url + path, { headers, redirect: 'manual' });
  return { server, start, get };
};

test('the link leads to the page, and the page may run only what came with it', async () => {
  const { start, get } = await open();
  expect([start.status, start.headers.get('location')]).toEqual([303, '/']);
  const page = await get('/');
  const policy = page.headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
  expect(await page.text()).toBe(`<script nonce="${nonce}">1</script>`);
  expect(policy).not.toContain('unsafe');
  const again = await get('/');
  expect(again.headers.get('content-security-policy')).not.toContain(nonce);
});

test('files with their content in the name may be kept, the page may not', async () => {
  const { get } = await open();
  expect((await get('/assets/main-1a2b.js')).headers.get('cache-control')).toContain('immutable');
  expect((await get('/')).headers.get('cache-control')).toBe('no-store');
});

test('without a session there is nothing to see, and no way out of the folder', async () => {
  const { get, server } = await open();
  for (const path of ['/', '/index.html', '/assets/main-1a2b.js', '/start', '/start?code=x', '/nothing'])
    expect([path, (await get(path, {})).status]).toEqual([path, 401]);
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fx', '/.env'])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  const { status } = await fetch(server.openLink(), { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(status).toBe(401);
});

test('screens that were not built say so', async () => {
  const { get } = await open(false);
  const page = await get('/');
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm start')]);
});
