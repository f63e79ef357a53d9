/** Time zones by the rules this computer knows (IANA, through Intl). All times are UTC ms; a wall time is UTC ms + offset. */

/** A moment at which a zone's clocks are set. */
export interface ClockChange {
  atMs: number;
  /** Offsets from UTC in ms, before and after. A larger one after: wall times are skipped. A smaller one: they come twice. */
  before: number;
  after: number;
}

const dayMs = 86_400_000;
/** Two changes that cancel each other are never closer than this. */
const strideMs = 7 * dayMs;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
};

/** Whether this computer knows the zone. */
export const isZone = (zone: string): boolean => {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
};

/** What clocks in the zone are ahead of UTC, in ms. */
export const offsetAt = (zone: string, atMs: number): number => {
  const second = Math.floor(atMs / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(second)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
};

const bisect = (zone: string, fromMs: number, toMs: number, before: number): number => {
  let low = fromMs;
  let high = toMs;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
};

const years = new Map<string, ClockChange[]>();

const changesOfYear = (zone: string, year: number): ClockChange[] => {
  const key = `${zone} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const end = Date.UTC(year + 1, 0, 1);
  const found: ClockChange[] = [];
  let from = Date.UTC(year, 0, 1);
  let offset = offsetAt(zone, from);
  while (from < end) {
    const to = Math.min(from + strideMs, end);
    const after = offsetAt(zone, to);
    if (after !== offset) found.push({ atMs: bisect(zone, from, to, offset), before: offset, after });
    from = to;
    offset = after;
  }
  years.set(key, found);
  return found;
};

/** The clock changes after `fromMs` up to and including `toMs`, in order. */
export const clockChanges = (zone: string, fromMs: number, toMs: number): ClockChange[] => {
  const found: ClockChange[] = [];
  for (let year = new Date(fromMs).getUTCFullYear(); year <= new Date(toMs).getUTCFullYear(); year++)
    for (const change of changesOfYear(zone, year)) if (change.atMs > fromMs && change.atMs <= toMs) found.push(change);
  return found;
};
