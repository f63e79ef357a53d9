import type { Locator, Page } from '@playwright/test';

/** The page of one run as a person finds their way in it. */
export const runPage = (page: Page) => {
  const dialog = page.getByRole('dialog');
  return {
    title: page.getByRole('heading', { level: 1 }),
    why: page.getByRole('region', { name: 'Why it stopped' }),
    decision: page.getByRole('region', { name: 'Your decision' }),
    steps: page.getByRole('region', { name: 'Steps' }),
    step: (name: string): Locator =>
      page
        .getByRole('region', { name: 'Steps' })
        .getByRole('button')
        .filter({ has: page.getByText(name, { exact: true }) }),
    tab: (name: string): Locator => page.getByRole('tab', { name }),
    panel: page.getByRole('tabpanel'),
    differing: page.getByRole('table', { name: 'Fields that differ' }),
    facts: (words: string): Locator => page.getByRole('main').getByText(words, { exact: true }),
    button: (name: string | RegExp): Locator => page.getByRole('button', { name }),
    link: (name: string): Locator => page.getByRole('link', { name }),
    view: (name: string): Locator => page.getByRole('radio', { name }),
    dialog,
    editor: dialog.getByRole('textbox', { name: 'What arrived, to correct' }),
    changes: dialog.getByRole('table', { name: 'Your changes' }),
  };
};
