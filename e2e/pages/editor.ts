import { expect, type Page } from '@playwright/test';

/** Opens a step of the flow on screen, by its name, and waits until its settings are shown below. */
export const openStep = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('group', { name: new RegExp(`^Step \\d+, \\w+, ${name}`) }).click();
  await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
};

/** Chooses one of the ways to test from the menu of the bar. */
export const chooseTest = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'More ways to test' }).click();
  await page.getByRole('menuitem', { name }).click();
};
