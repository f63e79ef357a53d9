import { checkAccessibility } from '../check-accessibility.ts';
import { expect, test } from '../fixtures.ts';
import { DockPage } from '../pages/dock.ts';
import { openStep } from '../pages/editor.ts';
import { importFlow } from '../pages/flow-files.ts';
import { runPage } from '../pages/run-page.ts';

const lines = (...names: string[]) => ({ items: names.map((name, at) => ({ name, price: 4.5 + at })) });

const flow = {
  format: 'whenthen.flow/1',
  name: 'Order lines',
  nodes: [
    { id: 'hook', type: 'webhook', name: 'Order', params: { path: 'lines', verify: { kind: 'none' } } },
    { id: 'tell', type: 'notify', name: 'Tell me', position: { x: 352, y: 0 }, params: { title: 'An order came' } },
    { id: 'log', type: 'emit-event', name: 'Done', position: { x: 704, y: 0 }, params: { name: 'order.handled' } },
  ],
  edges: [
    { from: 'hook', to: 'tell' },
    { from: 'tell', to: 'log' },
  ],
  samples: [{ id: 'three', name: 'Three lines', node: 'hook', payload: { body: lines('Mug', 'Tea', 'Card') } }],
};

test('a list put into a field makes the step be done for each of its items, after being asked', async ({
  app,
  open,
}) => {
  await importFlow(app, flow, { allow: 'all' });
  const page = await open('/flows/Order lines');
  await openStep(page, 'Tell me');
  const dock = new DockPage(page);
  await dock.field('Text').click();
  await dock.row(/^Name, text, Mug/).click();
  const question = page.getByRole('dialog', { name: 'This is a list. Which of it?' });
  await question.getByRole('button', { name: 'Do this step for each of the 3: Mug, then 2 more' }).click();

  await expect(dock.chip('Text', /Name, Mug/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'This item' })).toBeVisible();
  const result = page.getByRole('region', { name: 'What would happen' });
  await expect(result).toContainText('Item 1');
  await result.getByRole('button', { name: 'Next item' }).click();
  await expect(result).toContainText('Item 2');
  await expect(result).toContainText('Tea');
  await expect(dock.chip('Text', /Name, Tea/)).toBeVisible();
  await expect(page.getByRole('main').getByText('3 ×')).toHaveCount(0);

  await openStep(page, 'For each item');
  await expect(result).toContainText('The list has 3 items.');
  await expect(page.getByRole('main').getByText('3 ×')).toBeVisible();
  await checkAccessibility(page);
});

test('a run over a list shows the item that failed, and does only that one again', async ({ app, open }) => {
  const document = {
    ...flow,
    nodes: [
      flow.nodes[0],
      { id: 'loop', type: 'for-each', params: { list: '{{ trigger.body.items }}' } },
      {
        id: 'price',
        type: 'map',
        name: 'Price',
        params: { fields: [{ name: 'price', value: '{{ item.price }}', type: 'number', required: true }] },
      },
      { id: 'tell', type: 'notify', name: 'Tell me', params: { title: '{{ item.name }}' } },
    ],
    edges: [
      { from: 'hook', to: 'loop' },
      { from: 'loop', port: 'each', to: 'price' },
      { from: 'price', to: 'tell' },
    ],
  };
  await importFlow(app, document, { on: true, allow: 'all' });
  const body = {
    items: [
      { name: 'Mug', price: 4.5 },
      { name: 'Tea', price: null },
      { name: 'Card', price: 2 },
    ],
  };
  await fetch(`${app.hooksUrl}/hooks/lines`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const page = await open('/activity');
  await page.getByRole('row').filter({ hasText: 'Order lines' }).first().click();
  const run = runPage(page);
  await expect(run.why).toContainText('1 of 3 items failed');
  await expect(run.step('Price')).toContainText('1 of 3 failed');
  await run.step('Price').click();
  await expect(page.getByRole('region', { name: 'Price' })).toContainText('Item 2');
  await expect(page.getByRole('region', { name: 'Price' })).toContainText('"price" is required');
  await page.getByRole('region', { name: 'Price' }).getByRole('button', { name: 'Next item' }).click();
  await expect(page.getByRole('region', { name: 'Price' })).toContainText('Item 3');
  await expect(run.step('Tell me')).toContainText('2 items');
});
