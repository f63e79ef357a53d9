import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { type App, expect, test } from '../fixtures.ts';
import { activityPage } from '../pages/activity-page.ts';
import { canvasOf, listOf } from '../pages/canvas.ts';
import { DockPage } from '../pages/dock.ts';
import { runPage } from '../pages/run-page.ts';

/** The whole story of a flow, from an empty app on: made, tried, turned on, run, broken, mended and run again. */

const orders = (app: App): string => path.join(app.dataDir, 'files', 'orders.db');
const createTable = 'CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT, email TEXT, total REAL)';

/** What a program of the person does with their own database, beside WhenThen. */
const inDatabase = <Result>(app: App, use: (database: Database.Database) => Result): Result => {
  const database = new Database(orders(app));
  try {
    return use(database);
  } finally {
    database.close();
  }
};
const rows = (app: App): unknown[] =>
  inDatabase(app, (database) => database.prepare('SELECT name, email, total FROM orders').all());
const fingerprint = (app: App): string =>
  createHash('sha256')
    .update(readFileSync(orders(app)))
    .digest('hex');

const send = async (address: string, body: object): Promise<void> => {
  await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
};
const ana = { name: 'Ana Duarte', email: 'ana@example.com', total: 64.9 };
const rui = { name: 'Rui Costa', email: 'rui@example.com', total: 12 };
const eva = { name: 'Eva Lima', email: 'eva@example.com', total: 8.5 };

const addressShown = async (page: Page): Promise<string> => {
  const address = page.getByRole('textbox', { name: 'Address on this computer' });
  await expect(address).toHaveValue(/\/hooks\/[0-9a-f]{32}$/);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  return address.inputValue();
};

// Each is a dozen stories in one.
test.describe.configure({ timeout: 150_000 });

test('a flow is made, tried, turned on, run, broken, mended and run again', async ({ app, open }) => {
  inDatabase(app, (database) => database.exec(createTable));
  const page = await open();
  const canvas = canvasOf(page);
  const dock = new DockPage(page);
  const dialog = page.getByRole('dialog');

  await page.getByRole('button', { name: 'Blank flow' }).click();
  await canvas.button('Webhook').click();
  const address = await addressShown(page);
  await send(address, ana);
  await expect(page.getByRole('button', { name: /^Sample: Arrived/ })).toBeVisible();

  await canvas.button('Then what?').click();
  await canvas.pick('Map fields');
  await dock.setUp.getByRole('button', { name: 'Suggest fields' }).click();
  for (const name of Object.keys(ana)) await dialog.getByText(name, { exact: true }).first().click();
  await dialog.getByRole('button', { name: 'Use 3 fields' }).click();
  await expect(dock.chip('email', /ana@example\.com/)).toBeVisible();

  await canvas.button('Add a step after Map fields').click();
  await canvas.pick('Write to database');
  await dock.setUp.getByRole('button', { name: 'Choose…' }).click();
  await dialog.getByRole('option', { name: /orders\.db/ }).click();
  await dialog.getByRole('button', { name: 'Choose file' }).click();
  await dock.setUp.getByRole('button', { name: 'Show suggestions Table' }).click();
  await page.getByRole('option', { name: /^orders/ }).click();
  await dock.setUp.getByRole('button', { name: 'Suggest mappings' }).click();
  await dialog.getByRole('button', { name: 'Use 3' }).click();
  await expect(dock.chip('email', /ana@example\.com/)).toBeVisible();

  const before = fingerprint(app);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(canvas.step('Write to database')).toHaveAccessibleName(/Tested/);
  await expect(dock.result).toContainText('ana@example.com');
  expect(fingerprint(app)).toBe(before);

  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('switch', { name: 'Flow is on' })).toBeChecked();
  await send(address, ana);
  await page.getByRole('link', { name: 'Activity' }).click();
  const activity = activityPage(page);
  await expect(activity.row('ana@example.com')).toContainText('Done');
  await send(address, rui);
  await expect(activity.row('rui@example.com')).toContainText('Done');
  await activity.row('rui@example.com').click();
  const run = runPage(page);
  await run.step('Write to database').click();
  await expect(run.panel).toContainText('rui@example.com');
  expect(rows(app)).toEqual([ana, rui]);

  inDatabase(app, (database) => database.exec('DROP TABLE orders'));
  await send(address, eva);
  await page.getByRole('link', { name: 'Activity' }).first().click();
  await expect(activity.row('eva@example.com')).toContainText('Failed');
  await activity.row('eva@example.com').click();
  await expect(run.why).toContainText('Write to database');
  await expect(run.why).toContainText(/table .*orders/);

  await run.why.getByRole('button').first().click();
  await dock.setUp.getByRole('button', { name: 'More options' }).click();
  await dock.setUp.getByText('Create the table if it is not there yet').first().click();
  await page.getByRole('button', { name: 'Retry from step 3' }).click();
  await expect(run.facts('Done')).toBeVisible();
  expect(rows(app)).toEqual([eva]);
  const [again, failed] = await app.call('runs.list', {});
  const mapBegan = async (id = '') =>
    (await app.call('runs.show', { run: id })).steps.find(({ node }) => node === 'map-1')?.startedAt;
  expect(await mapBegan(again?.id)).toBe(await mapBegan(failed?.id));
});

