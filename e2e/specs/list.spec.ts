import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';
import { canvasOf, expectLines, importFlow, listOf, readFlow } from '../pages/canvas.ts';

const branched = {
  name: 'Branched',
  nodes: [
    { id: 'start', type: 'manual', position: { x: 0, y: 0 } },
    { id: 'prepare', type: 'map', position: { x: 352, y: 0 } },
    {
      id: 'check',
      type: 'if',
      position: { x: 704, y: 0 },
      params: { rules: [{ left: '{{ trigger.body }}', op: 'exists' }] },
    },
    { id: 'tell', type: 'emit-event', position: { x: 1056, y: 0 }, params: { name: 'done', data: 'x' } },
  ],
  edges: [
    { from: 'start', to: 'prepare' },
    { from: 'prepare', to: 'check' },
    { from: 'check', port: 'yes', to: 'tell' },
  ],
};

test('a flow is made in the list with the keyboard alone', async ({ app, open }) => {
  await importFlow(app, { name: 'New' });
  const page = await open('/flows/New/list');
  const list = listOf(page);
  const canvas = canvasOf(page);
  await page.getByRole('button', { name: /^Webhook/ }).focus();
  await page.keyboard.press('Enter');
  await expect(list.step('Webhook')).toBeFocused();
  await page.keyboard.press('a');
  await canvas.search('map');
  await expect(list.step('Map fields')).toBeFocused();
  await page.keyboard.press('a');
  await canvas.search('write to database');
  await expect(list.steps).toHaveCount(3);
  await expectLines(app, 'New', ['webhook-1>map-1:out', 'map-1>sqlite-write-1:out']);
  const places = (await readFlow(app, 'New')).nodes.map(({ position }) => position);
  expect(places).toEqual([
    { x: 0, y: 0 },
    { x: 352, y: 0 },
    { x: 704, y: 0 },
  ]);
});

test('list and canvas show the same steps, with the same numbers', async ({ app, open }) => {
  await importFlow(app, branched);
  const page = await open('/flows/Branched/list');
  const list = listOf(page);
  await expect(list.steps).toHaveCount(4);
  const names = async (locator: typeof list.steps): Promise<string[]> =>
    (await locator.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''))).sort();
  const listed = await names(list.steps);
  await open('/flows/Branched');
  const canvas = canvasOf(page);
  await expect(canvas.steps).toHaveCount(4);
  await expect.poll(() => names(canvas.steps)).toEqual(listed);
});

test('branches stand under their step, and a step is added to an empty one', async ({ app, open }) => {
  await importFlow(app, branched);
  const page = await open('/flows/Branched/list');
  const list = listOf(page);
  await expect(list.step('Announce event')).toHaveAttribute('aria-level', '3');
  await list.grid.getByRole('button', { name: 'Add a step to no' }).click();
  await canvasOf(page).pick('Stop');
  await expectLines(app, 'Branched', ['start>prepare:out', 'prepare>check:out', 'check>tell:yes', 'check>stop-1:no']);
});

test('steps are moved, skipped, deleted and brought back from the list', async ({ app, open }) => {
  await importFlow(app, branched);
  const page = await open('/flows/Branched/list');
  const list = listOf(page);
  const before = await readFlow(app, 'Branched');
  await list.step('Announce event').focus();
  await page.keyboard.press('Home');
  await expect(list.step('Start by hand')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.step('Map fields')).toBeFocused();
  await page.keyboard.press('s');
  await expect.poll(async () => (await readFlow(app, 'Branched')).nodes[1]?.skip).toBe(true);
  await page.keyboard.press('Delete');
  await expectLines(app, 'Branched', ['start>check:out', 'check>tell:yes']);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => readFlow(app, 'Branched')).toEqual(before);
});

test('the list has no serious barrier', async ({ app, open }) => {
  await importFlow(app, branched);
  const page = await open('/flows/Branched/list');
  await listOf(page).step('Map fields').click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
  ).toEqual([]);
});

test('a computer without a network edits flows all the same', async ({ app, open }) => {
  await importFlow(app, branched);
  const page = await open('/flows');
  // The browser says that it is offline; the engine is on this computer and answers.
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await open('/flows/Branched/list');
  await expect(listOf(page).step('Map fields')).toHaveAccessibleName(/Prepare/);
});

test('a flow is there again when its page is loaded anew', async ({ app, open }) => {
  await importFlow(app, branched);
  const page = await open('/flows/Branched/list');
  await page.reload();
  await expect(listOf(page).steps).toHaveCount(4);
  await expect(listOf(page).step('Map fields')).toHaveAccessibleName(/Prepare/);
});
