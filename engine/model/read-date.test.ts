import { describe, expect, test } from 'vitest';
import { isDayText, readDate } from './read-date.ts';

const iso = (value: string | number, timeZone = 'UTC'): string | undefined => {
  const instantMs = readDate(value, timeZone);
  return instantMs === undefined ? undefined : new Date(instantMs).toISOString();
};

describe('reading dates', () => {
  test.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T09:30', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01 09:30:05', '2026-03-01T09:30:05.000Z'],
    ['2026-03-01T09:30:05.1239Z', '2026-03-01T09:30:05.123Z'],
    ['2026-03-01T09:30:00+01:00', '2026-03-01T08:30:00.000Z'],
    ['2026-03-01T09:30:00-0330', '2026-03-01T13:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    [1772357400, '2026-03-01T09:30:00.000Z'],
    ['1772357400.5', '2026-03-01T09:30:00.500Z'],
    [1772357400123, '2026-03-01T09:30:00.123Z'],
  ])('%j is %s', (value, expected) => {
    expect(iso(value)).toBe(expected);
  });

  test.each([
    '03/04/2026',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T25:00',
    '2026-03-01T10:60',
    '2026',
    2026,
    20260301,
    -1,
    '',
    'soon',
    1e18,
  ])('%j is not a date', (value) => {
    expect(iso(value)).toBeUndefined();
  });

  test.each([
    ['summer', '2026-07-01T12:00', 'Europe/Lisbon', '2026-07-01T11:00:00.000Z'],
    ['winter', '2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
    ['a zone ahead of UTC', '2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['a quarter-hour zone', '2026-01-01T00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
    ['the first of two when the clock goes back', '2026-10-25T01:30', 'Europe/Lisbon', '2026-10-25T00:30:00.000Z'],
    ['an hour later when the clock skips it', '2026-03-29T01:30', 'Europe/Lisbon', '2026-03-29T01:30:00.000Z'],
    ['just before the clock skips', '2026-03-29T00:59', 'Europe/Lisbon', '2026-03-29T00:59:00.000Z'],
    ['just after the clock has skipped', '2026-03-29T02:00', 'Europe/Lisbon', '2026-03-29T01:00:00.000Z'],
  ])('a time without zone is read in the zone given: %s', (_when, value, timeZone, expected) => {
    expect(iso(value, timeZone)).toBe(expected);
  });

  test('only a date without time is a day', () => {
    expect(['2026-03-01', ' 2026-03-01 ', '2026-03-01T00:00', 1772357400].map(isDayText)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
