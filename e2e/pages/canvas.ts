import type { Locator, Page } from '@playwright/test';
import { type App, expect } from '../fixtures.ts';
import { importFlow as importFile } from './flow-files.ts';

/** The parts of a flow file these stories look at. */
export interface FlowFile {
  name: string;
  nodes: { id: string; type: string; name?: string; position: { x: number; y: number }; skip: boolean }[];
  edges: { from: string; port: string; to: string }[];
}

/** Brings a flow into a running WhenThen. */
export const importFlow = async (app: App, flow: { name: string; [part: string]: unknown }): Promise<void> => {
  await importFile(app, { format: 'whenthen.flow/1', ...flow });
};

/** The flow as it is on disk. */
export const readFlow = async (app: App, name: string): Promise<FlowFile> =>
  (await app.call('flows.export', { flow: name })) as FlowFile;

/** The lines on disk, as `from>to:port`. */
export const expectLines = async (app: App, name: string, lines: string[]): Promise<void> => {
  await expect
    .poll(async () => (await readFlow(app, name)).edges.map(({ from, port, to }) => `${from}>${to}:${port}`).sort())
    .toEqual([...lines].sort());
};

/** The canvas of the editor. */
export const canvasOf = (page: Page) => {
  const stage = page.getByRole('region', { name: 'Canvas' });
  const picker = page.getByRole('dialog', { name: 'Add a step' });
  return {
    stage,
    picker,
    palette: page.getByRole('complementary', { name: 'Steps' }),
    step: (title: string): Locator => stage.getByRole('group', { name: new RegExp(`^Step \\d+, \\w+, ${title}`) }),
    steps: stage.getByRole('group', { name: /^Step \d+, / }),
    button: (name: string | RegExp): Locator => stage.getByRole('button', { name }),
    place: (label: string): Locator => stage.getByLabel(label, { exact: true }),
    /** Chooses in the picker that is open. */
    pick: async (title: string): Promise<void> => {
      await picker.getByRole('option', { name: title }).first().click();
      await expect(picker).toBeHidden();
    },
    /** Types in the picker that is open and takes what is found first. */
    search: async (words: string): Promise<void> => {
      await expect(picker.getByRole('combobox')).toBeFocused();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await expect(picker).toBeHidden();
    },
  };
};

/** The list of the editor. */
export const listOf = (page: Page) => {
  const grid = page.getByRole('treegrid');
  return {
    grid,
    steps: grid.getByRole('row', { name: /^Step \d+, / }),
    step: (title: string): Locator => grid.getByRole('row', { name: new RegExp(`^Step \\d+, \\w+, ${title}`) }),
  };
};
