import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { openStep } from '../pages/editor.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';

const openPicker = async (page: import('@playwright/test').Page, way: string) => {
  await page.getByRole('button', { name: /^Sample:/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose an example' });
  await dialog.getByRole('tab', { name: way }).click();
  return dialog;
};

const post = (address: string, body: unknown) =>
  fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('broken JSON shows its line, and once mended it is used with its secrets hidden', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('greet'));
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Webhook');
  const dialog = await openPicker(page, 'Paste');
  const box = dialog.getByRole('textbox', { name: 'What to paste' });
  await box.fill('{\n  "name": "Ana"\n  "password": "x1"\n}');
  await expect(dialog.getByRole('alert')).toContainText('comma missing near line 2');
  await expect(dialog.getByText('"name": "Ana"')).toHaveCSS('box-shadow', /inset/);
  await expect(dialog.getByRole('button', { name: 'Use as sample' })).toBeDisabled();
  await expectAccessible(page, '[role=dialog]');
  await box.fill('{\n  "name": "Ana",\n  "password": "x1"\n}');
  await expect(dialog.getByText('Hidden because it looks secret: body.password.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use as sample' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Sample: Pasted' })).toBeVisible();
});

test('a delivery that is waited for becomes the example, and the Inbox offers it again', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('greet'), { on: true });
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Webhook');
  const dialog = await openPicker(page, 'Listen now');
  await expect(dialog.getByText('Waiting for the next delivery…')).toBeVisible();
  await post(`${app.hooksUrl}/hooks/greet`, { name: 'Rui Costa' });
  await expect(dialog.getByText('Got one!')).toBeVisible();
  await expect(dialog.getByText('Rui Costa')).toBeVisible();
  await dialog.getByRole('tab', { name: 'From Inbox' }).click();
  await expect(dialog.getByText('Started 1 run')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use as sample: Rui Costa' }).click();
  await expect(page.getByRole('button', { name: /^Sample: Arrived/ })).toBeVisible();

  await post(`${app.hooksUrl}/hooks/greet`, { name: 'Eva', phone: '1', city: 'Porto' });
  await expect(page.getByText('The sender now sends 2 new fields.')).toBeVisible();
  await page.getByRole('button', { name: 'Update example' }).click();
  await expect(page.getByText('The sender now sends 2 new fields.')).toBeHidden();
});

test('built-in examples are found, kept with the flow, copied, renamed and deleted', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('greet'));
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Webhook');
  const dialog = await openPicker(page, 'Built-in');
  await dialog.getByRole('searchbox').fill('checkout.session');
  await expectAccessible(page, '[role=dialog]');
  await dialog.getByRole('button', { name: /^Minimal: Stripe/ }).click();
  await expect(page.getByRole('button', { name: /^Sample: Stripe – .*, minimal/ })).toBeVisible();

  await openPicker(page, 'Edit a copy');
  await dialog.getByRole('textbox', { name: 'Example' }).fill('{ "type": "mine", }');
  await expect(dialog.getByRole('alert')).toContainText('line 1');
  await dialog.getByRole('textbox', { name: 'Example' }).fill('{ "type": "mine" }');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My own');
  await dialog.getByRole('button', { name: 'Save copy' }).click();
  await expect(page.getByRole('button', { name: 'Sample: My own' })).toBeVisible();

  await openPicker(page, 'In this flow');
  await dialog.getByRole('button', { name: 'Rename My own' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the example' }).fill('Hers');
  await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
  await expectAccessible(page, '[role=dialog]');
  await dialog.getByRole('button', { name: /^Delete Stripe/ }).click();
  await expect(dialog.getByRole('list', { name: 'Examples in this flow' }).getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Sample: Hers' })).toBeVisible();
});
