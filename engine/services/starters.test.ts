import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openTestEngine } from '../testing/open-engine.ts';

const folder = fileURLToPath(new URL('../../resources/starters/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.flow.json'));
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

describe.each(files)('%s', (name) => {
  test('has no problems, can be switched on, and its own tests pass', async () => {
    const engine = await openTestEngine();
    expect((await engine.call('flows.check', { documents: [read(name)] })).results).toEqual([[]]);
    expect(await engine.importFlow(read(name))).toMatchObject({ on: true, problems: [], missingGrants: [] });
    const results = await engine.call('flows.test', { subject: { flow: read(name).name } });
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });
});

test('the Stripe router does one thing for each kind of event', async () => {
  const engine = await openTestEngine();
  const flow = read('stripe-router.flow.json');
  await engine.importFlow(flow);
  for (const { payload } of flow.samples) {
    const answer = await engine.post('stripe', payload.body);
    expect([answer.status, answer.text]).toEqual([200, '{"received":true}']);
  }
  const count = flow.samples.length;
  const runs = () => engine.call('runs.list', { status: 'succeeded' });
  await expect.poll(async () => (await runs()).length, { timeout: 5000 }).toBe(count);

  const database = new Sqlite(join(engine.dataDir, 'files', 'stripe.db'), { readonly: true });
  const rows = (table: string) => database.prepare(`SELECT * FROM ${table}`).all();
  expect(rows('accounts')).toMatchObject([
    { customer: 'cus_Ana', email: 'ana@example.com', paid: 49, currency: 'EUR', status: 'revoked' },
    { customer: 'pi_3Guest', email: '', paid: 12.5, currency: 'USD', status: 'active' },
  ]);
  expect(rows('reminders')).toMatchObject([
    { recipient: 'ana@example.com', subject: expect.stringContaining('A-0042') },
  ]);
  expect(rows('unhandled')).toMatchObject([{ event: 'evt_1OtherSample', type: 'charge.refunded' }]);
  database.close();

  const again = await engine.post('stripe', flow.samples[0].payload.body);
  expect(again.json).toMatchObject({ received: true, duplicate: true });
  expect(await runs()).toHaveLength(count);
});
