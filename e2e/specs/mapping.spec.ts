import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { type App, expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { DockPage } from '../pages/dock.ts';
import { openStep as pickStep } from '../pages/editor.ts';
import { importFlow } from '../pages/flow-files.ts';

const payload = (customer: object) => ({
  body: {
    type: 'payment_intent.succeeded',
    data: { customer_details: customer, amount: 4900, created: '2026-11-23T09:12:00Z' },
    items: [
      { title: 'Mug', price: 12.5 },
      { title: 'Tea', price: 4 },
    ],
  },
  headers: {},
});

const webhook = {
  id: 'hook',
  type: 'webhook',
  name: 'Stripe event',
  params: { path: 'stripe', verify: { kind: 'none' } },
};

/** A flow of a webhook and one step, with a full and a minimal example. */
const flowWith = (step: object) => ({
  format: 'whenthen.flow/1',
  name: 'Payments',
  nodes: [webhook, { id: 'step', position: { x: 400, y: 0 }, ...step }],
  edges: [{ from: 'hook', to: 'step' }],
  samples: [
    { id: 'full', name: 'Complete', node: 'hook', payload: payload({ email: 'jane@acme.co', name: 'Jane Alvarez' }) },
    { id: 'min', name: 'Minimal', node: 'hook', payload: payload({ email: 'jo@acme.co', name: null }) },
  ],
});

const request = (url: string, text: string) => ({
  type: 'http-request',
  name: 'Welcome',
  params: { method: 'POST', url, body: { kind: 'text', text } },
});

const importStep = (app: App, step: object): Promise<string> => importFlow(app, flowWith(step), { allow: 'all' });

const openStep = async (page: Page, step: string): Promise<DockPage> => {
  await pickStep(page, step);
  return new DockPage(page);
};

const blank = request('https://api.example.com/welcome', '');

test('a field is filled by a click, by dragging, and with a slash', async ({ app, open }) => {
  await importStep(app, blank);
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Welcome');

  await dock.field('Text').click();
  await dock.row(/^E-mail,/).click();
  await expect(dock.chip('Text', 'E-mail, jane@acme.co')).toBeVisible();

  await dock.row(/^Customer name,|^Name,/).dragTo(dock.field('Text'));
  await expect(dock.chip('Text', /ame, Jane Alvarez/)).toBeVisible();

  await dock.field('Text').press('End');
  await dock.field('Text').pressSequentially(' /');
  await expect(page.getByRole('searchbox', { name: 'Find a field' }).last()).toBeFocused();
  await page.keyboard.type('amount');
  await page.keyboard.press('Enter');
  await expect(dock.chip('Text', 'Amount, 4900')).toBeVisible();
  await expect(dock.field('Text')).not.toContainText('/');
});

test('one press of Backspace removes a chip, and undo brings it back', async ({ app, open }) => {
  await importStep(app, request('https://api.example.com', 'Hello {{ trigger.body.data.customer_details.name }}'));
  const dock = await openStep(await open('/flows/Payments'), 'Welcome');
  await dock.field('Text').press('Control+End');
  await dock.field('Text').press('Backspace');
  await expect(dock.field('Text')).toHaveText('Hello');
  await dock.field('Text').press('Control+z');
  await expect(dock.chip('Text', /Jane Alvarez/)).toBeVisible();
});

test('a field is put in, looked at and written around by keyboard alone', async ({ app, open }) => {
  await importStep(app, blank);
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Welcome');
  await dock.field('Text').focus();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find a field' }).last()).toBeFocused();
  await page.keyboard.type('jane');
  await page.keyboard.press('Enter');
  await expect(dock.chip('Text', 'E-mail, jane@acme.co')).toBeVisible();
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByRole('dialog', { name: 'This field' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dock.field('Text')).toBeFocused();
  await page.keyboard.type('!');
  await expect(dock.result).toContainText('jane@acme.co!');
});

test('a change shows its result before it is chosen, and the preview follows', async ({ app, open }) => {
  await importStep(app, request('https://api.example.com', 'Paid on {{ trigger.body.data.created }}'));
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Welcome');
  const chip = await dock.openChip('Text', /Created/);
  await chip.getByRole('button', { name: 'Add a change' }).click();
  await chip.getByRole('searchbox', { name: 'Find a change' }).fill('date');
  await chip.getByRole('button', { name: 'Format date…: 23 Nov 2026' }).click();
  await page.keyboard.press('Escape');
  await expect(dock.chip('Text', 'Created, 23 Nov 2026, changed')).toBeVisible();
  await expect(dock.result).toContainText('Paid on 23 Nov 2026');
});

test('a field that is empty in an example gets a text for that', async ({ app, open }) => {
  await importStep(app, request('https://api.example.com', 'Hello {{ trigger.body.data.customer_details.name }}'));
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Welcome');
  await expect(dock.setUp).toContainText('is empty in 1 of 2 examples');
  await dock.chooseExample('Minimal');
  await expect(dock.chip('Text', /, empty$/)).toBeVisible();
  const chip = await dock.openChip('Text', /, empty$/);
  await chip.getByRole('button', { name: /If empty/ }).click();
  await page.getByRole('option', { name: 'Use a fixed text' }).click();
  await chip.getByRole('textbox', { name: 'Text to use' }).fill('friend');
  await page.keyboard.press('Escape');
  await expect(dock.result).toContainText('Hello friend');
  await expect(dock.setUp).not.toContainText('is empty in 1 of 2 examples');
});

test('a field inside a list asks which of it is meant', async ({ app, open }) => {
  await importStep(app, blank);
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Welcome');
  await dock.field('Text').click();
  await dock.row(/^Title/).click();
  await page.getByRole('button', { name: 'All, joined: Mug, Tea' }).click();
  await expect(dock.chip('Text', /Mug, Tea/)).toBeVisible();
  await expect(dock.result).toContainText('Mug, Tea');
});

test('a reference to a step that is gone shows as missing, in words', async ({ app, open }) => {
  await importStep(app, request('https://api.example.com', 'Hello {{ steps.gone.name }}'));
  const dock = await openStep(await open('/flows/Payments'), 'Welcome');
  await expect(dock.chip('Text', 'Name, missing')).toBeVisible();
  await expect(dock.setUp).toContainText('a step that is no longer there');
});

test('a test sends nothing: no request arrives and no row is written', async ({ app, open }) => {
  let received = 0;
  const sink = createServer((_request, answer) => {
    received += 1;
    answer.end('{}');
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/send`;
  const file = path.join(app.dataDir, 'files', 'shop.db');
  const shop = new Database(file);
  shop.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT)');
  const flow = flowWith(request(address, 'Hello {{ trigger.body.data.customer_details.name }}'));
  const row = {
    id: 'row',
    type: 'sqlite-write',
    name: 'Save person',
    position: { x: 800, y: 0 },
    params: {
      file: 'shop.db',
      table: 'people',
      mode: 'insert',
      values: [{ column: 'email', value: '{{ trigger.body.data.customer_details.email }}' }],
    },
  };
  const document = { ...flow, nodes: [...flow.nodes, row], edges: [...flow.edges, { from: 'step', to: 'row' }] };
  await importFlow(app, document, { allow: 'all' });

  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Save person');
  await dock.result.getByRole('button', { name: 'Test this step' }).click();
  await expect(dock.result).toContainText('jane@acme.co');
  await openStep(page, 'Welcome');
  await page.keyboard.press('t');
  await expect(dock.result).toContainText('Hello Jane Alvarez');
  expect(received).toBe(0);
  expect(shop.prepare('SELECT count(*) AS rows FROM people').get()).toEqual({ rows: 0 });
  shop.close();
  sink.close();
});

test('a service that does not answer is replaced by a typed answer, in tests only', async ({ app, open }) => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/orders`;
  await new Promise((resolve) => closed.close(resolve));
  await importStep(app, { type: 'http-request', name: 'Ask orders', params: { method: 'GET', url } });
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Ask orders');
  await dock.result.getByRole('button', { name: 'Test this step' }).click();
  await dock.result.getByRole('button', { name: 'Type an example answer' }).click();
  await page.getByRole('textbox', { name: 'Answer' }).fill('{"status": 200, "body": {"id": "order-7"}}');
  await page.getByRole('button', { name: 'Use in tests' }).click();
  await expect(dock.result).toContainText('Your example answer');
  await dock.result.getByRole('radio', { name: 'Fields' }).click();
  await expect(dock.result.getByRole('treeitem', { name: /order-7/ })).toBeVisible();
});

test('a file nobody allowed yet is allowed where the test stopped', async ({ app, open }) => {
  const shop = new Database(path.join(app.dataDir, 'files', 'shop.db'));
  shop.exec("CREATE TABLE people (email TEXT); INSERT INTO people VALUES ('ana@example.com')");
  shop.close();
  const params = { file: 'shop.db', sql: 'SELECT email FROM people', bind: [] };
  await importFlow(app, flowWith({ type: 'sqlite-query', name: 'Look up', params }));
  const dock = await openStep(await open('/flows/Payments'), 'Look up');
  await dock.result.getByRole('button', { name: 'Allow' }).click();
  await expect(dock.result.getByRole('button', { name: 'Allow' })).toBeHidden();
  await dock.result.getByRole('radio', { name: 'Fields' }).click();
  await expect(dock.result.getByRole('treeitem', { name: /ana@example.com/ }).first()).toBeVisible();
});

test('a route gets a branch for a kind of event that was seen', async ({ app, open }) => {
  await importStep(app, { type: 'route', name: 'Which kind', params: { value: '{{ trigger.body.type }}', cases: [] } });
  const dock = await openStep(await open('/flows/Payments'), 'Which kind');
  await dock.setUp.getByRole('button', { name: 'Add a branch for payment_intent.succeeded' }).click();
  await expect(dock.field('Branch 1')).toHaveText('payment_intent.succeeded');
  await expect(dock.result).toContainText('Goes on at payment_intent.succeeded.');
});

test('a rule says what it comes to, with the values of the example', async ({ app, open }) => {
  const rules = [{ left: '{{ trigger.body.data.amount }}', op: 'greater', right: '50' }];
  await importStep(app, { type: 'filter', name: 'Big ones', params: { rules } });
  const dock = await openStep(await open('/flows/Payments'), 'Big ones');
  await expect(dock.setUp).toContainText('4900 is greater than 50');
  await expect(dock.result).toContainText('4900 is greater than 50, holds');
  await dock.field('Rule 1: compared with').fill('5000');
  await expect(dock.result).toContainText('4900 is greater than 5000, does not hold');
  await expect(dock.result).toContainText('The flow ends here with this example.');
});

test('a row is filled column by column, from suggestions', async ({ app, open }) => {
  const shop = new Database(path.join(app.dataDir, 'files', 'shop.db'));
  shop.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, amount REAL)');
  shop.close();
  const params = { file: 'shop.db', table: 'people', mode: 'insert', values: [] };
  await importStep(app, { type: 'sqlite-write', name: 'Save person', params });
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Save person');
  await expect(dock.field('email')).toBeVisible();
  await dock.setUp.getByRole('button', { name: 'Suggest mappings' }).click();
  await page.getByRole('button', { name: 'Use 3' }).click();
  await expect(dock.chip('email', /jane@acme\.co/)).toBeVisible();
  await expect(dock.chip('amount', /4900/)).toBeVisible();
  await expect(dock.result).toContainText('jane@acme.co');
});

test('typing stays quick with fifty fields', async ({ app, open }) => {
  const fields = Array.from({ length: 50 }, (_, at) => ({ name: `field_${at}`, value: '{{ trigger.body.type }} x' }));
  await importStep(app, { type: 'map', name: 'Many', params: { fields } });
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Many');
  await dock.field('field_25').press('End');
  // Processor time of the page's main thread: a machine that also does other things makes keys late, not more work.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.POSITIVE_INFINITY;
  };
  const before = await busySeconds();
  await dock.field('field_25').pressSequentially('a'.repeat(60));
  await expect(dock.field('field_25')).toContainText('a'.repeat(60));
  const perKeyMs = ((await busySeconds()) - before) * (1000 / 60);
  console.info(`typing with 50 fields: ${perKeyMs.toFixed(1)} ms of work per key`);
  expect(perKeyMs).toBeLessThan(30);
});

test('in a narrow window the three columns are one at a time', async ({ app, open }) => {
  await importStep(app, request('https://api.example.com', 'Hello {{ trigger.body.data.customer_details.name }}'));
  const page = await open('/flows/Payments');
  await page.setViewportSize({ width: 1024, height: 680 });
  const dock = await openStep(page, 'Welcome');
  await expect(dock.chip('Text', /Jane/)).toBeVisible();
  await expect(dock.result).toBeHidden();
  await page.getByRole('radio', { name: 'What would happen' }).click();
  await expect(dock.result).toContainText('Hello Jane Alvarez');
});

test('the dock has no serious barrier', async ({ app, open }) => {
  await importStep(app, request('https://api.example.com', 'Hello {{ trigger.body.data.customer_details.name }}'));
  const page = await open('/flows/Payments');
  const dock = await openStep(page, 'Welcome');
  await expect(dock.result).toContainText('Hello Jane Alvarez');
  await expectAccessible(page);
});
