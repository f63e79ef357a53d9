const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const dateAndYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const whole = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });

const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/** A moment in the past as a person would say it: "2 min ago", "today, 07:30", "3 days ago", "4 Mar". */
export const sayWhen = (iso: string, nowMs: number): string => {
  const at = Date.parse(iso);
  const ago = nowMs - at;
  if (ago < minuteMs) return 'just now';
  if (ago < hourMs) return `${Math.floor(ago / minuteMs)} min ago`;
  if (ago < 6 * hourMs) return `${Math.floor(ago / hourMs)} h ago`;
  const days = Math.round((startOfDay(nowMs) - startOfDay(at)) / dayMs);
  if (days === 0) return `today, ${time.format(at)}`;
  if (days === 1) return `yesterday, ${time.format(at)}`;
  if (days < 7) return `${days} days ago`;
  return new Date(at).getFullYear() === new Date(nowMs).getFullYear() ? date.format(at) : dateAndYear.format(at);
};

/** A moment in full, for tooltips. */
export const sayExactly = (iso: string): string => whole.format(Date.parse(iso));

/** A day to come, for "gone for good on 4 Mar". */
export const sayDay = (iso: string): string => date.format(Date.parse(iso));
