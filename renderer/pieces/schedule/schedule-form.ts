import type { JsonRecord, JsonValue } from '../../client/types.ts';

/** The schedule of a trigger as the builder shows it; everything it cannot show is `custom`. */
export type ScheduleForm =
  | { preset: 'minutes'; every: number }
  | { preset: 'hourly'; minute: number }
  | { preset: 'daily' | 'weekdays'; time: string }
  | { preset: 'weekly'; days: readonly number[]; time: string }
  /** 0 = the last day. */
  | { preset: 'monthly'; day: number; time: string }
  | { preset: 'once'; at: string }
  | { preset: 'custom'; cron: string };

export type Preset = ScheduleForm['preset'];

/** The three params that say when; those that are undefined are removed. */
export interface WhenParams {
  cron?: string | undefined;
  everySeconds?: number | undefined;
  at?: string | undefined;
}

const clock = (minute: string, hour: string): string => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
const isNumber = (text: string | undefined): text is string => text !== undefined && /^\d{1,2}$/.test(text);

/** Days of a weekday field such as `1,3` or `1-5`; undefined for anything more involved. */
const readDays = (field: string): number[] | undefined => {
  if (!/^[0-7](-[0-7])?(,[0-7](-[0-7])?)*$/.test(field)) return undefined;
  const days = field.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => (from + index) % 7);
  });
  return [...new Set(days)].sort((a, b) => a - b);
};

const readCron = (cron: string): ScheduleForm => {
  const custom: ScheduleForm = { preset: 'custom', cron };
  const [minute, hour, day, month, weekday, ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || month !== '*' || minute === undefined || hour === undefined || day === undefined)
    return custom;
  const everyDay = day === '*' && weekday === '*';
  const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (everyDay && hour === '*' && (step !== undefined || minute === '*'))
    return { preset: 'minutes', every: Number(step ?? 1) };
  if (!isNumber(minute)) return custom;
  if (everyDay && hour === '*') return { preset: 'hourly', minute: Number(minute) };
  if (!isNumber(hour)) return custom;
  const time = clock(minute, hour);
  if (everyDay) return { preset: 'daily', time };
  if (day === '*' && weekday !== undefined) {
    const days = readDays(weekday);
    if (!days) return custom;
    return days.join() === '1,2,3,4,5' ? { preset: 'weekdays', time } : { preset: 'weekly', days, time };
  }
  if (weekday === '*' && (day === 'L' || isNumber(day)))
    return { preset: 'monthly', day: day === 'L' ? 0 : Number(day), time };
  return custom;
};

/** Reads the params of a schedule; null while nothing is chosen yet. */
export const readForm = ({ cron, everySeconds, at }: JsonRecord): ScheduleForm | null => {
  if (typeof cron === 'string') return readCron(cron);
  if (typeof everySeconds === 'number') return { preset: 'minutes', every: everySeconds / 60 };
  return typeof at === 'string' ? { preset: 'once', at } : null;
};

const cronAt = (time: string, days: string): WhenParams => {
  const [hour = 9, minute = 0] = time.split(':').map(Number);
  return { cron: `${minute} ${hour} ${days}` };
};

/** The params a form stands for. */
export const writeForm = (form: ScheduleForm): WhenParams => {
  switch (form.preset) {
    case 'minutes':
      // Only what fits into an hour evenly starts on round times; any other pace counts from when it is switched on.
      if (form.every === 1) return { cron: '* * * * *' };
      return Number.isInteger(form.every) && form.every < 60 && 60 % form.every === 0
        ? { cron: `*/${form.every} * * * *` }
        : { everySeconds: Math.max(5, Math.round(form.every * 60)) };
    case 'hourly':
      return { cron: `${form.minute} * * * *` };
    case 'daily':
      return cronAt(form.time, '* * *');
    case 'weekdays':
      return cronAt(form.time, '* * 1-5');
    case 'weekly':
      return cronAt(form.time, `* * ${[...form.days].sort((a, b) => a - b).join(',') || '1'}`);
    case 'monthly':
      return cronAt(form.time, `${form.day === 0 ? 'L' : form.day} * *`);
    case 'once':
      return { at: form.at };
    case 'custom':
      return { cron: form.cron };
  }
};

const timeOf = (form: ScheduleForm | null): string => (form && 'time' in form ? form.time : '09:00');

/** Another kind of schedule, keeping what both have. `tomorrow` is a date: `2026-11-24`. */
export const changePreset = (form: ScheduleForm | null, preset: Preset, tomorrow: string): ScheduleForm => {
  const time = timeOf(form);
  switch (preset) {
    case 'minutes':
      return { preset, every: 15 };
    case 'hourly':
      return { preset, minute: 0 };
    case 'daily':
    case 'weekdays':
      return { preset, time };
    case 'weekly':
      return { preset, days: [1], time };
    case 'monthly':
      return { preset, day: 1, time };
    case 'once':
      return { preset, at: `${tomorrow}T${time}` };
    case 'custom':
      return { preset, cron: (form && writeForm(form).cron) ?? '0 9 * * *' };
  }
};

/** `30` → "in 30 s", `62_880` → "in 17 h 28 min". */
export const describeWait = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `in ${Math.max(0, Math.round(ms / 1000))} s`;
  const [days, hours, left] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts =
    days > 0 ? [`${days} d`, hours > 0 && `${hours} h`] : [hours > 0 && `${hours} h`, left > 0 && `${left} min`];
  return `in ${parts.filter(Boolean).join(' ')}`;
};

export const textParam = (value: JsonValue | undefined, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;
