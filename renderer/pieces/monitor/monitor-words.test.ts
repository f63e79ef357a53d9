import { expect, test } from 'vitest';
import { describeChart, sayFired, saySeconds } from './monitor-words.ts';

const rule = { direction: 'above', limit: 90, backAt: 85, forMs: 0, everyMs: 1000, noDataMs: 0 } as const;
const at = (hour: number, value: number) => ({ atMs: new Date(2026, 10, 24, hour, 10).getTime(), value });

test('a picture in words', () => {
  expect(describeChart([at(12, 70), at(13, 88), at(14, 72)], rule, '%')).toBe(
    'Now 72 %. Highest 88 % at 13:10. Limit 90 %.',
  );
  expect(describeChart([at(12, 70), at(13, 8)], { ...rule, direction: 'below' }, '')).toBe(
    'Now 8. Lowest 8 at 13:10. Limit 90.',
  );
  expect(describeChart([], rule, '%')).toBe('No reading yet. Limit 90 %.');
});

test('how often it would have started, and since when that is known', () => {
  const hour = 3_600_000;
  expect(sayFired(2, 0, 24 * hour)).toBe('Would have started 2 times in the last 24 h.');
  expect(sayFired(1, 0, hour / 2)).toBe('Would have started once in the last 30 min.');
  expect(sayFired(0, 0, 5 * hour)).toBe('Would not have started in the last 5 h.');
  expect(sayFired(11, 0, 24 * hour)).toContain('That is a lot.');
  expect(sayFired(0, undefined, hour)).toContain('no past');
});

test('times as they are chosen', () => {
  expect([1, 30, 60, 90, 300, 3600, 7200, 86_400].map(saySeconds)).toEqual([
    '1 s',
    '30 s',
    '1 min',
    '90 s',
    '5 min',
    '1 hour',
    '2 hours',
    '1 day',
  ]);
});
