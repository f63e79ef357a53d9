import { expect, test } from 'vitest';
import { readChoice, resolveTheme } from './theme.ts';

test.each([
  ['system', true, 'dark'],
  ['system', false, 'light'],
  ['light', true, 'light'],
  ['dark', false, 'dark'],
] as const)('%s on a computer that prefers dark: %s shows %s', (choice, systemIsDark, expected) => {
  expect(resolveTheme(choice, systemIsDark)).toBe(expected);
});

test('an unknown stored choice follows the system', () => {
  expect([readChoice(null), readChoice('purple'), readChoice('dark')]).toEqual(['system', 'system', 'dark']);
});
