import { expect, test } from 'vitest';
import { sayWhen } from './when.ts';

const now = new Date(2026, 5, 10, 15, 0).getTime();
const at = (...parts: [number, number, number, number?, number?]): string => new Date(...parts).toISOString();

test.each([
  [at(2026, 5, 10, 15, 0), 'just now'],
  [at(2026, 5, 10, 15, 4), 'just now'],
  [at(2026, 5, 10, 14, 58), '2 min ago'],
  [at(2026, 5, 10, 12, 30), '2 h ago'],
  [at(2026, 5, 10, 7, 30), 'today, 07:30'],
  [at(2026, 5, 9, 23, 5), 'yesterday, 23:05'],
  [at(2026, 5, 7, 8, 0), '3 days ago'],
  [at(2026, 4, 1, 8, 0), 'May 1'],
  [at(2025, 11, 24, 8, 0), 'Dec 24, 2025'],
])('%s is said as %s', (iso, words) => {
  expect(sayWhen(iso, now)).toBe(words);
});
