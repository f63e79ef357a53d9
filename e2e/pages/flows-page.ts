import path from 'node:path';
import type { Locator, Page } from '@playwright/test';

/** A template as it ships, to be imported as a file. */
export const starterFile = (id: string): string =>
  path.join(import.meta.dirname, '../../resources/starters', `${id}.flow.json`);

/** The list of flows. */
export const flowsPage = (page: Page) => {
  const row = (name: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const choose = async (name: string, command: string): Promise<void> => {
    await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: command }).click();
  };
  return {
    row,
    choose,
    link: (name: string) => page.getByRole('link', { name, exact: true }),
    toggle: (name: string) => row(name).getByRole('switch', { name, exact: true }),
    /** A switch is pressed at what is drawn of it; its input lies below. */
    press: (name: string) => row(name).locator('label').click(),
    dialog: page.getByRole('dialog'),
    question: page.getByRole('alertdialog'),
    filter: (name: string | RegExp) => page.getByRole('radio', { name }),
    search: page.getByRole('searchbox', { name: 'Search flows' }),
    messages: page.getByRole('status', { name: 'Messages' }),
    pickFile: (file: string) => page.getByLabel('Flow file').setInputFiles(file),
    names: () => page.getByRole('list', { name: 'Flows' }).getByRole('link').allInnerTexts(),
  };
};
