import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cloudflaredLines, ngrokLines, putFakeProgram } from '../../testing/fake-program.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openLocaltunnelServer } from '../../testing/localtunnel-server.ts';
import { openTestEngine, type TestEngine } from '../../testing/open-engine.ts';
import { untilAsync } from '../../testing/until.ts';

type Settings = Parameters<TestEngine['engine']['handlers']['publicAddress.choose']>[0]['settings'];

/** Each way with a counterpart on this computer that behaves like its service. */
const ways: [string, (rig: TestEngine) => Promise<Settings>][] = [
  [
    'cloudflared',
    async ({ dataDir }) => {
      putFakeProgram(join(dataDir, 'programs'), 'cloudflared', cloudflaredLines.quick, 'stays');
      return { provider: 'cloudflare-quick' };
    },
  ],
  [
    'ngrok',
    async ({ dataDir, call }) => {
      putFakeProgram(join(dataDir, 'programs'), 'ngrok', ngrokLines.works, 'stays');
      await call('credentials.set', { name: 'ngrok token', value: '2abcDEF_authtoken' });
      return { provider: 'ngrok', credential: 'ngrok token', domain: '' };
    },
  ],
  [
    'localtunnel',
    async () => ({ provider: 'localtunnel', server: (await openLocaltunnelServer()).url, subdomain: '' }),
  ],
];

describe.each(ways)('through %s', (_name, prepare) => {
  test('a delivery arrives at an open webhook, and everything else is a 404', async () => {
    const rig = await openTestEngine();
    await rig.importFlow(hookFlow({ name: 'Open' }));
    await rig.importFlow(hookFlow({ name: 'Shut' }));
    await rig.call('publicAddress.open', { flow: 'Open', node: 'in', isOpen: true, anyoneMay: true });
    await rig.call('publicAddress.choose', { settings: await prepare(rig) });
    await rig.call('publicAddress.turnOn', {});
    await untilAsync(async () => (await rig.call('publicAddress.status', {})).address !== null, 10_000);
    const { address } = await rig.call('publicAddress.status', {});
    const post = (path: string) => fetch(`${address}${path}`, { method: 'POST', body: '{"a":1}' });
    expect((await post('/hooks/open')).status).toBe(200);
    await rig.waitForRun('succeeded');
    for (const path of ['/hooks/shut', '/', '/api', '/wire'])
      expect([path, (await post(path)).status]).toEqual([path, 404]);
    expect((await rig.call('publicAddress.test', {})).latencyMs).toBeGreaterThanOrEqual(0);
    await rig.call('publicAddress.turnOff', {});
    expect(await rig.call('publicAddress.status', {})).toMatchObject({ state: 'off', deliveriesToday: 1 });
  }, 20_000);
});

test('the connection it signs in with is told as used', async () => {
  const rig = await openTestEngine();
  await rig.call('credentials.set', { name: 'ngrok authtoken', value: '2abcDEF_authtoken' });
  const isUsed = async () => (await rig.call('credentials.list', {}))[0]?.isForPublicAddress;
  expect(await isUsed()).toBe(false);
  await rig.call('publicAddress.choose', { settings: { provider: 'ngrok', credential: 'ngrok authtoken' } });
  expect(await isUsed()).toBe(true);
});

test('a connection that was deleted is a sentence', async () => {
  const rig = await openTestEngine();
  await rig.call('publicAddress.choose', { settings: { provider: 'ngrok', credential: 'Gone' } });
  await rig.call('publicAddress.turnOn', {});
  await untilAsync(async () => (await rig.call('publicAddress.status', {})).state === 'blocked');
  expect((await rig.call('publicAddress.status', {})).cause).toMatchObject({
    message: 'The connection "Gone" does not exist on this computer.',
    retryable: false,
  });
});

test('a program is fetched only with the checksum that was shown', async () => {
  const rig = await openTestEngine();
  expect(await rig.call('publicAddress.program', {})).toBeNull();
  await expect(rig.call('publicAddress.fetchProgram', { sha256: '0'.repeat(64) })).rejects.toMatchObject({
    code: 'tunnel.nothing-to-fetch',
  });
});
