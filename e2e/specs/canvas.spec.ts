import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { canvasOf, expectLines, importFlow, readFlow } from '../pages/canvas.ts';

const step = (id: string, type: string, x: number, y = 0, more: object = {}) => ({
  id,
  type,
  position: { x, y },
  ...more,
});

const chain = {
  name: 'Chain',
  nodes: [
    step('start', 'manual', 0),
    step('prepare', 'map', 352, 0, { params: { fields: [{ name: 'who', value: 'Ana' }] } }),
    step('tell', 'emit-event', 704, 0, { params: { name: 'done', data: '{{ steps.prepare.who }}' } }),
  ],
  edges: [
    { from: 'start', to: 'prepare' },
    { from: 'prepare', to: 'tell' },
  ],
};

const serious = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

test('a flow is drawn with the mouse, from an empty canvas to a saved row', async ({ app, open }) => {
  await importFlow(app, { name: 'New' });
  const canvas = canvasOf(await open('/flows/New'));
  await canvas.button('Webhook').click();
  await expect(canvas.step('Webhook')).toBeFocused();
  await canvas.button('Then what?').click();
  await canvas.pick('Map fields');
  await canvas.button('Add a step after Map fields').click();
  await canvas.pick('Write to database');
  await expect(canvas.steps).toHaveCount(3);
  await expectLines(app, 'New', ['webhook-1>map-1:out', 'map-1>sqlite-write-1:out']);
});

