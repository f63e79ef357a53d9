import { useEffect, useState } from 'react';

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago something was: "just now", "3 minutes ago", "yesterday". Both times in milliseconds since 1970. */
export const ago = (atMs: number, nowMs: number): string => {
  const seconds = Math.max(0, Math.round((nowMs - atMs) / 1000));
  for (const [unit, size] of units) if (seconds >= size) return words.format(-Math.floor(seconds / size), unit);
  return seconds < 5 ? 'just now' : `${seconds} s ago`;
};

/** The time now, told again every few seconds while the component is on screen. */
export const useNow = (everyMs = 5000): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
};
