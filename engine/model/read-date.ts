import type { JsonValue } from './json.ts';
import { readNumber } from './read-values.ts';
import { offsetAt } from './schedule/zone.ts';

/**
 * A calendar date, or a date and a time to the minute or finer, with or without a zone: the ISO 8601 forms of
 * RFC 3339, and the same with a space instead of the `T`, as SQLite writes them.
 */
const isoDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Numbers are seconds or milliseconds since 1970. Below the first limit (3 March 1973 in seconds) a number is rather
 * a year, a day like 20260301 or an amount, so it is not taken for a date; from the second limit on (the year 5138 in
 * seconds) it counts milliseconds.
 */
const epochLimits = { smallest: 1e8, milliseconds: 1e11, largest: Date.UTC(9999, 11, 31, 23, 59, 59, 999) } as const;

const dayMs = 86_400_000;
/**
 * The instant at which the clocks of a zone show `wallMs` (a wall time written as if it were UTC). When the clock is
 * set back, the first of the two; when it is set forward over that time, as much later as the clock jumped. This is
 * the rule "compatible" of ECMAScript Temporal.
 */
export const instantOf = (wallMs: number, timeZone: string): number => {
  const before = offsetAt(timeZone, wallMs - dayMs);
  const after = offsetAt(timeZone, wallMs + dayMs);
  const first = wallMs - before;
  if (before === after || offsetAt(timeZone, first) === before) return first;
  const second = wallMs - after;
  return offsetAt(timeZone, second) === after ? second : first;
};

const zoneMs = (zone: string): number => {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
};

const readIso = (text: string, timeZone: string): number | undefined => {
  const found = isoDate.exec(text.trim());
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // 30 February or 25:00 roll over into another day or hour.
  const asWritten = wall.getUTCFullYear() === year && wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day;
  if (!asWritten || hour > 23 || minute > 59 || second > 59) return undefined;
  const wallMs = wall.getTime() + Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const zone = found[8];
  return zone === undefined ? instantOf(wallMs, timeZone) : wallMs - zoneMs(zone);
};

/** Whether a text is a calendar date without a time, such as "2026-03-01". */
export const isDayText = (value: JsonValue): value is string =>
  typeof value === 'string' && /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(value);

/**
 * The instant a value stands for, in ms since 1970: ISO text ("2026-03-01", "2026-03-01T09:30:00+01:00"), or seconds
 * or milliseconds since 1970 as a number or text. Times without a zone are those of `timeZone`, days begin there.
 * Undefined for anything else, also for "03/04/2026", which means two different days to different people.
 */
export const readDate = (value: JsonValue, timeZone: string): number | undefined => {
  const number = readNumber(value);
  if (number !== undefined) {
    if (number < epochLimits.smallest) return undefined;
    const instantMs = Math.round(number < epochLimits.milliseconds ? number * 1000 : number);
    return instantMs <= epochLimits.largest ? instantMs : undefined;
  }
  return typeof value === 'string' ? readIso(value, timeZone) : undefined;
};
