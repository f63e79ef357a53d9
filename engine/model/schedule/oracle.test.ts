import { describe, expect, test } from 'vitest';
import { parseCron } from './cron.ts';
import { hasFixedHour, nextFire } from './next-fire.ts';

/**
 * The slow, obvious way: walk every minute of UTC, ask Intl what clocks show, and compare with the expression. Nothing of
 * the code under test is used but the reading of the expression.
 */

const minute = 60_000;
const day = 86_400_000;

interface Wall {
  atMs: number;
  wallMs: number;
}

const format = (zone: string): ((atMs: number) => number) => {
  const intl = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (atMs) => {
    const [, date, month, year, hour, min] = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(intl.format(atMs)) ?? [];
    return Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(min));
  };
};

const walk = (zone: string, fromMs: number, days: number): Wall[] => {
  const wallAt = format(zone);
  const all: Wall[] = [];
  for (let atMs = fromMs; atMs < fromMs + days * day; atMs += minute) all.push({ atMs, wallMs: wallAt(atMs) });
  return all;
};

const matchPart = (part: string, value: number, from: number, to: number): boolean => {
  const [base = '', step = '1'] = part.split('/');
  const [first = from, last = base === '*' ? to : first] = base === '*' ? [from, to] : base.split('-').map(Number);
  return value >= first && value <= last && (value - first) % Number(step) === 0;
};
const matchField = (field: string, value: number, from: number, to: number): boolean =>
  field.split(',').some((part) => matchPart(part, value, from, to));

const lastOf = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
const isWorkday = (year: number, month: number, date: number): boolean =>
  ![0, 6].includes(new Date(Date.UTC(year, month, date)).getUTCDay());

const near = (date: Date, wanted: number): boolean => {
  const last = lastOf(date);
  if (wanted > last) return false;
  const candidates = [wanted, wanted - 1, wanted + 1, wanted - 2, wanted + 2].filter(
    (each) => each >= 1 && each <= last,
  );
  return candidates.find((each) => isWorkday(date.getUTCFullYear(), date.getUTCMonth(), each)) === date.getUTCDate();
};

const matchDay = (field: string, date: Date): boolean =>
  field.split(',').some((part) => {
    if (part === 'L') return date.getUTCDate() === lastOf(date);
    if (part === 'LW') return near(date, lastOf(date));
    if (part.endsWith('W')) return near(date, Number(part.slice(0, -1)));
    return matchPart(part, date.getUTCDate(), 1, 31);
  });

const matchWeekday = (field: string, date: Date): boolean =>
  field.split(',').some((part) => {
    const [weekday, nth] = part.split('#');
    if (nth === undefined)
      return matchPart(part, date.getUTCDay(), 0, 7) || (date.getUTCDay() === 0 && matchPart(part, 7, 0, 7));
    if (Number(weekday) !== date.getUTCDay()) return false;
    if (nth === 'L') return date.getUTCDate() + 7 > lastOf(date);
    return Math.ceil(date.getUTCDate() / 7) === Number(nth);
  });

const matcher = (text: string): ((wallMs: number) => boolean) => {
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = text.split(' ');
  const dueMinutes = Array.from({ length: 60 }, (_, value) => matchField(minutes, value, 0, 59));
  const dueHours = Array.from({ length: 24 }, (_, value) => matchField(hours, value, 0, 23));
  return (wallMs) => {
    const ofDay = Math.floor((wallMs % day) / minute);
    if (!dueMinutes[ofDay % 60] || !dueHours[Math.floor(ofDay / 60)]) return false;
    const date = new Date(wallMs);
    if (!matchField(months, date.getUTCMonth() + 1, 1, 12)) return false;
    if (days === '*') return matchWeekday(weekdays, date);
    if (weekdays === '*') return matchDay(days, date);
    return matchDay(days, date) || matchWeekday(weekdays, date);
  };
};

const bruteForce = (text: string, fixed: boolean, walls: Wall[]): number[] => {
  const fires: number[] = [];
  const matches = matcher(text);
  let latest = (walls[0]?.wallMs ?? 0) - minute;
  for (const { atMs, wallMs } of walls) {
    let due = matches(wallMs) && (!fixed || wallMs > latest);
    if (fixed) for (let skipped = latest + minute; skipped < wallMs && !due; skipped += minute) due = matches(skipped);
    if (due) fires.push(atMs);
    latest = Math.max(latest, wallMs);
  }
  return fires;
};

