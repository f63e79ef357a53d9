import type { JsonValue } from '../../model/json.ts';
import { instantOf, isDayText, readDate } from '../../model/read-date.ts';
import { isZone, offsetAt } from '../../model/schedule/zone.ts';
import { asNumber, asText, isNot, type OwnFilter } from './filter-inputs.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const fixedMs: Readonly<Record<string, number>> = { minutes: minuteMs, hours: 60 * minuteMs };
const months: Readonly<Record<string, number>> = { months: 1, years: 12 };
const days: Readonly<Record<string, number>> = { days: 1, weeks: 7 };

const zoneOf = (zone: unknown): string => {
  const name = zone === undefined || zone === '' ? 'UTC' : asText(zone);
  if (!isZone(name)) throw isNot(zone, 'a time zone, such as Europe/Lisbon');
  return name;
};

const instant = (value: unknown, zone: string): number => {
  const found = readDate((value ?? null) as JsonValue, zone);
  if (found === undefined) throw isNot(value, 'a date');
  return found;
};

/** What the clocks of the zone show, as if it were UTC. */
const wallOf = (atMs: number, zone: string): Date => new Date(atMs + offsetAt(zone, atMs));

const inRange = (atMs: number): number => {
  if (!(Math.abs(atMs) <= Date.UTC(9999, 11, 31))) throw new Error('the date is out of range');
  return atMs;
};

/** A day stays a day; anything else is written as an instant. */
const written = (value: unknown, wall: Date, zone: string): string => {
  inRange(wall.getTime());
  if (isDayText(value as JsonValue)) return wall.toISOString().slice(0, 10);
  return new Date(instantOf(wall.getTime(), zone)).toISOString();
};

/** The same day of another month, or the last one when that month is shorter. */
const addMonths = (wall: Date, count: number): Date => {
  const first = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(wall.getUTCDate(), last));
  return new Date(first.getTime() + (((wall.getTime() % dayMs) + dayMs) % dayMs));
};

/** The first moment of the day, the week (from Monday) or the month around a wall time. */
const startOf = (wall: Date, unit: string): Date => {
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  if (unit === 'day') return new Date(Date.UTC(year, month, day));
  if (unit === 'week') return new Date(Date.UTC(year, month, day - ((wall.getUTCDay() + 6) % 7)));
  if (unit === 'month') return new Date(Date.UTC(year, month, 1));
  throw isNot(unit, 'day, week or month');
};

const endOf = (wall: Date, unit: string): Date => {
  const start = startOf(wall, unit);
  const next = unit === 'month' ? addMonths(start, 1) : new Date(start.getTime() + (unit === 'week' ? 7 : 1) * dayMs);
  return new Date(next.getTime() - 1);
};

/** From the largest: 90 minutes ago is "1 hour ago", as people say it. */
const spans: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * dayMs],
  ['month', 30 * dayMs],
  ['day', dayMs],
  ['hour', 60 * minuteMs],
  ['minute', minuteMs],
];
const relative = new Intl.RelativeTimeFormat('en');

const sayAgo = (pastMs: number): string => {
  const span = spans.find(([, ms]) => Math.abs(pastMs) >= ms);
  return span ? relative.format(-Math.trunc(pastMs / span[1]), span[0]) : 'just now';
};

const writtenDate = /^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*$/;

export const dateFilters: Readonly<Record<string, OwnFilter>> = {
  add_time: (value, amount, unit, zone) => {
    const [count, name, place] = [asNumber(amount), asText(unit), zoneOf(zone)];
    const atMs = instant(value, place);
    const fixed = fixedMs[name];
    if (fixed !== undefined) return new Date(inRange(atMs + count * fixed)).toISOString();
    if (!Number.isInteger(count) || Math.abs(count) > 100_000) throw isNot(amount, `a whole number of ${name}`);
    const wall = wallOf(atMs, place);
    const month = months[name];
    if (month !== undefined) return written(value, addMonths(wall, count * month), place);
    const day = days[name];
    if (day === undefined) throw isNot(unit, 'minutes, hours, days, weeks, months or years');
    return written(value, new Date(inRange(wall.getTime() + count * day * dayMs)), place);
  },
  start_of: (value, unit, zone) => {
    const place = zoneOf(zone);
    return written(value, startOf(wallOf(instant(value, place), place), asText(unit)), place);
  },
  end_of: (value, unit, zone) => {
    const place = zoneOf(zone);
    return written(value, endOf(wallOf(instant(value, place), place), asText(unit)), place);
  },
  in_time_zone: (value, zone) => {
    const place = zoneOf(zone);
    const atMs = instant(value, place);
    const ahead = offsetAt(place, atMs);
    const sign = ahead < 0 ? '-' : '+';
    const minutes = Math.round(Math.abs(ahead) / minuteMs);
    const two = (number: number): string => String(number).padStart(2, '0');
    const clock = wallOf(atMs, place)
      .toISOString()
      .replace(/\.000Z$|Z$/, '');
    return `${clock}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  },
  time_ago(value) {
    const now = this.context.getSync(['now']);
    return sayAgo(instant(now, 'UTC') - instant(value, 'UTC'));
  },
  parse_date: (value, order) => {
    const found = writtenDate.exec(asText(value).slice(0, 40));
    if (!found) {
      // What is a date already stays what it is, so that both can be mixed.
      instant(value, 'UTC');
      return asText(value).trim();
    }
    const [one, other, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
    const [day, month] = order === 'month-first' ? [other, one] : [one, other];
    const read = new Date(Date.UTC(year, month - 1, day));
    if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) throw isNot(value, 'a date in that order');
    return read.toISOString().slice(0, 10);
  },
};
