import { expect, test } from 'vitest';
import { formatKeys } from './format-keys.ts';

test.each([
  ['$mod+K', 'Ctrl K', '⌘K'],
  ['$mod+Shift+D', 'Ctrl Shift D', '⌘⇧D'],
  ['T', 'T', 'T'],
  ['/', '/', '/'],
  ['+', '+', '+'],
])('%s is written %s, on a Mac %s', (keys, plain, mac) => {
  expect(formatKeys(keys, false)).toBe(plain);
  expect(formatKeys(keys, true)).toBe(mac);
});
