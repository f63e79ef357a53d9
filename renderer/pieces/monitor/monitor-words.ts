import type { MonitorRule, Reading } from '../../client/monitor.ts';

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A number as it is read: no more than two places, with its unit. */
export const sayNumber = (value: number, unit: string): string =>
  `${value.toLocaleString('en', { maximumFractionDigits: 2 })}${unit === '' ? '' : ` ${unit}`}`;

const longerUnits = [
  [86_400, 'day', 'days'],
  [3600, 'hour', 'hours'],
  [60, 'min', 'min'],
] as const;

/** A time as it is chosen: `30 s`, `5 min`, `2 hours`. */
export const saySeconds = (seconds: number): string => {
  const unit = longerUnits.find(([size]) => seconds >= size && seconds % size === 0);
  if (!unit) return `${seconds} s`;
  const count = seconds / unit[0];
  return `${count} ${count === 1 ? unit[1] : unit[2]}`;
};

/** What the picture shows, for those who do not see it. */
export const describeChart = (readings: readonly Reading[], rule: MonitorRule, unit: string): string => {
  const limit = `Limit ${sayNumber(rule.limit, unit)}.`;
  const last = readings.at(-1);
  if (!last) return `No reading yet. ${limit}`;
  const furthest = readings.reduce((a, b) =>
    (rule.direction === 'above' ? b.value > a.value : b.value < a.value) ? b : a,
  );
  const side = rule.direction === 'above' ? 'Highest' : 'Lowest';
  return `Now ${sayNumber(last.value, unit)}. ${side} ${sayNumber(furthest.value, unit)} at ${time.format(furthest.atMs)}. ${limit}`;
};

/** Beyond this many in a day a person stops listening. */
const tooMany = 10;

/** How often the rule would have started the flow, and over what time that is known. */
export const sayFired = (count: number, firstMs: number | undefined, nowMs: number): string => {
  if (firstMs === undefined) return 'Readings are kept while the flow is on, so there is no past to try this on yet.';
  const minutes = Math.max(1, Math.round((nowMs - firstMs) / 60_000));
  const span = minutes >= 23 * 60 ? '24 h' : minutes >= 120 ? `${Math.round(minutes / 60)} h` : `${minutes} min`;
  if (count === 0) return `Would not have started in the last ${span}.`;
  const said = `Would have started ${count === 1 ? 'once' : `${count} times`} in the last ${span}.`;
  return count > tooMany ? `${said} That is a lot. Move the limit, or wait longer before it starts.` : said;
};
