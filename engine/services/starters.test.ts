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

test('are listed with what a person has to know before using one', async () => {
  const { call } = await openTestEngine();
  const starters = await call('starters.list', {});
  expect(starters.map(({ id }) => `${id}.flow.json`)).toEqual([...files].sort());
  const named = new Map(starters.map((starter) => [starter.id, starter]));
  expect(named.get('failed-payment')).toMatchObject({
    triggers: ['webhook'],
    needs: { credentials: ['Stripe webhook'], grants: [{ kind: 'database' }] },
    inspection: { problems: [] },
  });
  expect(named.get('demo-shop')?.needs.credentials).toEqual([]);
  for (const { sentence, tests, document } of starters) {
    expect(sentence).not.toBe('Not finished yet.');
    expect(tests).toBeGreaterThan(0);
    expect(document.samples.length).toBeGreaterThan(0);
  }
});

test('one becomes a flow of the person with what it asks for allowed', async () => {
  const { call } = await openTestEngine();
  const [starter] = (await call('starters.list', {})).filter(({ id }) => id === 'form-to-table');
  const { report } = await call('flows.create', { document: starter?.document, allow: starter?.needs.grants ?? [] });
  expect(report).toMatchObject({ on: false, missingGrants: [], problems: [] });
  expect(await call('flows.turnOn', { flow: report.id })).toMatchObject({ on: true });
});

test('in the demo shop an added order starts the flow that thanks for it', async () => {
  const { call, importFlow, waitForRun, dataDir } = await openTestEngine();
  await call('demo.ensure', {});
  await importFlow(read('demo-shop.flow.json'));
  const customers = new Sqlite(join(dataDir, 'files', 'demo-shop.db'));
  const added = [];
  for (let count = 0; count < 6; count += 1) added.push(await call('demo.addOrder', {}));
  for (const { runs } of added) expect((await waitForRun(runs[0] ?? 'failed')).status).toBe('succeeded');
  const big = added.filter(({ order }) => order.total > 50).map(({ order }) => order.id);
  const thanked = customers.prepare('SELECT order_id FROM thank_yous ORDER BY order_id').pluck().all();
  expect([big.length > 0, thanked]).toEqual([true, big]);
  await call('demo.reset', {});
  const fresh = new Sqlite(join(dataDir, 'files', 'demo-shop.db'), { readonly: true });
  expect(fresh.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'thank_yous'").pluck().get()).toBe(0);
  customers.close();
  fresh.close();
});

test('a flow file is looked at before it becomes a flow', async () => {
  const { call } = await openTestEngine();
  const preview = await call('flows.preview', { document: read('failed-payment.flow.json') });
  expect(preview).toMatchObject({
    document: { name: 'Follow up failed payments' },
    needs: { grants: [{ kind: 'database', target: expect.stringMatching(/reminders\.db$/) }] },
    missingCredentials: ['Stripe webhook'],
  });
  await call('credentials.set', { name: 'Stripe webhook', value: 'whsec_0123456789abcdef' });
  const again = await call('flows.preview', { document: read('failed-payment.flow.json') });
  expect(again.missingCredentials).toEqual([]);
  await expect(call('flows.preview', { document: { some: 'thing' } })).rejects.toMatchObject({
    code: 'flow.unreadable',
  });
  expect(await call('flows.list', {})).toEqual([]);
});

test.each([
  'morning-summary',
  'new-file-to-list',
  'feed-to-table',
  'tell-me-about-failures',
  'big-order',
  'payment-welcome',
  'booking-form',
])('%s does for real what its first example says, without a network', async (id) => {
  const { call, importFlow } = await openTestEngine();
  await call('demo.ensure', {});
  const flow = read(`${id}.flow.json`);
  await importFlow(flow, { on: false });
  const run = await call('runs.start', { subject: { flow: flow.name }, payload: flow.samples[0].payload });
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  expect(run.steps.map(({ status }) => status)).toEqual(flow.edges.map(() => 'succeeded'));
});

test('there is one for every way to start a flow', async () => {
  const { call } = await openTestEngine();
  const starts = new Set((await call('starters.list', {})).flatMap(({ triggers }) => triggers));
  const triggers = (await call('nodes.list', {})).filter(({ kind }) => kind === 'trigger').map(({ type }) => type);
  expect(triggers.filter((type) => !starts.has(type))).toEqual([]);
});
