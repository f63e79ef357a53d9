import { expect, test } from 'vitest';
import { currentRailId } from './rail-items.ts';

test.each([
  ['/', 'flows'],
  ['/flows/flow_1/list', 'flows'],
  ['/activity?step=4', 'activity'],
  ['/settings/appearance', 'settings'],
  ['/elsewhere', undefined],
])('%s belongs to %s', (location, expected) => {
  expect(currentRailId(location)).toBe(expected);
});
