import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { deliver } from '../deliveries.ts';
import { expect, test } from '../fixtures.ts';
import { bigFlow, bigFlowSteps } from '../pages/big-flow.ts';
import { canvasOf, importFlow, listOf, readFlow } from '../pages/canvas.ts';
import { DockPage } from '../pages/dock.ts';
import { runPage } from '../pages/run-page.ts';

/** What nobody means well, or nobody thought of: the app stays whole, safe and readable. */

/** Runs when any part of the app takes a text for HTML. */
const attack = `<img src=x onerror="window.hacked=1;alert(1)"><script>window.hacked=1</script>"'\``;
const goTo = (page: Page, route: string): Promise<unknown> => page.goto(new URL(`/#${route}`, page.url()).href);

const expectNoSideways = async (page: Page): Promise<void> => {
  const wider = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(wider, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
};

const echo = (name: string, words: string, more: object = {}) => ({
  name,
  nodes: [
    { id: 'in', type: 'webhook', name: words, params: { path: 'in', maxBodyBytes: 8_000_000 } },
    {
      id: 'pick',
      type: 'map',
      name: `2 ${words}`,
      position: { x: 352, y: 0 },
      params: { fields: [{ name: 'said', value: '{{ trigger.body.name }}' }] },
    },
    {
      id: 'end',
      type: 'stop',
      name: `3 ${words}`,
      position: { x: 704, y: 0 },
      params: { as: 'failed', message: words },
    },
  ],
  edges: [
    { from: 'in', to: 'pick' },
    { from: 'pick', to: 'end' },
  ],
  samples: [{ id: 's', name: words, node: 'in', payload: { body: { [words]: words, name: words } } }],
  ...more,
});

/** Opens every place a text of this flow, of what arrived or of its run is shown at. */
const lookEverywhere = async (page: Page, look: (page: Page) => Promise<void>): Promise<void> => {
  await goTo(page, '/flows');
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  await look(page);
  await page.getByRole('main').getByRole('link').first().click();
  await expect(canvasOf(page).steps).toHaveCount(3);
  for (const at of [0, 1]) {
    await canvasOf(page).steps.nth(at).click();
    await expect(new DockPage(page).setUp).toBeVisible();
    await look(page);
  }
  await page.keyboard.press('Control+Enter');
  await expect(canvasOf(page).steps.nth(1)).toHaveAccessibleName(/Tested/);
  await look(page);
  await goTo(page, `${new URL(page.url()).hash.slice(1)}/list`);
  await expect(listOf(page).steps).toHaveCount(3);
  await look(page);
  await goTo(page, '/inbox');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await look(page);
  }
  await goTo(page, '/activity');
  await expect(page.getByRole('gridcell', { name: 'Failed' })).toBeVisible();
  await look(page);
  await page.getByRole('gridcell', { name: 'Failed' }).click();
  await expect(runPage(page).why).toBeVisible();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await look(page);
  }
};

