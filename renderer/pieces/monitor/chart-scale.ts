import type { MonitorRule, Reading } from '../../client/monitor.ts';

/** The values a chart shows, from bottom to top. */
export interface Domain {
  low: number;
  high: number;
}

/** Percentages are shown whole; for everything else there is some air around what is read and the limits. */
export const domainOf = (unit: string, readings: readonly Reading[], { limit, backAt }: MonitorRule): Domain => {
  const values = [limit, backAt, ...readings.map(({ value }) => value)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (unit === '%' && low >= 0 && high <= 100) return { low: 0, high: 100 };
  const air = (high - low) * 0.15 || Math.max(1, Math.abs(high) * 0.2);
  return { low: low >= 0 ? Math.max(0, low - air) : low - air, high: high + air };
};

/** A step a person would take between two values: 1 for percentages, 2, 5 or 10 times a power of ten in general. */
export const stepOf = ({ low, high }: Domain): number => {
  const rough = (high - low) / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999) ?? power;
};

/** A value on the steps, without the dust of binary fractions. */
export const onStep = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6));

/** Where a value stands, 0 at the top. */
export const yOf = (value: number, { low, high }: Domain, height: number): number =>
  height - ((value - low) / (high - low)) * height;

export const valueAt = (y: number, { low, high }: Domain, height: number): number =>
  low + ((height - y) / height) * (high - low);

/** The line of readings as an SVG path; a hole in time leaves a hole in the line. */
export const linePath = (
  readings: readonly Reading[],
  at: (reading: Reading) => { x: number; y: number },
  longestGapMs: number,
): string =>
  readings
    .map((reading, index) => {
      const { x, y } = at(reading);
      const before = readings[index - 1];
      const joined = before !== undefined && reading.atMs - before.atMs <= longestGapMs;
      return `${joined ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');

/** What the monitor read itself, going on with what was seen since the form was opened; only the last `windowMs` of it. */
export const recentReadings = (
  past: readonly Reading[],
  live: readonly Reading[],
  windowMs: number,
): readonly Reading[] => {
  const first = live[0];
  const last = live.at(-1);
  if (!first || !last) return live;
  return [...past.filter(({ atMs }) => atMs < first.atMs && atMs > last.atMs - windowMs), ...live];
};
