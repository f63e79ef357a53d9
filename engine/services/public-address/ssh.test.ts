import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../testing/free-port.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine, readAnswer } from '../../testing/open-engine.ts';
import { hasSshServer, openSshServer } from '../../testing/ssh-server.ts';
import { untilAsync } from '../../testing/until.ts';

const secret = 'whsec_of-this-test';

/** A flow that Stripe starts, open to the internet through a real OpenSSH server that was just met. */
const openThrough = async () => {
  const server = await openSshServer();
  const rig = await openTestEngine();
  const remotePort = await freePort();
  const address = `http://127.0.0.1:${remotePort}`;
  await rig.call('credentials.set', { name: 'Stripe secret', value: secret });
  await rig.call('credentials.set', { name: 'Server key', value: server.key });
  await rig.importFlow(hookFlow({ name: 'Pay', hook: { verify: { kind: 'stripe', credential: 'Stripe secret' } } }));
  await rig.call('publicAddress.open', { flow: 'Pay', node: 'in', isOpen: true });
  await rig.call('publicAddress.choose', {
    settings: {
      provider: 'ssh',
      host: '127.0.0.1',
      port: server.port,
      user: server.user,
      signIn: 'key',
      credential: 'Server key',
      remotePort,
      address,
    },
  });
  await rig.call('publicAddress.turnOn', {});
  const status = () => rig.call('publicAddress.status', {});
  const becomes = (state: string) => untilAsync(async () => (await status()).state === state, 15_000);
  await becomes('blocked');
  return { server, rig, address, status, becomes };
};

const sendAsStripe = async (address: string, id: string) => {
  const body = JSON.stringify({ id, type: 'charge.succeeded' });
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` };
  return readAnswer(await fetch(`${address}/hooks/pay`, { method: 'POST', headers, body }));
};

describe.skipIf(!hasSshServer)('through a real OpenSSH server', () => {
  test('a signed delivery arrives once the person trusts the server, and nothing else is there', async () => {
    const { server, rig, address, status, becomes } = await openThrough();
    const { cause } = await status();
    expect(cause).toMatchObject({ code: 'tunnel.server-unknown', data: { fingerprint: server.fingerprint } });
    await expect(rig.call('publicAddress.trustServer', { fingerprint: 'SHA256:another' })).rejects.toMatchObject({
      code: 'tunnel.nothing-to-trust',
    });
    await rig.call('publicAddress.trustServer', { fingerprint: server.fingerprint });
    await becomes('on');
    expect((await status()).address).toBe(address);
    expect((await sendAsStripe(address, 'evt_1')).json).toMatchObject({ received: true });
    await rig.waitForRun('succeeded');
    for (const path of ['/', '/api', '/wire', '/ticket', '/index.html', '/hooks/', '/hooks/other', '/hooks/../wire']) {
      const answer = await readAnswer(await fetch(address + path));
      expect([path, answer.status, answer.text]).toEqual([path, 404, '']);
    }
    expect((await status()).deliveriesToday).toBe(1);
  });

  test('a server that dies and comes back is connected to again by itself', async () => {
    const { server, rig, address, becomes } = await openThrough();
    await rig.call('publicAddress.trustServer', { fingerprint: server.fingerprint });
    await becomes('on');
    await server.die();
    await becomes('reconnecting');
    await server.start();
    await becomes('on');
    expect((await sendAsStripe(address, 'evt_2')).status).toBe(200);
  }, 30_000);

  test('a server that shows another key is not trusted again by itself', async () => {
    const { server, rig, status, becomes } = await openThrough();
    await rig.call('publicAddress.trustServer', { fingerprint: server.fingerprint });
    await becomes('on');
    await server.die();
    server.changeHostKey();
    await server.start();
    await becomes('blocked');
    expect((await status()).cause).toMatchObject({ code: 'tunnel.server-changed', retryable: false });
  }, 30_000);
});
