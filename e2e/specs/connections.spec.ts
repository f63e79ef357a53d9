import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { flowsPage, starterFile } from '../pages/flows-page.ts';

const secret = 'whsec_0123456789abcdef4f2a';

/** A service that lets in one token. */
const openService = async (token: string): Promise<{ url: string; close: () => void }> => {
  const server = createServer(({ headers }, answer) => {
    answer.writeHead(headers.authorization === `Bearer ${token}` ? 200 : 401).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/me`, close: () => server.close() };
};

test('a secret goes in and is never shown again', async ({ open }) => {
  const page = await open('/connections');
  await expect(page.getByRole('heading', { name: 'No connections yet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('Give it a name');
  await dialog.getByLabel('Name').fill('Stripe webhook');
  await dialog.getByLabel('Signing secret', { exact: true }).fill('sk_live_0123456789');
  await expect(dialog).toContainText('This looks like an API key of Stripe');
  await expectAccessible(page);
  await dialog.getByLabel('Signing secret', { exact: true }).fill(secret);
  await expect(dialog).not.toContainText('This looks like');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('ends in …4f2a')).toBeVisible();
  await expect(page.getByText('Looks right')).toBeVisible();
  expect(await page.content()).not.toContain(secret.slice(6));
  await expectAccessible(page);
});

test('a token is tested at an address of the service', async ({ open }) => {
  const service = await openService('right-token-123');
  const page = await open('/connections');
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Shop');
  await dialog.getByRole('button', { name: /Kind/ }).click();
  await page.getByRole('option', { name: 'Token' }).click();
  await dialog.getByRole('textbox', { name: 'Token', exact: true }).fill('wrong-token-123');
  await dialog.getByLabel('Test it with this address').fill(service.url);
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toContainText("didn't accept it");
  await dialog.getByRole('textbox', { name: 'Token', exact: true }).fill('right-token-123');
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Works', { exact: true })).toBeVisible();
  service.close();
});

test('a missing connection is added from the check of a flow, and removing it names the flow', async ({
  app,
  open,
}) => {
  await app.whenthen('import', starterFile('failed-payment'), '--allow', 'all');
  const page = await open();
  const flows = flowsPage(page);
  await flows.press('Follow up failed payments');
  await page.getByRole('link', { name: 'Add connection' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Name')).toHaveValue('Stripe webhook');
  await dialog.getByLabel('Signing secret', { exact: true }).fill(secret);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Follow up failed payments' })).toBeVisible();
  await page.goto(new URL('/#/flows', page.url()).href);
  await flows.press('Follow up failed payments');
  await expect(flows.toggle('Follow up failed payments')).toBeChecked();

  await page.goto(new URL('/#/connections', page.url()).href);
  await page.getByRole('button', { name: 'More for Stripe webhook' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('The flow Follow up failed payments uses it.');
  await page.getByRole('button', { name: 'Remove connection' }).click();
  await expect(page.getByRole('heading', { name: 'No connections yet' })).toBeVisible();
});

test('settings show what is kept and reset the demo shop', async ({ open }) => {
  const page = await open('/settings/data');
  await expect(page.getByText('30 days, at most 100,000 per flow')).toBeVisible();
  await page.getByRole('button', { name: 'Make the demo shop' }).click();
  await page.getByRole('button', { name: 'Reset demo shop…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset demo shop' }).click();
  await expect(page.getByText('The demo shop is as new')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByText('all can be opened')).toBeVisible();
  await page.getByRole('tab', { name: 'General' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page);
});