test('nothing that is shown is run', async ({ app, open }) => {
  await importFlow(app, echo(attack, attack));
  await app.whenthen('on', attack);
  writeFileSync(path.join(app.dataDir, 'files', '<img src=x onerror=hacked=1>.db'), '');
  await fetch(`${app.hooksUrl}/hooks/in?q=${encodeURIComponent(attack)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-words': attack },
    body: JSON.stringify({ [attack]: attack, name: attack }),
  });
  const page = await open();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  const isSafe = async (): Promise<void> => {
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  };
  await lookEverywhere(page, isSafe);
  const policy = (await page.request.get(new URL('/', app.url).href)).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe-(inline|eval)/);
  expect(asked).toEqual([]);

  // A name on this computer can hold such a text too.
  await goTo(page, '/flows');
  await page.getByRole('main').getByRole('link').first().click();
  await canvasOf(page)
    .button(/^Add a step between/)
    .last()
    .click();
  await canvasOf(page).pick('Write to database');
  await page.getByRole('button', { name: 'Choose…' }).click();
  await expect(page.getByRole('option', { name: /onerror/ })).toBeVisible();
  await isSafe();
});

for (const [what, words] of [
  ['long', 'W'.repeat(190)],
  ['right to left', 'مرحبا بالعالم '.repeat(12)],
] as const)
  test(`${what} texts leave the layout as it is`, async ({ app, open }) => {
    await importFlow(app, echo(words, words));
    await app.whenthen('on', words.trim());
    await deliver(app, 'in', { name: words, [words]: words });
    const page = await open();
    for (const size of [
      { width: 1360, height: 880 },
      { width: 1024, height: 680 },
    ]) {
      await page.setViewportSize(size);
      await lookEverywhere(page, expectNoSideways);
    }
  });

test('five megabytes are delivered, shown, and refused as an example in words', async ({ app, open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await importFlow(app, echo('Large', 'Large'));
  await app.whenthen('on', 'Large');
  const large = JSON.stringify({
    name: 'Large',
    rows: Array.from({ length: 500 }, (_, at) => ({ at, text: 'x'.repeat(11_000) })),
  });
  expect(large.length).toBeGreaterThan(5_000_000);
  expect((await deliver(app, 'in', large)).status).toBe(200);
  const page = await open('/inbox');
  await expect(page.getByRole('treeitem', { name: /^Rows/ })).toBeVisible();
  await goTo(page, '/flows/Large');
  await canvasOf(page).steps.nth(1).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), large);
  await page.getByRole('button', { name: /^Sample:/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose an example' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Control+v');
  await expect(dialog.getByText('This is JSON.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use as sample' }).click();
  await expect(page.getByText('This example is larger than 500,000 characters.', { exact: false })).toBeVisible();
});

test('a record of two thousand fields is searched, and a flow of five hundred steps opens', async ({ app, open }) => {
  const fields = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`field_${at}`, at]));
  await importFlow(
    app,
    echo('Wide', 'Wide', { samples: [{ id: 's', name: 'Wide', node: 'in', payload: { body: fields } }] }),
  );
  const page = await open('/flows/Wide');
  await canvasOf(page).steps.nth(1).click();
  const dock = new DockPage(page);
  await dock.arrived.getByRole('searchbox', { name: 'Find a field' }).fill('field 1999');
  await expect(dock.row(/1999, number, 1999/)).toBeVisible();
  await importFlow(app, bigFlow());
  await goTo(page, '/flows/Big');
  await expect(canvasOf(page).stage).toContainText('Start by hand');
  await expect(page.getByRole('application', { name: `Flow canvas, ${bigFlowSteps} steps.` })).toBeVisible();
  await goTo(page, '/flows/Big/list');
  await expect(listOf(page).steps.first()).toBeVisible();
});

test('what is typed while WhenThen is gone is saved once it is back', async ({ app, open }) => {
  await importFlow(app, echo('Kept', 'Kept'));
  const page = await open('/flows/Kept');
  await canvasOf(page).steps.nth(1).click();
  const field = new DockPage(page).field('said');
  await field.click();
  await page.keyboard.type(' before');
  await app.kill();
  await expect(page.getByText('WhenThen is not answering.')).toBeVisible();
  await page.keyboard.type(' and after');
  await app.restart();
  await expect(page.getByText('WhenThen is not answering.')).toBeHidden();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect.poll(async () => JSON.stringify(await readFlow(app, 'Kept'))).toContain('before and after');
});

test('two windows on one flow ask which version is meant', async ({ app, open, context }) => {
  await importFlow(app, echo('Shared', 'Shared'));
  const first = await open('/flows/Shared');
  const second = await context.newPage();
  await second.goto(first.url());
  const rename = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Rename the flow', exact: true }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  };
  const notice = (page: Page) => page.getByText('This flow was changed in another window.');
  for (const page of [first, second]) await expect(canvasOf(page).steps).toHaveCount(3);

  await rename(first, 'First name');
  await expect(first.getByText('Saved', { exact: true })).toBeVisible();
  await rename(second, 'Second name');
  await expect(notice(second)).toBeVisible();
  await second.getByRole('button', { name: 'Keep mine' }).click();
  await expect(notice(second)).toBeHidden();
  await expect(second.getByText('Saved', { exact: true })).toBeVisible();

  await rename(first, 'Third name');
  await expect(notice(first)).toBeVisible();
  await first.getByRole('button', { name: 'Load that version' }).click();
  await expect(notice(first)).toBeHidden();
  await expect(first.getByRole('heading', { level: 1, name: 'Second name' })).toBeVisible();
  expect(await app.call('flows.list', {})).toMatchObject([{ name: 'Second name' }]);
});

test('a session that is over says so', async ({ app, page, context }) => {
  await page.goto(app.url);
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  await context.clearCookies();
  await app.kill();
  await app.restart();
  await expect(page.getByText('This window is not signed in any more.')).toBeVisible();
  await page.goto(app.url);
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  await expect(page.getByText('This window is not signed in any more.')).toBeHidden();
});
