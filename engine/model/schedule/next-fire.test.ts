import { describe, expect, test } from 'vitest';
import { nextFire } from './next-fire.ts';

const fires = (zone: string, cron: string, from: string, count: number): string[] => {
  const found: string[] = [];
  let at: number | null = Date.parse(from);
  while (found.length < count) {
    at = nextFire({ kind: 'cron', cron }, zone, at);
    if (at === null) break;
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

/** Computed by walking every UTC minute, tz data 2026c. */
const table: [zone: string, cron: string, from: string, expected: string[]][] = [
  ['America/New_York', '30 2 * * *', '2027-03-13T00:00Z', ['2027-03-13T07:30', '2027-03-14T07:00', '2027-03-15T06:30']],
  ['America/New_York', '*/15 2 * * *', '2027-03-14T00:00Z', ['2027-03-14T07:00', '2027-03-15T06:00']],
  [
    'America/New_York',
    '0 * * * *',
    '2027-03-14T05:30Z',
    ['2027-03-14T06:00', '2027-03-14T07:00', '2027-03-14T08:00', '2027-03-14T09:00'],
  ],
  ['America/New_York', '0 3 * * *', '2027-03-14T00:00Z', ['2027-03-14T07:00']],
  ['America/New_York', '30 1 * * *', '2026-10-31T10:00Z', ['2026-11-01T05:30', '2026-11-02T06:30', '2026-11-03T06:30']],
  [
    'America/New_York',
    '*/30 * * * *',
    '2026-11-01T04:45Z',
    [
      '2026-11-01T05:00',
      '2026-11-01T05:30',
      '2026-11-01T06:00',
      '2026-11-01T06:30',
      '2026-11-01T07:00',
      '2026-11-01T07:30',
    ],
  ],
  ['America/New_York', '0 0 * * *', '2026-10-31T10:00Z', ['2026-11-01T04:00', '2026-11-02T05:00', '2026-11-03T05:00']],
  ['Europe/Berlin', '30 2 * * *', '2027-03-27T00:00Z', ['2027-03-27T01:30', '2027-03-28T01:00', '2027-03-29T00:30']],
  ['Europe/Berlin', '30 2 * * *', '2027-10-30T00:00Z', ['2027-10-30T00:30', '2027-10-31T00:30', '2027-11-01T01:30']],
  ['Europe/Berlin', '15 2,3 * * *', '2027-03-28T00:00Z', ['2027-03-28T01:00', '2027-03-28T01:15']],
  ['Europe/London', '30 1 * * 0', '2027-03-27T00:00Z', ['2027-03-28T01:00', '2027-04-04T00:30']],
  [
    'Australia/Lord_Howe',
    '15 2 * * *',
    '2026-10-03T00:00Z',
    ['2026-10-03T15:30', '2026-10-04T15:15', '2026-10-05T15:15'],
  ],
  [
    'Australia/Lord_Howe',
    '45 1 * * *',
    '2027-04-02T20:00Z',
    ['2027-04-03T14:45', '2027-04-04T15:15', '2027-04-05T15:15'],
  ],
  [
    'Asia/Beirut',
    '0 0 * * *',
    '2027-03-26T12:00Z',
    ['2027-03-26T22:00', '2027-03-27T22:00', '2027-03-28T21:00', '2027-03-29T21:00'],
  ],
  ['Asia/Beirut', '30 0 28 3 *', '2027-03-26T12:00Z', ['2027-03-27T22:00']],
  ['Asia/Kathmandu', '0 9 * * *', '2026-11-23T00:00Z', ['2026-11-23T03:15', '2026-11-24T03:15']],
  ['Pacific/Apia', '0 12 30 12 *', '2011-12-28T00:00Z', ['2011-12-30T10:00']],
  [
    'America/New_York',
    '0 9 1 * 1',
    '2026-11-23T00:00Z',
    ['2026-11-23T14:00', '2026-11-30T14:00', '2026-12-01T14:00', '2026-12-07T14:00'],
  ],
];

describe('clock changes', () => {
  test.each(table)('%s %s from %s', (zone, cron, from, expected) => {
    expect(fires(zone, cron, from, expected.length)).toEqual(expected);
  });

  test('a named hour that comes twice runs the first time only, asked from anywhere in it', () => {
    expect(fires('America/New_York', '*/30 1 * * *', '2026-11-01T04:00Z', 3)).toEqual([
      '2026-11-01T05:00',
      '2026-11-01T05:30',
      '2026-11-02T06:00',
    ]);
    expect(fires('America/New_York', '*/30 1 * * *', '2026-11-01T06:10Z', 1)).toEqual(['2026-11-02T06:00']);
  });
});

test('L, W and # follow the calendar', () => {
  expect(fires('UTC', '0 9 L * *', '2027-01-31T10:00Z', 2)).toEqual(['2027-02-28T09:00', '2027-03-31T09:00']);
  expect(fires('UTC', '0 9 LW * *', '2027-01-01T00:00Z', 1)).toEqual(['2027-01-29T09:00']);
  expect(fires('UTC', '0 9 15W * *', '2027-05-01T00:00Z', 1)).toEqual(['2027-05-14T09:00']);
  expect(fires('UTC', '0 9 * * 1#2', '2027-01-01T00:00Z', 1)).toEqual(['2027-01-11T09:00']);
  expect(fires('UTC', '0 9 * * 5L', '2027-01-01T00:00Z', 1)).toEqual(['2027-01-29T09:00']);
  expect(fires('UTC', '0 0 29 2 *', '2026-11-23T00:00Z', 1)).toEqual(['2028-02-29T00:00']);
});

test('intervals count from their anchor', () => {
  const spec = { kind: 'interval', everySeconds: 90, anchorMs: 1000 } as const;
  expect(nextFire(spec, 'UTC', 0)).toBe(91_000);
  expect(nextFire(spec, 'UTC', 91_000)).toBe(181_000);
  expect(nextFire(spec, 'UTC', 250_000)).toBe(271_000);
});
