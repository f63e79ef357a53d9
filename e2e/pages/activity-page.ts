import type { Locator, Page } from '@playwright/test';

/** Activity as a person finds their way in it. */
export const activityPage = (page: Page) => {
  const grid = page.getByRole('grid', { name: 'Runs, newest first' });
  return {
    grid,
    /** Without the heads of the columns. */
    rows: grid.getByRole('row').filter({ has: page.getByRole('gridcell') }),
    row: (text: string): Locator => grid.getByRole('row').filter({ hasText: text }),
    chosen: grid.getByRole('row', { selected: true }),
    search: page.getByRole('searchbox', { name: 'Search in runs' }),
    filter: (name: string): Locator => page.getByRole('radio', { name }),
    newRuns: page.getByRole('button', { name: /\d+ new run/ }),
  };
};
