import { expect, type Page } from '@playwright/test';
import type { App } from '../../e2e/fixtures.ts';

/** One screen in one state. */
export interface View {
  name: string;
  /** The address after `#`, or how to find it out. */
  route: string | ((app: App) => Promise<string>);
  /** Waits until there is something to see, and does what brings the state about. */
  prepare: (page: Page) => Promise<void>;
}

const heading =
  (name: string) =>
  async (page: Page): Promise<void> =>
    expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

const idOf =
  (name: string) =>
  async (app: App): Promise<string> => {
    const flows = (await app.whenthen('list')) as { id: string; name: string }[];
    return flows.find((flow) => flow.name.startsWith(name))?.id ?? 'none';
  };

const flowRoute =
  (name: string, rest = '') =>
  async (app: App): Promise<string> =>
    `/flows/${await idOf(name)(app)}${rest}`;

const runRoute =
  (status: string) =>
  async (app: App): Promise<string> => {
    const runs = (await app.whenthen('runs', '--limit', '100')) as { id: string; status: string }[];
    return `/activity/${runs.find((run) => run.status === status)?.id ?? 'none'}`;
  };

const screen = (name: string, route: string, title: string): View => ({ name, route, prepare: heading(title) });

/** A WhenThen nobody has used yet. */
export const emptyViews: readonly View[] = [
  screen('empty-flows', '/flows', 'Flows'),
  screen('empty-inbox', '/inbox', 'Inbox'),
  screen('empty-activity', '/activity', 'Activity'),
  screen('empty-connections', '/connections', 'Connections'),
];

const isSaved = async (page: Page): Promise<void> => expect(page.getByText('Saved', { exact: true })).toBeAttached();

/** In a narrow window the columns below the flow are shown one at a time. */
const showColumn = async (page: Page, name: string): Promise<void> => {
  const column = page.getByRole('radio', { name });
  if ((await column.count()) > 0) await column.click();
};

/** One that has been used for a while. */
export const seededViews: readonly View[] = [
  screen('flows', '/flows', 'Flows'),
  screen('inbox', '/inbox', 'Inbox'),
  screen('activity', '/activity', 'Activity'),
  screen('connections', '/connections', 'Connections'),
  screen('templates', '/templates', 'Templates'),
  screen('settings', '/settings', 'Settings'),
  screen('settings-public-address', '/settings/public-address', 'Settings'),
  screen('settings-data', '/settings/data', 'Settings'),
  { name: 'editor-canvas', route: flowRoute('Stripe router'), prepare: isSaved },
  { name: 'editor-list', route: flowRoute('Stripe router', '/list'), prepare: isSaved },
  {
    name: 'editor-step',
    route: flowRoute('Stripe router'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByText('Create account', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
      await showColumn(page, 'What would happen');
      await expect(page.getByRole('region', { name: 'What would happen' }).getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'editor-webhook',
    route: flowRoute('Stripe router'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByText('Stripe event', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
    },
  },
  {
    name: 'editor-map',
    route: flowRoute('Stripe router'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByText('Account', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
      await showColumn(page, 'What would happen');
      await expect(page.getByRole('region', { name: 'What would happen' }).getByText('Customer').first()).toBeVisible();
    },
  },
  {
    name: 'editor-route',
    route: flowRoute('Stripe router'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByText('Which event?', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
    },
  },
  {
    name: 'palette',
    route: '/flows',
    prepare: async (page) => {
      await page.getByRole('button', { name: /Search or jump to/ }).click();
      await page.keyboard.type('stripe');
      await expect(page.getByRole('menuitem').first()).toBeVisible();
    },
  },
  {
    name: 'turn-on',
    route: flowRoute('Rechnungen'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByRole('button', { name: 'Turn on' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'sample-picker',
    route: flowRoute('Stripe router'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByText('Stripe event', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
      await showColumn(page, 'What arrived');
      await page.getByRole('button', { name: /^Sample:/ }).click();
      await page.getByRole('tab', { name: 'Built-in' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'template',
    route: '/templates/stripe-router',
    prepare: async (page) => expect(page.getByRole('dialog')).toBeVisible(),
  },
  {
    name: 'run-compare',
    route: runRoute('failed'),
    prepare: async (page) => {
      await page.getByRole('tab', { name: 'Compare' }).click();
    },
  },
  {
    name: 'editor-for-each',
    route: flowRoute('Order lines'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await page.getByText('Tell the team', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
      await showColumn(page, 'What would happen');
      await expect(page.getByText('Item 1')).toBeVisible();
    },
  },
  {
    name: 'editor-table-row',
    route: flowRoute('Order lines'),
    prepare: async (page) => {
      await isSaved(page);
      await page.getByText('Shipping list', { exact: true }).first().click();
      await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
    },
  },
  {
    name: 'run-question',
    route: runRoute('waiting'),
    prepare: async (page) => expect(page.getByRole('region', { name: 'Your answer' })).toBeVisible(),
  },
  screen('practice', '/practice', 'Inbox'),
  { name: 'editor-draft', route: flowRoute('Rechnungen'), prepare: isSaved },
  { name: 'editor-rtl', route: flowRoute('طلبات'), prepare: isSaved },
  {
    name: 'run-done',
    route: runRoute('succeeded'),
    prepare: async (page) => expect(page.getByText('Done').first()).toBeVisible(),
  },
  {
    name: 'run-failed',
    route: runRoute('failed'),
    prepare: async (page) => expect(page.getByText('Failed').first()).toBeVisible(),
  },
];
