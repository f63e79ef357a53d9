import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { flowsPage } from '../pages/flows-page.ts';

test('a template is found, looked at and used', async ({ open }) => {
  const page = await open('/templates');
  await expect(page.getByRole('link', { name: 'Form entries into a table' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('radio', { name: /Works right now/ }).click();
  await expect(page.getByRole('link', { name: 'Follow up failed payments' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Form entries into a table' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Tidies what was typed');
  await expect(dialog).toContainText('No phone number');
  await expect(dialog.getByRole('figure', { name: 'Form entries into a table, drawn' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use this template' }).click();
  await expect(page).toHaveURL(/#\/flows\/flow_/);

  await page.goto(new URL('/#/flows', page.url()).href);
  const flows = flowsPage(page);
  await flows.press('Form entries into a table');
  await expect(flows.toggle('Form entries into a table')).toBeChecked();
  await expect(flows.messages).toContainText(/listening at http:\S+\/hooks\/[0-9a-f]{24}/);
});

test('used twice, a template makes two flows that do not get in the way of each other', async ({ open }) => {
  const page = await open('/templates');
  const flows = flowsPage(page);
  for (const name of ['Form entries into a table', 'Form entries into a table 2']) {
    await page.goto(new URL('/#/templates/form-to-table', page.url()).href);
    await page.getByRole('button', { name: 'Use this template' }).click();
    await expect(page).toHaveURL(/#\/flows\/flow_/);
    await page.goto(new URL('/#/flows', page.url()).href);
    await flows.press(name);
    await expect(flows.toggle(name)).toBeChecked();
  }
});

test('a template says which connection it needs', async ({ open }) => {
  const page = await open('/templates/failed-payment');
  await expect(page.getByRole('dialog')).toContainText('Add the connection “Stripe webhook”');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/templates$/);
});
