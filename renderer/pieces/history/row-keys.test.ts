import { expect, test } from 'vitest';
import { rowAfterKey } from './row-keys.ts';

test.each([
  ['j', -1, 0],
  ['k', -1, 0],
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 2, 7],
  ['PageUp', 2, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['x', 5, undefined],
])('%s at %s leads to %s', (key, at, expected) => {
  expect(rowAfterKey(key, at, 10, 5)).toBe(expected);
});

test('an empty list leads nowhere', () => {
  expect(rowAfterKey('j', -1, 0, 5)).toBeUndefined();
});
