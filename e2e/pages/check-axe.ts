import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Colours on their way from one to another are none of those a person reads; what turns for ever is not waited for. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  );

/**
 * Finds nothing serious or critical on the page, or the part of it a selector names, as it stands; by the rules of WCAG 2.2 AA,
 * or by the one rule that depends on the colours of the theme.
 */
export const expectAccessible = async (page: Page, part = 'body', rules: 'all' | 'colours' = 'all'): Promise<void> => {
  await settled(page);
  const axe = new AxeBuilder({ page })
    .include(part)
    // What is read aloud once is left here for a moment by react-aria, naming a button that may be gone by now.
    .exclude('[data-live-announcer]');
  const { violations } = await (rules === 'colours'
    ? axe.withRules(['color-contrast'])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
};
