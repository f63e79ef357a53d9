import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Nothing serious may stand between anyone and this page, or the part of it a selector names, as it is shown now. */
export const checkAccessibility = async (page: Page, part = 'body'): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(rules).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
};
