import { expect, test } from 'vitest';
import { sayListTime, saySize, sayTook } from './time-words.ts';

test.each([
  [3, '3 ms'],
  [1400, '1.4 s'],
  [60_000, '1 min'],
  [125_000, '2 min 5 s'],
  [11_400_000, '3 h 10 min'],
  [90_000_000, '1 d 1 h'],
])('%s ms is said as %s', (ms, words) => {
  expect(sayTook(ms)).toBe(words);
});

test('a list says the clock today, and the day before that', () => {
  const now = new Date(2026, 5, 10, 15, 0).getTime();
  const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();
  expect(sayListTime(at(2026, 5, 10, 7, 30), now)).toBe('07:30:00');
  expect(sayListTime(at(2026, 5, 9, 23, 5), now)).toBe('yesterday 23:05');
  expect(sayListTime(at(2026, 4, 1, 8, 0), now)).toBe('1 May');
  expect(sayListTime(at(2025, 4, 1, 8, 0), now)).toBe('1 May 2025');
});

test('sizes', () => {
  expect([saySize(12), saySize(1536), saySize(5 * 1024 ** 2)]).toEqual(['12 bytes', '1.5 KB', '5 MB']);
});
