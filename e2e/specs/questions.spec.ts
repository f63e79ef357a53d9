import { checkAccessibility } from '../check-accessibility.ts';
import { expect, test } from '../fixtures.ts';
import { importFlow } from '../pages/flow-files.ts';
import { runPage } from '../pages/run-page.ts';

const flow = {
  format: 'whenthen.flow/1',
  name: 'Invoices',
  nodes: [
    { id: 'hook', type: 'webhook', name: 'Order', params: { path: 'invoice', verify: { kind: 'none' } } },
    {
      id: 'ask',
      type: 'approve',
      params: {
        question: 'Send the invoice to {{ trigger.body.name }}?',
        details: 'Total: {{ trigger.body.total }} EUR',
      },
    },
    { id: 'tell', type: 'notify', name: 'Sent', params: { title: 'Sent: {{ steps.ask.note }}' } },
  ],
  edges: [
    { from: 'hook', to: 'ask' },
    { from: 'ask', port: 'yes', to: 'tell' },
  ],
};

test('a flow asks before it goes on; the question stands in Activity until it is answered', async ({ app, open }) => {
  await importFlow(app, flow, { on: true, allow: 'all' });
  await fetch(`${app.hooksUrl}/hooks/invoice`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ana', total: 64.9 }),
  });
  const page = await open('/activity');
  await expect(page.getByRole('link', { name: /Activity/ })).toContainText('1');
  await page.getByRole('row').filter({ hasText: 'Invoices' }).first().click();
  const card = page.getByRole('region', { name: 'Your answer' });
  await expect(card).toContainText('Send the invoice to Ana?');
  await expect(card).toContainText('Total: 64.9 EUR');
  await checkAccessibility(page);
  await card.getByRole('textbox', { name: 'Note (optional)' }).fill('checked');
  await card.getByRole('button', { name: 'Yes' }).click();
  await expect(card).toHaveCount(0);
  await expect(runPage(page).facts('Done')).toBeVisible();
  await expect(page.getByText('Showed “Sent: checked”')).toBeVisible();
});
