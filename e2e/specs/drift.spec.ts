import { deliver } from '../deliveries.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { openStep } from '../pages/editor.ts';
import { importFlow } from '../pages/flow-files.ts';

test('a field that was always there and is missing is told with its delivery, and never again once it is fine', async ({
  app,
  open,
}) => {
  const flow = await importFlow(
    app,
    {
      format: 'whenthen.flow/1',
      name: 'Orders',
      nodes: [
        { id: 'in', type: 'webhook', params: { path: 'orders' } },
        {
          id: 'keep',
          type: 'map',
          position: { x: 352, y: 0 },
          params: { fields: [{ name: 'to', value: '{{ trigger.body.customer.email | default: "nobody" }}' }] },
        },
      ],
      edges: [{ from: 'in', to: 'keep' }],
    },
    { on: true },
  );
  const send = async (from: number, count: number, customer: object): Promise<void> => {
    for (let at = from; at < from + count; at += 1)
      expect((await deliver(app, 'orders', { number: at, customer })).status).toBe(200);
  };
  const missing = 'customer.email was in all of the last 24 deliveries and is missing in this one.';
  await send(0, 24, { email: 'ana@example.com', name: 'Ana' });
  const page = await open('/');
  await expect(page.getByRole('link', { name: 'Orders', exact: true })).toBeVisible();
  await send(100, 1, { name: 'Rui' });
  await page.getByRole('link', { name: missing }).click();

  const detail = page.getByRole('article');
  await expect(detail.getByText('Not like the deliveries before it')).toBeVisible();
  await expect(detail.getByText(missing)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: missing })).toHaveCount(1);
  await expectAccessible(page, 'main');
  await detail.getByRole('button', { name: 'It is fine' }).click();
  await expect(page.getByText(missing)).toHaveCount(0);

  await send(200, 24, { email: 'ana@example.com' });
  await send(300, 1, {});
  // Of another kind: this is told again, and may become an example of the flow.
  await send(400, 24, { email: 'ana@example.com' });
  await send(500, 1, { email: ['ana@example.com'] });
  await page.goto(`${new URL(page.url()).origin}/#/`);
  await page
    .getByRole('link', { name: 'customer.email was text in all of the last 24 deliveries and is a list' })
    .click();
  await detail.getByRole('button', { name: 'Use as a sample' }).click();
  await expect(page).toHaveURL(new RegExp(`#/flows/${flow}`));
  await expect(page.getByText('It is now an example of the flow.')).toBeVisible();
  await openStep(page, 'Webhook');
  await expect(page.getByRole('button', { name: /^Sample: .*\(/ })).toBeVisible();
});
