import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { flowsPage } from '../pages/flows-page.ts';

const workflow = readFileSync(
  path.join(import.meta.dirname, '../../engine/n8n/fixtures/exclusive-branches.n8n.json'),
  'utf8',
);

test('a workflow of n8n is dropped, its report read, and it is added, off and with what is to be replaced', async ({
  open,
}) => {
  const page = await open();
  const flows = flowsPage(page);
  await expect(page.getByRole('heading', { name: 'Nothing automated yet' })).toBeVisible();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'Two_ways_again.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, workflow);

  await expect(flows.dialog).toContainText('Two ways again');
  await expect(flows.dialog).toContainText('A workflow of n8n.');
  const replace = flows.dialog.getByRole('region', { name: '1 step to be replaced' });
  await expect(replace).toContainText('Join');
  await expect(replace).toContainText('It looks for items that belong together and joins them.');
  const differ = flows.dialog.getByRole('region', { name: '1 step came over with differences' });
  await expect(differ).toContainText('here the text that is written has to be chosen');
  await expect(flows.dialog.getByRole('region', { name: '7 steps came over' })).toContainText('Webhook, Country');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Add to my flows' }).click();
  await expect(flows.messages).toContainText('Added Two ways again');
  await expect(flows.toggle('Two ways again')).not.toBeChecked();
  await flows.link('Two ways again').click();
  const join = page.getByRole('group', { name: /Join/ }).first();
  await expect(join).toContainText('Was the n8n node n8n-nodes-base.merge');
});
