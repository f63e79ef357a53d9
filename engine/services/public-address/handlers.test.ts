import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freePort } from '../../testing/free-port.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine, readAnswer, type TestEngine } from '../../testing/open-engine.ts';
import { untilAsync } from '../../testing/until.ts';

const secret = 'whsec_of-this-test';
const stripe = { verify: { kind: 'stripe', credential: 'Stripe secret' } };

/** An engine whose public address is simply its own public listener. */
const openPublic = async (): Promise<{ rig: TestEngine; address: string }> => {
  const rig = await openTestEngine();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  await rig.call('publicAddress.choose', { settings: { provider: 'own', address, port } });
  await rig.call('publicAddress.turnOn', {});
  await untilAsync(async () => (await rig.call('publicAddress.status', {})).state === 'on');
  return { rig, address };
};

const send = async (url: string, body: unknown, headers: Record<string, string> = {}) =>
  readAnswer(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );

const signed = (body: unknown): Record<string, string> => {
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret)
    .update(`${time}.${JSON.stringify(body)}`)
    .digest('hex');
  return { 'stripe-signature': `t=${time},v1=${signature}` };
};

test('a webhook is there for the internet only when it was opened, whatever the request says of itself', async () => {
  const { rig, address } = await openPublic();
  await rig.call('credentials.set', { name: 'Stripe secret', value: secret });
  await rig.importFlow(hookFlow({ name: 'Pay', hook: stripe }));
  const body = { id: 'evt_1', type: 'charge.succeeded' };
  const local = { host: '127.0.0.1', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': new URL(rig.hooksUrl).host };
  const closed = await send(`${address}/hooks/pay`, body, { ...signed(body), ...local });
  expect([closed.status, closed.text]).toEqual([404, '']);
  expect(await rig.call('publicAddress.hooks', {})).toMatchObject([
    { flow: 'Pay', label: 'Webhook', path: 'pay', sender: 'Stripe', isOpen: false, isChecked: true },
  ]);

  await rig.call('publicAddress.open', { flow: 'Pay', node: 'in', isOpen: true });
  expect((await send(`${address}/hooks/pay`, body, signed(body))).status).toBe(200);
  await rig.waitForRun('succeeded');
  expect((await send(`${address}/hooks/pay`, body)).status).toBe(401);
  expect(await rig.call('publicAddress.status', {})).toMatchObject({ deliveriesToday: 2, address });

  await rig.call('publicAddress.open', { flow: 'Pay', node: 'in', isOpen: false });
  expect((await send(`${address}/hooks/pay`, body, signed(body))).status).toBe(404);
  expect((await rig.post('pay', body, signed(body))).status).toBe(200);
});

test('a webhook that checks nobody needs a clear yes', async () => {
  const { rig, address } = await openPublic();
  await rig.importFlow(hookFlow({ name: 'Open' }));
  const ask = { flow: 'Open', node: 'in', isOpen: true };
  await expect(rig.call('publicAddress.open', ask)).rejects.toMatchObject({
    code: 'hook.unchecked',
    message: 'Nothing checks who sends to "Webhook", so anyone could start it.',
  });
  expect((await send(`${address}/hooks/open`, {})).status).toBe(404);
  await rig.call('publicAddress.open', { ...ask, anyoneMay: true });
  expect((await send(`${address}/hooks/open`, {})).status).toBe(200);
});

test('a check that is taken away closes the webhook to the internet until the person says yes', async () => {
  const { rig, address } = await openPublic();
  await rig.call('credentials.set', { name: 'Stripe secret', value: secret });
  const { id } = await rig.importFlow(hookFlow({ name: 'Pay', hook: stripe }));
  await rig.call('publicAddress.open', { flow: id, node: 'in', isOpen: true });
  const draft = await rig.call('flows.draft', { flow: id });
  await rig.call('flows.save', { flow: id, document: hookFlow({ name: 'Pay' }), revision: draft.revision });
  await rig.call('flows.turnOn', { flow: id });
  expect((await send(`${address}/hooks/pay`, {})).status).toBe(404);
  expect((await rig.post('pay', {})).status).toBe(200);
  expect((await rig.call('publicAddress.hooks', {}))[0]).toMatchObject({ isOpen: false, isChecked: false });
});

test('an unfinished flow can be open, so that it is built with what a service really sends', async () => {
  const { rig, address } = await openPublic();
  const unfinished = hookFlow({ name: 'Draft', step: { type: 'http-request', params: {} } });
  const { report } = await rig.call('flows.create', { document: unfinished });
  expect((await send(`${address}/hooks/draft`, { a: 1 })).status).toBe(404);
  await rig.call('publicAddress.open', { flow: report.id, node: 'in', isOpen: true, anyoneMay: true });
  // Kept for the flow, and still nothing to see for whoever sends.
  expect((await send(`${address}/hooks/draft`, { a: 1 })).status).toBe(404);
  const [event] = await rig.call('events.list', {});
  expect(event).toMatchObject({ flowId: report.id, verdict: 'flow-off' });
});

test('a stranger who claims to be a loop switches no flow off', async () => {
  const { rig, address } = await openPublic();
  await rig.importFlow(hookFlow({ name: 'Open' }));
  await rig.call('publicAddress.open', { flow: 'Open', node: 'in', isOpen: true, anyoneMay: true });
  await send(`${address}/hooks/open`, {}, { 'x-whenthen-depth': '99' });
  expect((await rig.call('flows.show', { flow: 'Open' })).on).toBe(true);
});

test('time nothing could arrive is told with what else was missed, until it is put away', async () => {
  const { rig } = await openPublic();
  await rig.importFlow(hookFlow({ name: 'Open' }));
  await rig.importFlow(hookFlow({ name: 'Shut' }));
  await rig.call('publicAddress.open', { flow: 'Open', node: 'in', isOpen: true, anyoneMay: true });
  await rig.stop();
  const config = new Sqlite(join(rig.dataDir, 'config.db'));
  const outage = { fromMs: Date.now() - 20 * 60_000, toMs: Date.now() - 8 * 60_000 };
  config
    .prepare("UPDATE settings SET value = json_set(value, '$.state.outages', json(?)) WHERE key = 'public-address'")
    .run(JSON.stringify([outage]));
  config.close();
  const again = await rig.restart();
  expect((await again.call('publicAddress.status', {})).outages).toEqual([
    { from: new Date(outage.fromMs).toISOString(), to: new Date(outage.toMs).toISOString(), why: 'dropped' },
  ]);
  const { gaps } = await again.call('away.report', {});
  expect(gaps.map(({ flow, message }) => [flow, message])).toEqual([
    [
      'Open',
      'The public address did not work for 12 minutes. Most services send again later; look there for what is missing.',
    ],
  ]);
  await again.call('away.dismiss', {});
  expect((await again.call('away.report', {})).gaps).toEqual([]);
});

test('a name that leads nowhere is a sentence, and the doctor says it too', async () => {
  const rig = await openTestEngine();
  const port = await freePort();
  await rig.call('publicAddress.choose', {
    settings: { provider: 'own', address: `http://127.0.0.1:${await freePort()}`, port },
  });
  await rig.call('publicAddress.turnOn', {});
  await untilAsync(async () => (await rig.call('publicAddress.status', {})).state === 'blocked');
  const { cause } = await rig.call('publicAddress.status', {});
  expect(cause?.message).toMatch(/^127\.0\.0\.1 is there, but nothing answers at its port \d+\.$/);
  const checks = await rig.call('app.doctor', {});
  expect(checks.find(({ name }) => name === 'Public address')).toMatchObject({ ok: false, detail: cause?.message });
});

test('a port that is taken is a sentence', async () => {
  const rig = await openTestEngine();
  const port = Number(new URL(rig.hooksUrl).port);
  await rig.call('publicAddress.choose', { settings: { provider: 'own', address: 'hooks.example.com', port } });
  await rig.call('publicAddress.turnOn', {});
  await untilAsync(async () => (await rig.call('publicAddress.status', {})).state === 'blocked');
  expect((await rig.call('publicAddress.status', {})).cause).toMatchObject({ code: 'hooks.port-taken' });
});

test('what was left on is on again after a restart; what was turned off is not', async () => {
  const { rig, address } = await openPublic();
  await rig.importFlow(hookFlow({ name: 'Open' }));
  await rig.call('publicAddress.open', { flow: 'Open', node: 'in', isOpen: true, anyoneMay: true });
  const second = await rig.restart();
  await untilAsync(async () => (await second.call('publicAddress.status', {})).state === 'on');
  expect((await send(`${address}/hooks/open`, {})).status).toBe(200);
  await second.call('publicAddress.turnOff', {});
  const third = await second.restart();
  expect(await third.call('publicAddress.status', {})).toMatchObject({ state: 'off', address: null });
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});
