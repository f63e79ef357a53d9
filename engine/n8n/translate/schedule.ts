import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { listOf, recordOf, textOf } from '../read-workflow.ts';
import { renamedSource, type Source } from '../source.ts';
import { NoCounterpart, type Translate, type Translation, type Use } from '../translation.ts';

/** When a schedule starts, as the params of ours. */
type When = { cron: string } | { everySeconds: number };

const whole = (value: JsonValue | undefined, fallback: number): number => {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isInteger(number) ? number : fallback;
};

const pace = (seconds: number, use: Use): When => {
  if (seconds < 5) use.differs('It starts every 5 seconds, the shortest pace there is.');
  return { everySeconds: Math.min(366 * 86_400, Math.max(5, seconds)) };
};

const everyMinutes = (minutes: number, use: Use): When =>
  minutes > 0 && 60 % minutes === 0
    ? { cron: minutes === 1 ? '* * * * *' : `*/${minutes} * * * *` }
    : pace(minutes * 60, use);

const everyHours = (hours: number, minute: number, use: Use): When => {
  if (hours === 1) return { cron: `${minute} * * * *` };
  return hours > 0 && 24 % hours === 0 ? { cron: `${minute} */${hours} * * *` } : pace(hours * 3600, use);
};

/** n8n also takes seconds in front of the five fields. */
const readCron = (text: string, use: Use): When => {
  const fields = text.replace(/^=/, '').trim().split(/\s+/);
  if (fields.length !== 6) return { cron: fields.join(' ') };
  const [second = '0', ...others] = fields;
  if (second !== '0') use.differs(`It starts at the full minute, not at second "${second}".`);
  return { cron: others.join(' ') };
};

/** One rule of the schedule trigger. */
const readInterval = (rule: JsonRecord, use: Use): When => {
  const minute = whole(rule.triggerAtMinute, 0);
  const hour = whole(rule.triggerAtHour, 0);
  const apart = (name: string, what: string): void => {
    if (whole(rule[name], 1) > 1) use.differs(`It starts every ${what}, not every ${whole(rule[name], 1)} ${what}s.`);
  };
  switch (textOf(rule.field) || 'days') {
    case 'seconds':
      return pace(whole(rule.secondsInterval, 30), use);
    case 'minutes':
      return everyMinutes(whole(rule.minutesInterval, 5), use);
    case 'hours':
      return everyHours(whole(rule.hoursInterval, 1), minute, use);
    case 'days':
      apart('daysInterval', 'day');
      return { cron: `${minute} ${hour} * * *` };
    case 'weeks': {
      apart('weeksInterval', 'week');
      const days = listOf(rule.triggerAtDay).map((day) => whole(day, 0));
      return { cron: `${minute} ${hour} * * ${days.length > 0 ? days.join(',') : '0'}` };
    }
    case 'months':
      apart('monthsInterval', 'month');
      return { cron: `${minute} ${hour} ${whole(rule.triggerAtDayOfMonth, 1)} * *` };
    case 'cronExpression':
      return readCron(textOf(rule.expression), use);
    default:
      throw new NoCounterpart('It starts by a rule that is not known here.');
  }
};

/** One time of the cron node, which came before the schedule trigger. */
const readTime = (time: JsonRecord, use: Use): When => {
  const at = `${whole(time.minute, 0)} ${whole(time.hour, 14)}`;
  switch (textOf(time.mode) || 'everyDay') {
    case 'everyMinute':
      return everyMinutes(1, use);
    case 'everyHour':
      return everyHours(1, whole(time.minute, 0), use);
    case 'everyDay':
      return { cron: `${at} * * *` };
    case 'everyWeek':
      return { cron: `${at} * * ${whole(time.weekday, 1)}` };
    case 'everyMonth':
      return { cron: `${at} ${whole(time.dayOfMonth, 1)} * *` };
    case 'everyX': {
      const value = whole(time.value, 2);
      return textOf(time.unit) === 'minutes' ? everyMinutes(value, use) : everyHours(value, 0, use);
    }
    case 'custom':
      return readCron(textOf(time.cronExpression), use);
    default:
      throw new NoCounterpart('It starts by a rule that is not known here.');
  }
};

const source = (): Source => renamedSource(['trigger'], new Map([['timestamp', ['firedAt']]]));

/** One trigger for each rule; all of them lead on to the same steps. */
const scheduled = (times: When[], use: Use): Translation => {
  const steps = times.map((params, index) => ({
    id: index === 0 ? use.id : use.newId(String(index + 1)),
    type: 'schedule',
    params: { ...params },
  }));
  return { steps, lines: [], outs: [steps.map(({ id }) => ({ step: id, port: 'out' }))], source: source() };
};

const records = (value: JsonValue | undefined): JsonRecord[] => {
  const found = listOf(value).filter(isRecord);
  return found.length > 0 ? found : [{}];
};

const units: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600 };

export const schedules: Readonly<Record<string, Translate>> = {
  scheduleTrigger: ({ params }, use) =>
    scheduled(
      records(recordOf(params.rule).interval).map((rule) => readInterval(rule, use)),
      use,
    ),
  cron: ({ params }, use) =>
    scheduled(
      records(recordOf(params.triggerTimes).item).map((time) => readTime(time, use)),
      use,
    ),
  interval: ({ params }, use) =>
    scheduled([pace(whole(params.interval, 1) * (units[textOf(params.unit) || 'seconds'] ?? 1), use)], use),
};
