import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { importFlow } from '../pages/flow-files.ts';

test('a flow whose e-mails stay here says so on its card, asks once, and goes on', async ({ app, open }) => {
  const flow = await importFlow(app, {
    format: 'whenthen.flow/1',
    name: 'Thank you',
    nodes: [
      { id: 'in', type: 'webhook', params: { path: 'thanks' } },
      {
        id: 'mail',
        type: 'send-email',
        position: { x: 352, y: 0 },
        params: { to: 'ana@example.com', subject: 'Thanks' },
      },
    ],
    edges: [{ from: 'in', to: 'mail' }],
  });
  const page = await open(`/flows/${flow}`);
  await expect(page.getByRole('group', { name: /Send e-mail.*practice/ })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Practice' })).toBeVisible();

  await page.getByRole('button', { name: 'Turn on' }).click();
  const sheet = page.getByRole('dialog', { name: 'Turn on Thank you' });
  await expect(sheet.getByText('E-mails from this flow go to the Practice outbox, not to real people')).toBeVisible();
  await expectAccessible(page, '[role=dialog]');
  await sheet.getByRole('button', { name: 'Connect e-mail' }).click();
  await expect(page.getByRole('region', { name: 'Set up' }).getByText('Send with')).toBeVisible();

  await page.getByRole('button', { name: 'Turn on' }).click();
  await sheet.getByRole('button', { name: 'Turn on anyway' }).click();
  const live = page.getByRole('switch', { name: 'Flow is on' });
  await expect(live).toBeChecked();
  await page.getByText('On', { exact: true }).first().waitFor();
  await live.press('Space');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(live).toBeChecked();
  await expect(sheet).toHaveCount(0);
});
