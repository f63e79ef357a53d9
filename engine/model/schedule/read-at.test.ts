import { expect, test } from 'vitest';
import { readAt } from './read-at.ts';

test.each([
  ['2026-12-01T09:00:00Z', 'Asia/Tokyo', '2026-12-01T09:00:00.000Z'],
  ['2026-12-01T09:00+01:00', 'Asia/Tokyo', '2026-12-01T08:00:00.000Z'],
  ['2026-12-01T09:00', 'Asia/Tokyo', '2026-12-01T00:00:00.000Z'],
  ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
  ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
  ['2027-10-31T02:30', 'Europe/Berlin', '2027-10-31T00:30:00.000Z'],
  ['2027-10-31T03:30', 'Europe/Berlin', '2027-10-31T02:30:00.000Z'],
  ['2026-12-01', 'Europe/Berlin', '2026-11-30T23:00:00.000Z'],
])('%s in %s', (at, zone, expected) => {
  expect(new Date(readAt(at, zone)).toISOString()).toBe(expected);
});

test('what is no time is no number', () => {
  expect(readAt('soon', 'UTC')).toBeNaN();
});
