import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '../fixtures.ts';
import { canvasOf } from '../pages/canvas.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { type FlowFile, importFlow } from '../pages/flow-files.ts';

const flowOf = (params: { [name: string]: unknown }): FlowFile => ({
  format: 'whenthen.flow/1',
  name: 'Orders',
  nodes: [
    { id: 'watch', type: 'sqlite-change', params },
    { id: 'tell', type: 'notify', position: { x: 352, y: 0 }, params: { title: 'Order {{ trigger.row.id }}' } },
  ],
  edges: [{ from: 'watch', to: 'tell' }],
});

const makeShop = (dataDir: string): Database.Database => {
  const shop = new Database(path.join(dataDir, 'files', 'shop.db'));
  shop.pragma('journal_mode = WAL');
  shop.exec(
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO orders (name) VALUES ('Ana'), ('Rui')",
  );
  return shop;
};

test('a table is chosen with its rows in sight, and the way it is watched is said', async ({ app, open }) => {
  const shop = makeShop(app.dataDir);
  const flow = await importFlow(app, flowOf({}));
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).step('Table changes').click();
  await page.getByRole('textbox', { name: 'Database file' }).fill('shop.db');
  await page.getByRole('combobox', { name: 'Table' }).fill('ord');
  await page.getByRole('option', { name: 'orders' }).click();
  await expect(page.getByRole('region', { name: 'Newest rows of orders' })).toContainText('Rui');
  await expect(page.getByText('Looks for rows whose "id" is higher than the last one seen.')).toBeVisible();
  await page.getByText('Removed', { exact: true }).click();
  await expect(page.getByText('Compares all 2 rows', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Use the first as example' }).click();
  await expect(page.getByRole('button', { name: 'Sample: Newest row of orders' })).toBeVisible();
  await expectAccessible(page);
  shop.close();
});

test('triggers are put into a file after their text was agreed to, and taken out again', async ({ app, open }) => {
  const shop = makeShop(app.dataDir);
  const triggers = () => shop.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").pluck().get();
  const flow = await importFlow(app, flowOf({ file: 'shop.db', table: 'orders', detect: 'capture' }));
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).step('Table changes').click();
  await expect(page.getByRole('region', { name: 'What is added to the file' })).toContainText('CREATE TRIGGER');
  const start = page.getByRole('button', { name: 'Start recording' });
  await expect(start).toBeDisabled();
  expect(triggers()).toBe(0);
  await page.getByText('Add exactly this to my file').click();
  await start.click();
  await expect(page.getByText('Changes are being recorded in the file.')).toBeVisible();
  expect(triggers()).toBe(4);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await expect(start).toBeVisible();
  expect(triggers()).toBe(0);
  shop.close();
});
