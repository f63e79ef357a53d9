import type { Clock } from '../model/outside.ts';

/** The longest delay a Node timer takes; longer ones fire at once. */
const longestDelayMs = 2 ** 31 - 1;

/** Time as it is. */
export const systemClock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  alarm: (delayMs, fire) => {
    const timer = setTimeout(fire, Math.min(Math.max(0, delayMs), longestDelayMs));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
