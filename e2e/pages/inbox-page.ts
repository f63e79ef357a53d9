import type { Locator, Page } from '@playwright/test';

/** The Inbox as a person finds their way in it. */
export const inboxPage = (page: Page) => {
  const grid = page.getByRole('grid', { name: 'What arrived, newest first' });
  const detail = page.getByRole('region', { name: 'What arrived', exact: true });
  return {
    grid,
    rows: grid.getByRole('row'),
    row: (text: string): Locator => grid.getByRole('row').filter({ hasText: text }),
    detail,
    title: detail.getByRole('heading', { level: 2 }),
    verdict: detail.getByRole('region', { name: 'What became of it' }),
    field: (name: string): Locator => detail.getByRole('treeitem', { name }),
    tab: (name: string): Locator => detail.getByRole('tab', { name }),
    search: page.getByRole('searchbox', { name: 'Search what arrived' }),
    filter: (name: string): Locator => page.getByRole('radio', { name }),
    button: (name: string): Locator => page.getByRole('button', { name }),
    command: (name: string): Locator => page.getByRole('menuitem', { name }),
    // A menu that is closing is a dialog for a moment longer.
    dialog: page.getByRole('dialog').and(page.locator(':not([data-exiting])')),
  };
};
