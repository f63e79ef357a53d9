import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { chooseTest } from '../pages/editor.ts';
import { type FlowFile, greetingFlow, importFlow } from '../pages/flow-files.ts';

test('a saved test says in words what a change broke', async ({ app, open }) => {
  const file = greetingFlow('greet');
  const flow = await importFlow(app, {
    ...file,
    samples: [{ id: 'ana', name: 'Ana', node: 'in', payload: { body: { name: 'Ana' } } }],
  });
  const page = await open(`/flows/${flow}`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('Test finished. Nothing was sent.')).toBeVisible();
  await chooseTest(page, 'Save this test…');
  const dialog = page.getByRole('dialog', { name: 'Save this test' });
  await expect(dialog.getByRole('checkbox', { name: 'Runs to the end' })).toBeChecked();
  await expect(dialog.getByText('Thanks Ana!')).toBeVisible();
  await expectAccessible(page, '[role=dialog]');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Greets by name');
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await chooseTest(page, 'Tests…');
  const panel = page.getByRole('dialog', { name: 'Tests' });
  await expect(panel.getByText('1 of 1 test passed')).toBeVisible();
  await expectAccessible(page, '[role=dialog]');

  const saved = (await app.whenthen('export', 'Greeting')) as FlowFile;
  await importFlow(
    app,
    JSON.parse(JSON.stringify(saved).replace('Thanks {{ trigger.body.name }}', 'Thanks ')) as FlowFile,
  );
  await page.reload();
  await chooseTest(page, 'Tests…');
  await expect(panel.getByText('0 of 1 test passed')).toBeVisible();
  await expect(panel.getByText('Map fields: subject was "Thanks !", expected "Thanks Ana!".')).toBeVisible();

  await panel.getByRole('button', { name: 'Rename Greets by name' }).click();
  await panel.getByRole('textbox', { name: 'Name of the test' }).fill('Greets');
  await panel.getByRole('button', { name: 'Rename', exact: true }).click();
  await panel.getByRole('button', { name: 'Delete Greets' }).click();
  await expect(panel.getByText('No tests yet.', { exact: false })).toBeVisible();
});
