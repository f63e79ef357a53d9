import { expect, test } from '../fixtures.ts';
import { canvasOf } from '../pages/canvas.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { type FlowFile, importFlow } from '../pages/flow-files.ts';

const gaugeFlow: FlowFile = {
  format: 'whenthen.flow/1',
  name: 'Gauge',
  nodes: [
    { id: 'watch', type: 'threshold', params: { metric: { kind: 'gauge', name: 'demo' }, limit: 90, everySeconds: 1 } },
    { id: 'tell', type: 'notify', position: { x: 352, y: 0 }, params: { title: 'High: {{ trigger.value }}' } },
  ],
  edges: [{ from: 'watch', to: 'tell' }],
};

test('a number is in sight while its limit is set, by keys, by dragging and as a field', async ({ app, open }) => {
  const flow = await importFlow(app, gaugeFlow);
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).step('Number crosses limit').click();
  const gauge = page.getByRole('slider', { name: 'Demo gauge' });
  await gauge.fill('40');
  const now = page.getByRole('region', { name: 'The number now' });
  await expect(now.getByRole('status')).toHaveText('40 %');
  await expect(now.getByText('Limit 90 %.', { exact: false })).toBeVisible();

  const limit = now.getByRole('slider', { name: 'Limit' });
  await limit.focus();
  await limit.press('ArrowDown');
  await limit.press('Shift+ArrowDown');
  await expect(limit).toHaveAttribute('aria-valuetext', '79 %');
  const chart = await limit.boundingBox();
  if (!chart) throw new Error('the limit is not drawn');
  await page.mouse.move(chart.x + 40, chart.y + chart.height / 2);
  await page.mouse.down();
  await page.mouse.move(chart.x + 40, chart.y + chart.height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  await expect(limit).not.toHaveAttribute('aria-valuetext', '79 %');

  const field = page.getByRole('textbox', { name: 'Limit' });
  await field.fill('60');
  await field.blur();
  await expect(limit).toHaveAttribute('aria-valuetext', '60 %');
  await gauge.fill('75');
  await expect(now.getByRole('status')).toHaveText('75 %');
  await expectAccessible(page);
});

test('turned past the limit, the gauge starts the flow, and its past is shown', async ({ app, open }) => {
  const flow = await importFlow(app, gaugeFlow, { on: true, allow: 'all' });
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).step('Number crosses limit').click();
  await page.getByRole('slider', { name: 'Demo gauge' }).fill('95');
  await expect.poll(async () => (await app.call('runs.list', {})).map(({ status }) => status)).toEqual(['succeeded']);
  const now = page.getByRole('region', { name: 'The number now' });
  await expect(now.getByText('Would have started once in the last', { exact: false })).toBeVisible({ timeout: 20_000 });
  await now.getByRole('radio', { name: '24 h' }).click();
  await expect(now.getByText('Highest 95 %', { exact: false })).toBeVisible();
});