/** Goes on from where the focus is, as Tab does, until something has it. */
const tabTo = async (page: Page, target: Locator, key = 'Tab'): Promise<void> => {
  await target.first().waitFor();
  for (let presses = 0; presses < 90; presses += 1) {
    if (await target.first().evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press(key);
  }
  await expect(target.first()).toBeFocused();
};

test('the same flow is made, tried and turned on by keyboard alone', async ({ app, open }) => {
  inDatabase(app, (database) => database.exec(createTable));
  const page = await open();
  const list = listOf(page);
  const canvas = canvasOf(page);
  const dock = new DockPage(page);
  const dialog = page.getByRole('dialog');
  const press = (key: string) => page.keyboard.press(key);
  const pressAt = async (target: Locator, key = 'Enter', way = 'Tab') => {
    await tabTo(page, target, way);
    await press(key);
  };

  await pressAt(page.getByRole('button', { name: 'Blank flow' }));
  await expect(canvas.button('Webhook')).toBeVisible();
  await press('Control+Shift+O');
  await expect(page).toHaveURL(/\/list$/);
  await pressAt(page.getByRole('main').getByRole('button', { name: /^Webhook/ }));
  await expect(list.step('Webhook')).toBeFocused();
  const address = await addressShown(page);
  await send(address, ana);
  await expect(page.getByRole('button', { name: /^Sample: Arrived/ })).toBeVisible();

  await press('a');
  await canvas.search('map');
  await expect(list.step('Map fields')).toBeFocused();
  await pressAt(dock.setUp.getByRole('button', { name: 'Suggest fields' }));
  for (const name of Object.keys(ana)) await pressAt(dialog.getByRole('checkbox', { name, exact: true }), 'Space');
  await pressAt(dialog.getByRole('button', { name: 'Use 3 fields' }));
  await expect(dock.chip('email', /ana@example\.com/)).toBeVisible();

  await tabTo(page, list.step('Map fields'), 'Shift+Tab');
  await press('a');
  await canvas.search('write to database');
  await expect(list.step('Write to database')).toBeFocused();
  await press('Enter');
  await expect(dock.field('Database file')).toBeFocused();
  await page.keyboard.type('orders.db');
  await tabTo(page, dock.setUp.getByRole('combobox', { name: 'Table' }));
  await page.keyboard.type('orders');
  await pressAt(dock.setUp.getByRole('button', { name: 'Suggest mappings' }));
  await pressAt(dialog.getByRole('button', { name: 'Use 3' }));
  await expect(dock.chip('email', /ana@example\.com/)).toBeVisible();

  const before = fingerprint(app);
  await tabTo(page, list.step('Write to database'), 'Shift+Tab');
  await press('Control+Enter');
  await expect(list.step('Write to database')).toHaveAccessibleName(/Tested/);
  expect(fingerprint(app)).toBe(before);

  await pressAt(page.getByRole('button', { name: 'Turn on' }), 'Enter', 'Shift+Tab');
  await pressAt(dialog.getByRole('button', { name: 'Allow' }));
  await expect(page.getByRole('switch', { name: 'Flow is on' })).toBeChecked();
  await send(address, ana);
  await expect.poll(() => rows(app)).toEqual([ana]);
});
