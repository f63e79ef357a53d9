import { offsetAt } from './zone.ts';

/** The UTC ms of an ISO time; one without an offset is what clocks in the zone show. NaN when it is no time. */
export const readAt = (at: string, zone: string): number => {
  if (/(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(at)) return Date.parse(at);
  const wallMs = Date.parse(`${at.trim()}${at.includes('T') ? '' : 'T00:00'}Z`);
  if (Number.isNaN(wallMs)) return wallMs;
  // Before a clock change the old offset counts: a time that comes twice is the first, one that is skipped follows the gap.
  const before = offsetAt(zone, wallMs - 86_400_000);
  const guess = wallMs - before;
  return offsetAt(zone, guess) === before ? guess : Math.max(wallMs - offsetAt(zone, guess), wallMs - before);
};
