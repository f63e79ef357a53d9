import { expect, test } from 'vitest';
import { ago } from './ago.ts';

test.each([
  [0, 'just now'],
  [12, '12 s ago'],
  [-30, 'just now'],
  [90, '1 minute ago'],
  [2 * 3600, '2 hours ago'],
  [86_400, 'yesterday'],
  [3 * 86_400, '3 days ago'],
])('%s seconds ago is "%s"', (seconds, words) => {
  expect(ago(1_000_000_000, 1_000_000_000 + seconds * 1000)).toBe(words);
});
