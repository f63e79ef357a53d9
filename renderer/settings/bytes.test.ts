import { expect, test } from 'vitest';
import { sayBytes } from './bytes.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [12_288, '12 kB'],
  [3_400_000, '3.4 MB'],
  [250_000_000_000, '250 GB'],
])('%d is %s', (bytes, words) => {
  expect(sayBytes(bytes)).toBe(words);
});
