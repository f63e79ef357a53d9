import { z } from 'zod';

/** When a watched number is out of bounds, and when it is back. Times in ms. */
export const monitorRuleSchema = z.strictObject({
  direction: z.enum(['above', 'below']),
  limit: z.number(),
  /** Where it counts as normal again: not above `limit` for `above`, not below it for `below`. */
  backAt: z.number(),
  /** How long every reading must be past the limit; 0 = the first one counts. */
  forMs: z.number().min(0),
  everyMs: z.number().min(1),
  /** After how long without a reading the person is told; 0 = never. */
  noDataMs: z.number().min(0),
});
export type MonitorRule = z.output<typeof monitorRuleSchema>;

/** Past the limit. The limit itself is not. */
export const isPast = ({ direction, limit }: MonitorRule, value: number): boolean =>
  direction === 'above' ? value > limit : value < limit;

/** On the safe side of `backAt`, which itself is safe. Between the two a number keeps the state it had. */
export const isBack = ({ direction, backAt }: MonitorRule, value: number): boolean =>
  direction === 'above' ? value <= backAt : value >= backAt;

/** How long a silence may last before it counts as such, whatever the person chose: two readings, and a minute at least. */
export const silenceMs = ({ everyMs, noDataMs }: MonitorRule): number => Math.max(2 * everyMs, 60_000, noDataMs);
