import type { Locator, Page } from '@playwright/test';

/** The lower half of the editor: what arrived, how the open step is set up, what would happen. */
export class DockPage {
  readonly arrived: Locator;
  readonly setUp: Locator;
  readonly result: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.arrived = page.getByRole('region', { name: 'What arrived' });
    this.setUp = page.getByRole('region', { name: 'Set up' });
    this.result = page.getByRole('region', { name: 'What would happen' });
  }

  field(label: string): Locator {
    return this.setUp.getByRole('textbox', { name: label, exact: true });
  }

  /** A chip in a field, by what is read aloud: "Customer e-mail, jane@acme.co". */
  chip(label: string, words: string | RegExp): Locator {
    return this.field(label).getByRole('img', { name: words });
  }

  /** A field of what arrived. */
  row(name: string | RegExp): Locator {
    return this.arrived.getByRole('treeitem', { name });
  }

  async chooseExample(name: string): Promise<void> {
    await this.arrived.getByRole('button', { name: /^Sample:/ }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Choose an example' });
    await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async openChip(label: string, words: string | RegExp): Promise<Locator> {
    await this.chip(label, words).click();
    const dialog = this.page.getByRole('dialog', { name: 'This field' });
    await dialog.waitFor();
    return dialog;
  }
}