test('the same flow is drawn with the keyboard alone', async ({ app, open }) => {
  await importFlow(app, { name: 'New' });
  const page = await open('/flows/New');
  const canvas = canvasOf(page);
  await expect(canvas.button('Webhook')).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await canvas.button('Webhook').evaluate((button) => button === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect(canvas.step('Webhook')).toBeFocused();
  await page.keyboard.press('a');
  await canvas.search('map');
  await expect(canvas.step('Map fields')).toBeFocused();
  await page.keyboard.press('a');
  await canvas.search('write to database');
  await expect(canvas.step('Write to database')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(canvas.step('Map fields')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Tidy customer');
  await page.keyboard.press('Enter');
  await expect(canvas.step('Tidy customer')).toBeFocused();
  await expectLines(app, 'New', ['webhook-1>map-1:out', 'map-1>sqlite-write-1:out']);
});

test('steps are connected by two clicks, and by a list', async ({ app, open }) => {
  await importFlow(app, { ...chain, edges: [] });
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  await canvas.place('From Start by hand').click();
  await expect(page.getByText('Choose the step to connect to · Esc to cancel')).toBeVisible();
  await canvas.place('To Map fields').click();
  await expectLines(app, 'Chain', ['start>prepare:out']);

  await canvas.step('Map fields').focus();
  await page.keyboard.press('c');
  await page
    .getByRole('dialog', { name: 'Connect to' })
    .getByRole('option', { name: /Announce event/ })
    .click();
  await expectLines(app, 'Chain', ['start>prepare:out', 'prepare>tell:out']);

  await page.keyboard.press('c');
  await expect(page.getByText('There is no step this one could lead to.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(canvas.step('Map fields')).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('Enter');
  await expectLines(app, 'Chain', ['prepare>tell:out']);
});

test('a line dropped on empty canvas asks for a step, and Esc leaves no trace', async ({ app, open }) => {
  await importFlow(app, chain);
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  const before = await readFlow(app, 'Chain');
  const dropLine = async (): Promise<void> => {
    const box = await canvas.place('From Announce event').boundingBox();
    if (!box) throw new Error('The end of the flow is not on screen.');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 60, box.y + 160, { steps: 6 });
    await page.mouse.up();
  };
  await dropLine();
  await expect(canvas.picker).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(canvas.picker).toBeHidden();
  await expect(canvas.steps).toHaveCount(3);
  expect(await readFlow(app, 'Chain')).toEqual(before);
  await dropLine();
  await canvas.pick('Wait');
  await expectLines(app, 'Chain', ['start>prepare:out', 'prepare>tell:out', 'tell>wait-1:out']);
});

test('a step is put between two others, from the line and from the palette', async ({ app, open }) => {
  await importFlow(app, chain);
  const canvas = canvasOf(await open('/flows/Chain'));
  await canvas.button('Add a step between Start by hand and Map fields').click();
  await canvas.pick('Wait');
  await expectLines(app, 'Chain', ['start>wait-1:out', 'wait-1>prepare:out', 'prepare>tell:out']);
  await canvas.palette.getByRole('button', { name: 'Only continue if' }).click();
  await expectLines(app, 'Chain', [
    'start>wait-1:out',
    'wait-1>filter-1:out',
    'filter-1>prepare:out',
    'prepare>tell:out',
  ]);
});

test('deleting the middle joins what is around it, says what is missing, and undo brings everything back', async ({
  app,
  open,
}) => {
  await importFlow(app, chain);
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  const before = await readFlow(app, 'Chain');
  await canvas.step('Map fields').click();
  await page.keyboard.press('Delete');
  await expectLines(app, 'Chain', ['start>tell:out']);
  const message = page.getByRole('status', { name: 'Messages' });
  await expect(message).toContainText('Deleted Map fields.');
  await expect(message).toContainText('1 field used it.');
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(canvas.step('Map fields')).toBeFocused();
  await expect.poll(() => readFlow(app, 'Chain')).toEqual(before);
});

test('a hundred changes are undone to the very beginning', async ({ app, open }) => {
  await importFlow(app, chain);
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  const before = await readFlow(app, 'Chain');
  await canvas.step('Map fields').focus();
  for (let turn = 0; turn < 99; turn += 1) await page.keyboard.press('s');
  await page.keyboard.press('Control+d');
  await expect(canvas.steps).toHaveCount(4);
  await expect
    .poll(async () => (await readFlow(app, 'Chain')).nodes.map(({ skip }) => skip))
    .toEqual([false, true, false, true]);
  for (let turn = 0; turn < 100; turn += 1) await page.keyboard.press('Control+z');
  await expect(canvas.steps).toHaveCount(3);
  await expect.poll(() => readFlow(app, 'Chain')).toEqual(before);
});

test('a step is dragged on the grid in one undo, and moved by keys without dragging', async ({ app, open }) => {
  await importFlow(app, chain);
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  const place = async () => (await readFlow(app, 'Chain')).nodes.find(({ id }) => id === 'tell')?.position;
  const box = await canvas.step('Announce event').boundingBox();
  if (!box) throw new Error('The step is not on screen.');
  await page.mouse.move(box.x + 60, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 130, { steps: 8 });
  await page.mouse.up();
  await expect.poll(place).not.toEqual({ x: 704, y: 0 });
  await page.keyboard.press('Control+z');
  await expect.poll(place).toEqual({ x: 704, y: 0 });

  await canvas.step('Announce event').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(place).toEqual({ x: 744, y: 8 });
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect
    .poll(async () => (await readFlow(app, 'Chain')).nodes[2])
    .toMatchObject({ skip: true, position: { x: 744, y: 8 } });
});

test('steps are copied through the clipboard of the computer into another flow', async ({ app, open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await importFlow(app, chain);
  await importFlow(app, { name: 'Other' });
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  await canvas.step('Map fields').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await open('/flows/Other');
  await expect(canvas.button('Webhook')).toBeVisible();
  await canvas.stage.focus();
  await page.keyboard.press('Control+v');
  await expect(canvas.steps).toHaveCount(3);
  await expectLines(app, 'Other', ['manual-1>map-1:out', 'map-1>emit-event-1:out']);
});

test('scattered steps are tidied in one undo', async ({ app, open }) => {
  const nodes = chain.nodes.map((node, index) => ({ ...node, position: { x: index * 40, y: index * 130 } }));
  await importFlow(app, { ...chain, nodes });
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  await canvas.step('Map fields').focus();
  await page.keyboard.press('Control+Shift+L');
  const places = async () => (await readFlow(app, 'Chain')).nodes.map(({ position }) => position);
  await expect.poll(places).toEqual([
    { x: 0, y: 0 },
    { x: 352, y: 0 },
    { x: 704, y: 0 },
  ]);
  await page.keyboard.press('Control+z');
  await expect.poll(places).toEqual(nodes.map(({ position }) => position));
});

test('a test shows on the cards what each step made', async ({ app, open }) => {
  await importFlow(app, chain);
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  await canvas.step('Map fields').focus();
  await page.keyboard.press('Control+Enter');
  await expect(canvas.step('Map fields')).toHaveAccessibleName(/Tested/);
  await expect(canvas.step('Map fields')).toContainText('Ana');
});

test('the canvas has no serious barrier, empty or full', async ({ app, open }) => {
  await importFlow(app, { name: 'Empty' });
  await importFlow(app, chain);
  const page = await open('/flows/Empty');
  await expect(canvasOf(page).button('Webhook')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await open('/flows/Chain');
  await canvasOf(page).step('Map fields').click();
  expect(await serious(page)).toEqual([]);
});

test('several steps are picked with a frame, grouped, folded and brought back', async ({ app, open }) => {
  await importFlow(app, chain);
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  const [first, last] = [
    await canvas.step('Map fields').boundingBox(),
    await canvas.step('Announce event').boundingBox(),
  ];
  if (!first || !last) throw new Error('The steps are not on screen.');
  await page.keyboard.down('Shift');
  await page.mouse.move(first.x + 20, first.y - 60);
  await page.mouse.down();
  await page.mouse.move(last.x + 60, last.y + 60, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.getByText('2 steps', { exact: true })).toBeVisible();
  await canvas.button('Group').click();
  await canvas.button('Fold Group').click();
  await expect(canvas.steps).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(canvas.steps).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(canvas.button('Fold Group')).toBeHidden();
});

test('a step is dragged from the palette onto a line, and a loose one is dropped into another', async ({
  app,
  open,
}) => {
  const wide = { start: 0, prepare: 528, tell: 1056 };
  const nodes = chain.nodes.map((node) => ({ ...node, position: { x: wide[node.id as keyof typeof wide], y: 0 } }));
  await importFlow(app, { ...chain, nodes: [...nodes, step('loose', 'wait', 700, 320)] });
  const page = await open('/flows/Chain');
  const canvas = canvasOf(page);
  const middle = async (from: string, to: string) => {
    const [left, right] = [await canvas.place(from).boundingBox(), await canvas.place(to).boundingBox()];
    if (!left || !right) throw new Error('The line is not on screen.');
    return { x: (left.x + right.x + right.width) / 2, y: left.y + left.height / 2 };
  };
  const second = await middle('From Map fields', 'To Announce event');
  const loose = await canvas.step('Wait').boundingBox();
  if (!loose) throw new Error('The loose step is not on screen.');
  await page.mouse.move(loose.x + loose.width / 2, loose.y + 10);
  await page.mouse.down();
  await page.mouse.move(second.x, second.y - 40, { steps: 30 });
  await expect(page.getByText('Insert here')).toBeVisible();
  await page.mouse.up();
  await expectLines(app, 'Chain', ['start>prepare:out', 'prepare>loose:out', 'loose>tell:out']);

  const first = await middle('From Start by hand', 'To Map fields');
  await canvas.palette.getByRole('button', { name: 'Only continue if' }).hover();
  await page.mouse.down();
  // The browser says that something is over a place only with the second move there.
  await page.mouse.move(first.x + 20, first.y + 4, { steps: 5 });
  await page.mouse.move(first.x + 21, first.y + 4);
  await expect(page.getByText('Insert here')).toBeVisible();
  await page.mouse.move(first.x, first.y, { steps: 2 });
  await page.mouse.up();
  await expectLines(app, 'Chain', [
    'start>filter-1:out',
    'filter-1>prepare:out',
    'prepare>loose:out',
    'loose>tell:out',
  ]);
});
