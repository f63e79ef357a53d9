const longestWaitMs = 86_400_000;

/** `Retry-After` in ms from now: seconds or a date (RFC 9110 section 10.2.3), at most 24 hours. */
export const readRetryAfter = (value: string | undefined, nowMs: number): number | undefined => {
  if (value === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(Math.round(ms), 0), longestWaitMs);
};
