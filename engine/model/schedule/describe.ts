import { type CronFields, type CronItem, isEvery, monthNames, numbersOf, parseCron, weekdayNames } from './cron.ts';

/** Schedules as sentences. */

const join = (parts: readonly string[], word = 'and'): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;

const two = (value: number): string => String(value).padStart(2, '0');
const ordinalEnding = (value: number): string => {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th';
};
const ordinal = (value: number): string => `${value}${ordinalEnding(value)}`;
const weekday = (value: number): string => weekdayNames[value % 7] as string;
const nthWords = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

const describeWeekday = (item: CronItem): string => {
  switch (item.kind) {
    case 'nth':
      return `the ${nthWords[item.nth]} ${weekday(item.weekday)} of the month`;
    case 'last-of':
      return `the last ${weekday(item.weekday)} of the month`;
    case 'range':
      return item.step === 1
        ? `${weekday(item.from)} to ${weekday(item.to)}`
        : join(numbersOf(item, 0, 6).map((each) => weekday(each)));
    default:
      return join(numbersOf(item, 0, 6).map((each) => weekday(each)));
  }
};

const describeDay = (item: CronItem): string => {
  switch (item.kind) {
    case 'last-day':
      return 'the last day';
    case 'last-workday':
      return 'the last weekday';
    case 'near':
      return `the weekday nearest to the ${ordinal(item.day)}`;
    case 'range':
      if (item.step === 1) return `the ${ordinal(item.from)} to the ${ordinal(item.to)}`;
      return `the ${join(numbersOf(item, 1, 31).map(ordinal))}`;
    default:
      return `the ${join(numbersOf(item, 1, 31).map(ordinal))}`;
  }
};

const describeMonths = (items: readonly CronItem[]): string =>
  join(
    items.map((item) =>
      item.kind === 'range' && item.step === 1
        ? `${monthNames[item.from - 1]} to ${monthNames[item.to - 1]}`
        : join(numbersOf(item, 1, 12).map((each) => monthNames[each - 1] as string)),
    ),
  );

/** "every Monday to Friday", "on the 1st of the month", "every day"; empty when it is every day and `bare`. */
const describeDays = ({ day, month, weekday: weekdays }: CronFields, bare: boolean): string => {
  const anyDay = isEvery(day);
  const anyWeekday = isEvery(weekdays);
  const inMonths = isEvery(month) ? '' : ` in ${describeMonths(month)}`;
  const ofMonth = `on ${join(day.map(describeDay))} of ${isEvery(month) ? 'the month' : describeMonths(month)}`;
  const said = join(weekdays.map(describeWeekday));
  const ofWeek = `${said.startsWith('the ') ? 'on' : 'every'} ${said}`;
  if (anyDay && anyWeekday) return bare && inMonths === '' ? '' : `every day${inMonths}`;
  if (anyDay) return `${ofWeek}${inMonths}`;
  return anyWeekday ? ofMonth : `${ofMonth}, and ${ofWeek}${inMonths}`;
};

const maxTimes = 6;

/** "at 07:30", or null when there are too many times to list. */
const listTimes = ({ minute, hour }: CronFields): string | null => {
  const hours = hour.flatMap((item) => numbersOf(item, 0, 23)).sort((a, b) => a - b);
  const minutes = minute.flatMap((item) => numbersOf(item, 0, 59)).sort((a, b) => a - b);
  if (hours.length * minutes.length > maxTimes) return null;
  return `at ${join(hours.flatMap((each) => minutes.map((other) => `${two(each)}:${two(other)}`)))}`;
};

const every = (step: number, unit: string): string => (step === 1 ? `every ${unit}` : `every ${step} ${unit}s`);

const describeMinutes = (items: readonly CronItem[]): string => {
  const [first] = items;
  if (items.length === 1 && first?.kind === 'every') return every(first.step, 'minute');
  const minutes = items.flatMap((item) => numbersOf(item, 0, 59));
  if (items.length === 1 && first?.kind === 'range' && first.step === 1)
    return `every minute from ${first.from} to ${first.to} past the hour`;
  return minutes.length === 1 && minutes[0] === 0 ? 'on the hour' : `at minute ${join(minutes.map(String))}`;
};

const describeHours = (items: readonly CronItem[]): string => {
  const [first] = items;
  if (items.length === 1 && first?.kind === 'every') return first.step === 1 ? '' : every(first.step, 'hour');
  return join(
    items.map((item) =>
      item.kind === 'range' && item.step === 1
        ? `from ${two(item.from)}:00 to ${two(item.to)}:59`
        : `in the hours ${join(numbersOf(item, 0, 23).map(two))}`,
    ),
  );
};

const describeRepeating = ({ minute, hour }: CronFields): string => {
  const minutes = describeMinutes(minute);
  const hours = describeHours(hour);
  if (minute[0]?.kind === 'every') return [minutes, hours === '' ? '' : hours].filter(Boolean).join(', ');
  if (hours === '') return `every hour ${minutes}`;
  return hours.startsWith('every') ? `${hours} ${minutes}` : `every hour ${minutes}, ${hours}`;
};

/** "every Monday to Friday at 07:30". The fields come from `parseCron`. */
export const describeFields = (fields: CronFields): string => {
  const passesHours = fields.hour.some((item) => item.kind === 'every');
  const times = passesHours ? null : listTimes(fields);
  if (times !== null) return `${describeDays(fields, false)} ${times}`;
  return [describeRepeating(fields), describeDays(fields, true)].filter(Boolean).join(', ');
};

/** The same for an expression; an expression that is not understood stands for itself. */
export const describeCron = (cron: string): string => {
  const parsed = parseCron(cron);
  return parsed.ok ? describeFields(parsed.fields) : `at ${cron}`;
};

const units: [seconds: number, unit: string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

/** "every 90 seconds", "every 2 hours". */
export const describeInterval = (everySeconds: number): string => {
  const [seconds, unit] = units.find(([size]) => everySeconds % size === 0) ?? [1, 'second'];
  return every(everySeconds / seconds, unit);
};
