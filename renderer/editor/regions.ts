/** The areas of the editor in the order F6 visits them: bar, steps, the flow, and the columns below it. */
const selectors = [
  'header',
  'aside[aria-label="Steps"]',
  '[data-region="flow"]',
  'section[aria-label="What arrived"]',
  'section[aria-label="Set up"]',
  'section[data-region="result"]',
] as const;

const focusable =
  'button:not([disabled]), a[href], input:not([disabled]), textarea, [contenteditable="true"], [tabindex]:not([tabindex="-1"])';

const regionsIn = (root: ParentNode): HTMLElement[] =>
  selectors
    .flatMap((selector) => root.querySelector<HTMLElement>(selector) ?? [])
    .filter((found) => found.offsetParent !== null || found.offsetHeight > 0);

/** Moves the focus to the first control of the next area, or of the one before. */
export const goToRegion = (step: 1 | -1, root: ParentNode = document): void => {
  const regions = regionsIn(root);
  const now = regions.findIndex((region) => region.contains(document.activeElement));
  const from = now < 0 ? (step === 1 ? -1 : 0) : now;
  const next = regions[(from + step + regions.length) % regions.length];
  next?.querySelector<HTMLElement>(focusable)?.focus();
};
