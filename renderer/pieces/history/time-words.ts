const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
const dayMs = 86_400_000;

/** A clock time with seconds. */
export const sayClock = (iso: string): string => time.format(Date.parse(iso));

/** When something in a list happened: today's by the clock, older ones by the day. */
export const sayListTime = (iso: string, nowMs: number): string => {
  const at = Date.parse(iso);
  const days = Math.round((startOfDay(nowMs) - startOfDay(at)) / dayMs);
  if (days <= 0) return time.format(at);
  if (days === 1) return `yesterday ${time.format(at).slice(0, 5)}`;
  return new Date(at).getFullYear() === new Date(nowMs).getFullYear() ? day.format(at) : dayAndYear.format(at);
};

/** Day and clock time: "23 Nov 2026, 14:02:11". */
export const sayMoment = (iso: string): string => `${dayAndYear.format(Date.parse(iso))}, ${sayClock(iso)}`;

/** How long something took: "3 ms", "1.4 s", "2 min 5 s", "3 h 10 min". */
export const sayTook = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 > 0 ? ` ${seconds % 60} s` : ''}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
};

/** A size as a person reads it. */
export const saySize = (bytes: number): string => {
  const [amount, unit] =
    bytes < 1024 ? [bytes, 'bytes'] : bytes < 1024 ** 2 ? [bytes / 1024, 'KB'] : [bytes / 1024 ** 2, 'MB'];
  return `${amount.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
};