const windows: [zone: string, from: string, days: number][] = [
  ['America/New_York', '2027-03-13T00:00Z', 3],
  ['America/New_York', '2026-10-31T00:00Z', 3],
  ['Europe/Berlin', '2027-03-27T00:00Z', 3],
  ['Europe/Berlin', '2027-10-30T00:00Z', 3],
  ['Europe/London', '2027-03-27T00:00Z', 3],
  ['Europe/London', '2027-10-30T00:00Z', 3],
  ['Europe/Lisbon', '2027-03-27T00:00Z', 3],
  ['Australia/Lord_Howe', '2026-10-02T12:00Z', 3],
  ['Australia/Lord_Howe', '2027-04-02T12:00Z', 3],
  ['Asia/Beirut', '2027-03-26T00:00Z', 3],
  ['Asia/Beirut', '2027-10-29T00:00Z', 3],
  ['Asia/Kathmandu', '2026-12-30T00:00Z', 3],
  ['Pacific/Apia', '2011-12-28T00:00Z', 4],
  ['America/Santiago', '2027-04-03T00:00Z', 3],
  ['America/Santiago', '2027-09-04T00:00Z', 3],
  ['Pacific/Auckland', '2027-09-24T12:00Z', 3],
  ['Pacific/Auckland', '2027-04-02T12:00Z', 3],
  ['America/St_Johns', '2027-03-13T00:00Z', 3],
  ['America/Havana', '2027-03-13T00:00Z', 3],
  ['Pacific/Chatham', '2027-04-02T12:00Z', 3],
  ['America/Sao_Paulo', '2027-02-26T00:00Z', 4],
  ['Asia/Tehran', '2022-03-20T00:00Z', 3],
];

const expressions = [
  '* * * * *',
  '*/5 * * * *',
  '*/7 * * * *',
  '0 * * * *',
  '15,45 * * * *',
  '*/15 2 * * *',
  '*/15 1 * * *',
  '*/15 0 * * *',
  '* 2 * * *',
  '* 1 * * *',
  '30 2 * * *',
  '30 1 * * *',
  '30 0 * * *',
  '0 0 * * *',
  '0 1 * * *',
  '0 2 * * *',
  '0 3 * * *',
  '15 2,3 * * *',
  '45 1-3 * * *',
  '0 0-23 * * *',
  '0 */2 * * *',
  '30 */3 * * *',
  '10-20/5 0-4/2 * * *',
  '59 23 * * *',
  '0 12 * * *',
  '0 9 * * 1-5',
  '30 2 * * 0',
  '30 2 * * 7',
  '0 0 * * 6,0',
  '0 9 1 * *',
  '30 0 28 3 *',
  '0 12 30 12 *',
  '0 9 1 * 1',
  '0 2 1-15 * 0',
  '0 9 L * *',
  '30 23 L 2 *',
  '0 9 LW * *',
  '0 9 1W * *',
  '30 2 28W * *',
  '0 0 * * 0#L',
  '30 2 * * 0#L',
  '30 1 * * 0#1',
  '30 2 * * 0#2',
  '45 1 * * 6#5',
  '0 6 * 3-4 *',
  '0 6 * 10 1',
];

describe.each(windows)('%s from %s', (zone, from, days) => {
  const fromMs = Date.parse(from);
  const walls = walk(zone, fromMs, days);
  test.each(expressions)('%s', (text) => {
    const parsed = parseCron(text);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const expected = bruteForce(text, hasFixedHour(parsed.fields), walls);
    const endMs = fromMs + days * day;
    const found: number[] = [];
    let at = nextFire({ kind: 'cron', cron: text }, zone, fromMs - 1);
    while (at !== null && at < endMs) {
      found.push(at);
      at = nextFire({ kind: 'cron', cron: text }, zone, at);
    }
    expect(found.map((each) => new Date(each).toISOString())).toEqual(
      expected.map((each) => new Date(each).toISOString()),
    );
  });
});
