import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '../fixtures.ts';
import { freePort } from '../free-port.ts';
import { canvasOf } from '../pages/canvas.ts';
import { openStep } from '../pages/editor.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';
import { score } from '../score-task.ts';

test('T15 the public address is turned on and the address of a webhook copied', async ({ app, open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const flow = await importFlow(app, greetingFlow('greet'), { on: true, allow: 'all' });
  const address = `http://127.0.0.1:${await freePort()}`;
  const page = await open('/settings/public-address');
  // A way was chosen before, and the webhook was opened: turning it on is all that is left to do.
  const ways = page.getByRole('region', { name: 'How it is reached' });
  await ways.getByRole('button', { name: 'Other ways' }).click();
  await ways.getByText('My own address', { exact: true }).click();
  await ways.getByLabel('Address', { exact: true }).fill(address);
  await ways.getByLabel('Port on this computer').fill(new URL(address).port);
  await ways.getByRole('button', { name: 'Turn on' }).click();
  const panel = page.getByRole('region', { name: 'Public address' });
  await expect(panel.getByRole('status')).toHaveText('On');
  await page.goto(new URL(`/#/flows/${flow}`, app.url).href);
  await openStep(page, 'Webhook');
  await page.getByRole('switch', { name: 'Open to the internet' }).press('Space');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Open it to anyone' }).click();
  await page.goto(new URL('/#/settings/public-address', app.url).href);
  await panel.getByRole('button', { name: 'Turn off' }).click();
  await expect(panel.getByRole('status')).toHaveText('Off');
  await score(
    page,
    { id: 'T15', what: 'Turn on the public address, copy a webhook address', decisions: 1, limits: [2, 0, 7, 3] },
    async () => {
      await panel.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('region', { name: 'Open webhooks' }).getByRole('button', { name: 'Copy address' }).click();
    },
  );
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`${address}/hooks/greet`);
});

test('T18 an alarm goes off once, and again only after it was back to normal', async ({ app, open }) => {
  const flow = await importFlow(
    app,
    {
      format: 'whenthen.flow/1',
      name: 'Gauge',
      nodes: [
        { id: 'watch', type: 'threshold', params: { metric: { kind: 'gauge', name: 'demo' }, everySeconds: 1 } },
        { id: 'tell', type: 'notify', position: { x: 352, y: 0 }, params: { title: 'High: {{ trigger.value }}' } },
      ],
      edges: [{ from: 'watch', to: 'tell' }],
    },
    { allow: 'all' },
  );
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).step('Number crosses limit').click();
  const gauge = page.getByRole('slider', { name: 'Demo gauge' });
  await gauge.fill('50');
  const limit = page.getByRole('textbox', { name: 'Limit' });
  await expect(limit).toBeVisible();
  await score(
    page,
    { id: 'T18', what: 'An alarm at 90, back at 85, turned on', decisions: 2, limits: [5, 6, 16, 4] },
    async () => {
      await limit.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('90');
      await page.getByRole('textbox', { name: 'Back to normal at' }).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('85');
      await page.getByRole('button', { name: 'Turn on' }).click();
      await expect(page.getByRole('switch', { name: 'Flow is on' })).toBeChecked();
    },
  );
  const started = async (): Promise<number> => (await app.call('runs.list', {})).length;
  const reads = async (value: string): Promise<void> => {
    await gauge.fill(value);
    await expect(page.getByRole('region', { name: 'The number now' }).getByRole('status')).toHaveText(`${value} %`);
  };
  await reads('91');
  await expect.poll(started).toBe(1);
  await reads('88');
  await reads('92');
  expect(await started()).toBe(1);
  // Back to normal is an event of its own, and only then the limit counts again.
  await reads('84');
  await expect.poll(started).toBe(2);
  await reads('93');
  await expect.poll(started).toBe(3);
});

test('T19 a table of one’s own is watched', async ({ app, open }) => {
  const shop = new Database(path.join(app.dataDir, 'files', 'shop.db'));
  shop.exec(
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO orders (name) VALUES ('Ana'), ('Rui')",
  );
  shop.close();
  const flow = await importFlow(app, {
    format: 'whenthen.flow/1',
    name: 'Orders',
    nodes: [{ id: 'watch', type: 'sqlite-change' }],
    edges: [],
  });
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).step('Table changes').click();
  const file = page.getByRole('textbox', { name: 'Database file' });
  await expect(file).toBeVisible();
  await score(
    page,
    { id: 'T19', what: 'File, table, rows in sight, one of them the example', decisions: 3, limits: [5, 0, 14, 3] },
    async () => {
      await file.click();
      await file.fill('shop.db');
      await page.getByRole('combobox', { name: 'Table' }).fill('ord');
      await page.getByRole('option', { name: 'orders' }).click();
      await expect(page.getByRole('region', { name: 'Newest rows of orders' })).toContainText('Rui');
      await page.getByRole('button', { name: 'Use the first as example' }).click();
      await expect(page.getByRole('button', { name: 'Sample: Newest row of orders' })).toBeVisible();
    },
  );
});
