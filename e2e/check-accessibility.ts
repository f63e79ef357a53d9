import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Where react-aria leaves what it has said; for a few seconds that names a button that is gone by then. */
const announcer = '[data-live-announcer]';

/** Fails with what axe finds serious or worse on the page as it is now. */
export const checkAccessibility = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).exclude(announcer).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(serious).toEqual([]);
};
