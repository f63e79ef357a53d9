import type { Locator, Page } from '@playwright/test';
import { deliver, importStripeRouter, paid, unpaid } from '../deliveries.ts';
import { type App, expect, test } from '../fixtures.ts';
import { activityPage } from '../pages/activity-page.ts';
import { canvasOf, listOf } from '../pages/canvas.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { DockPage } from '../pages/dock.ts';
import { flowsPage, starterFile } from '../pages/flows-page.ts';
import { inboxPage } from '../pages/inbox-page.ts';
import { runPage } from '../pages/run-page.ts';

/** Every screen and window of the app, in both themes: nothing that bars anybody. */

const goTo = (page: Page, route: string): Promise<unknown> => page.goto(new URL(`/#${route}`, page.url()).href);

const windows = '[role=dialog], [role=alertdialog]';

/** Looks at a screen, or at the window over it, once it shows what it is there for. */
const check = async (page: Page, sign: Locator): Promise<void> => {
  await expect(sign).toBeVisible();
  const isDark = (await page.locator('html').getAttribute('data-theme')) === 'dark';
  const isWindow = await sign.evaluate((element, selector) => element.closest(selector) !== null, windows);
  // The other theme differs in its colours only, and what is behind a window is out of reach.
  await expectAccessible(page, isWindow ? windows : 'body', isDark ? 'colours' : 'all');
};

/** Opens a window, looks at it and closes it. */
const checkWindow = async (page: Page, opens: Locator): Promise<void> => {
  await opens.click();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog')).last();
  await check(page, dialog);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
};

/** A flow with runs that went well and badly, one that cannot be turned on yet, and a connection. */
const furnish = async (app: App): Promise<void> => {
  await importStripeRouter(app);
  await app.whenthen('import', starterFile('failed-payment'), starterFile('form-to-table'));
  await app.secret('Stripe webhook', 'whsec_0123456789abcdef');
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  await deliver(app, 'stripe', unpaid('2', null));
};

const checkLists = async (page: Page): Promise<void> => {
  const flows = flowsPage(page);
  const main = page.getByRole('main');
  await check(page, flows.link('Stripe router'));
  await flows.press('Form entries into a table');
  await check(page, flows.dialog);
  await page.keyboard.press('Escape');
  await flows.choose('Stripe router', 'Delete…');
  await check(page, flows.question);
  await flows.question.getByRole('button', { name: 'Cancel' }).click();
  await expect(flows.question).toBeHidden();
  await page.keyboard.press('Control+k');
  await check(page, page.getByRole('dialog'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Shift+?');
  await check(page, page.getByRole('dialog'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await goTo(page, '/inbox');
  await check(page, inboxPage(page).verdict);
  await checkWindow(page, inboxPage(page).button('Test flow with it'));
  await goTo(page, '/practice');
  await check(page, main.getByText('Nothing was sent in practice yet'));
  await goTo(page, '/connections');
  await check(page, main.getByText('Stripe webhook').first());
  await checkWindow(page, main.getByRole('button', { name: 'Add connection' }).first());
  await goTo(page, '/templates');
  await check(page, main.getByRole('link', { name: 'Form entries into a table' }));
  await goTo(page, '/templates/form-to-table');
  await check(page, page.getByRole('dialog'));
  for (const section of ['general', 'data', 'keyboard', 'about']) {
    await goTo(page, `/settings/${section}`);
    await check(page, main.getByRole('tab', { selected: true }));
  }
};

const checkRuns = async (page: Page): Promise<void> => {
  const activity = activityPage(page);
  await goTo(page, '/activity');
  await check(page, activity.row('Failed'));
  await activity.row('Failed').click();
  const run = runPage(page);
  await check(page, run.why);
  for (const name of ['What arrived', 'What it did', 'What it made', 'Compare'])
    if (await run.tab(name).isVisible()) {
      await run.tab(name).click();
      await check(page, run.panel);
    }
  await checkWindow(page, run.button('Edit the data and retry'));
  await checkWindow(page, run.button(/^Retry from step/));
  await run.view('Canvas').click();
  await check(page, page.getByRole('main'));
};

const checkEditor = async (page: Page): Promise<void> => {
  await goTo(page, '/flows/Stripe router');
  const canvas = canvasOf(page);
  const dock = new DockPage(page);
  await check(page, canvas.step('Stripe event'));
  await canvas.step('Stripe event').click();
  await check(page, dock.setUp);
  await canvas.step('Create account').click();
  await check(page, dock.result);
  await page.keyboard.press('a');
  await check(page, canvas.picker);
  await page.keyboard.press('Escape');
  await dock.arrived.getByRole('button', { name: /^Sample:/ }).click();
  const picker = page.getByRole('dialog', { name: 'Choose an example' });
  await expect(picker).toBeVisible();
  for (const tab of await picker.getByRole('tab').all()) {
    await tab.click();
    await check(page, picker.getByRole('tabpanel'));
  }
  await page.keyboard.press('Escape');
  await goTo(page, '/flows/Stripe router/list');
  await check(page, listOf(page).steps.first());
};

const parts = { lists: checkLists, runs: checkRuns, editor: checkEditor };

for (const theme of ['light', 'dark'] as const)
  for (const [part, look] of Object.entries(parts))
    test(`every screen is free of serious barriers, ${part}, ${theme}`, async ({ app, open }) => {
      test.setTimeout(120_000);
      await furnish(app);
      const page = await open();
      await page.evaluate((name) => localStorage.setItem('whenthen.theme', name), theme);
      await page.reload();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await look(page);
    });
