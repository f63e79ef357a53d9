import { deliver } from '../deliveries.ts';
import { type App, expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { openStep } from '../pages/editor.ts';
import { type FlowFile, importFlow } from '../pages/flow-files.ts';

const order = (more: object = {}) => ({
  customer: { email: 'ana@example.com', name: 'Ana Duarte' },
  total: 64.9,
  items: [{ sku: 'MUG', price: 12.5 }],
  ...more,
});

const checkedFlow = (params: { [name: string]: unknown } = {}): FlowFile => ({
  format: 'whenthen.flow/1',
  name: 'Orders',
  nodes: [
    { id: 'in', type: 'webhook', params: { path: 'orders' } },
    { id: 'check', type: 'validate', position: { x: 352, y: 0 }, params: { value: '{{ trigger.body }}', ...params } },
    {
      id: 'greet',
      type: 'map',
      position: { x: 704, y: 0 },
      params: { fields: [{ name: 'to', value: '{{ steps.check.customer.email }}' }] },
    },
  ],
  edges: [
    { from: 'in', to: 'check' },
    { from: 'check', to: 'greet' },
  ],
  samples: [
    { id: 's1', name: 'Complete', node: 'in', payload: { headers: {}, body: order({ note: 'ring twice' }) } },
    { id: 's2', name: 'Minimal', node: 'in', payload: { headers: {}, body: order() } },
  ],
});

const runs = (app: App) => app.call('runs.list', { flow: 'Orders' });

test('a contract is learned from the examples, and a payment without it stops with its name', async ({ app, open }) => {
  const flow = await importFlow(app, checkedFlow());
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Check what arrived');
  const setUp = page.getByRole('region', { name: 'Set up' });
  await setUp.getByRole('button', { name: 'Learn from examples' }).click();
  const dialog = page.getByRole('dialog', { name: 'Learn from examples' });
  await expect(dialog.getByRole('checkbox', { name: 'customer.email' })).toBeChecked();
  await expect(dialog.getByText('sometimes there · text · ring twice')).toBeVisible();
  await expectAccessible(page, '[role=dialog]');
  await dialog.getByText('items.*.sku').click();
  await dialog.getByRole('button', { name: 'Add 6 fields' }).click();
  await expect(setUp.getByRole('textbox', { name: 'Field 1' })).toHaveValue('customer.email');
  await expect(setUp.getByText('ana@example.com')).toBeVisible();
  await expect(setUp.getByRole('button', { name: 'note has to be there' })).toHaveAttribute('aria-pressed', 'false');
  await expectAccessible(page, '[data-region=dock], section');

  const out = page.getByRole('region', { name: 'What would happen' });
  await expect(out.getByText('All 6 fields are as expected')).toBeVisible();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('switch', { name: 'Flow is on' })).toBeChecked();
  await deliver(app, 'orders', order());
  await expect.poll(async () => (await runs(app)).map(({ status }) => status)).toEqual(['succeeded']);

  await deliver(app, 'orders', order({ total: '64,90' }));
  await expect.poll(async () => (await runs(app)).map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  await page.goto(`${new URL(page.url()).origin}/#/activity/${(await runs(app))[0]?.id}`);
  await expect(page.getByText('"total" should be a number, but it was text: "64,90".').first()).toBeVisible();
});

test('a default is taken for what is missing, and the run says so', async ({ app, open }) => {
  const flow = await importFlow(
    app,
    checkedFlow({
      fields: [{ path: 'customer.email' }, { path: 'country', type: 'text', ifMissing: 'default', default: 'PT' }],
    }),
  );
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Check what arrived');
  const out = page.getByRole('region', { name: 'What would happen' });
  await expect(out.getByText('"country" was missing; it should be text, so "PT" was taken.')).toBeVisible();
  await expect(out.getByRole('img', { name: 'Default taken' })).toBeVisible();
});
