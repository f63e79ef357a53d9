import type { ScheduleProblem } from './cron.ts';

/** Schedules as people say them: "weekdays at 7:30", "every 15 minutes", "last friday of the month at 5pm". */

export type Understood =
  | { kind: 'cron'; cron: string }
  | { kind: 'interval'; everySeconds: number }
  | { kind: 'problem'; problem: ScheduleProblem };

/** Used when days are said without a time. */
const usualHour = 9;

const dayNumbers: Record<string, number> = {};
for (const [number, names] of [
  'sunday sundays sun',
  'monday mondays mon',
  'tuesday tuesdays tue tues',
  'wednesday wednesdays wed',
  'thursday thursdays thu thur thurs',
  'friday fridays fri',
  'saturday saturdays sat',
].entries())
  for (const name of names.split(' ')) dayNumbers[name] = number;

const monthNumbers: Record<string, number> = {};
for (const [index, names] of [
  'january jan',
  'february feb',
  'march mar',
  'april apr',
  'may',
  'june jun',
  'july jul',
  'august aug',
  'september sep sept',
  'october oct',
  'november nov',
  'december dec',
].entries())
  for (const name of names.split(' ')) monthNumbers[name] = index + 1;

const ordinals: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5 };
const numberWords: Record<string, number> = { one: 1, two: 2, three: 3, five: 5, ten: 10, fifteen: 15, thirty: 30 };
const unitSeconds: Record<string, number> = {};
for (const [seconds, names] of [
  [1, 'second seconds sec secs s'],
  [60, 'minute minutes min mins m'],
  [3600, 'hour hours hr hrs h'],
] as const)
  for (const name of names.split(' ')) unitSeconds[name] = seconds;

/** Words that carry nothing by themselves. */
const filler = new Set(['at', 'on', 'and', 'the', 'of', 'a', 'in', 'every', 'each', '&', "o'clock", 'oclock', 'run']);

const own = <Value>(record: Record<string, Value>, word: string | undefined): Value | undefined =>
  word !== undefined && Object.hasOwn(record, word) ? record[word] : undefined;

interface Time {
  hour: number;
  minute: number;
}

const readTime = (word: string, next: string | undefined): { time: Time; words: number } | undefined => {
  if (word === 'noon' || word === 'midday') return { time: { hour: 12, minute: 0 }, words: 1 };
  if (word === 'midnight') return { time: { hour: 0, minute: 0 }, words: 1 };
  const found = /^(\d{1,2})(?:[:.h](\d{2}))?(am|pm|h)?$/.exec(word);
  if (!found) return undefined;
  const apart = found[3] === undefined && (next === 'am' || next === 'pm');
  const half = apart ? next : found[3];
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (half === 'am' || half === 'pm') {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  return hour > 23 || minute > 59 ? undefined : { time: { hour, minute }, words: apart ? 2 : 1 };
};

const readOrdinal = (word: string | undefined): number | undefined => {
  const written = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word ?? '');
  return written ? Number(written[1]) : own(ordinals, word);
};

const refuse = (message: string, fix = 'Say it like "weekdays at 7:30" or "every 15 minutes".'): Understood => ({
  kind: 'problem',
  problem: { field: null, message, fix },
});

/** What was gathered so far. */
interface Gathered {
  times: Time[];
  weekdays: string[];
  days: string[];
  months: number[];
  everySeconds: number | null;
  hours: { from: number; to: number } | null;
  daily: boolean;
  minute: number | null;
}

/** How many words were understood at the start of `words`; a text when they were not, and why; 0 when nobody knows them. */
type Reader = (words: readonly string[], into: Gathered) => number | string;

const addWeekdays =
  (days: string): Reader =>
  (_words, into) =>
    into.weekdays.push(days) && 1;

const simple: Record<string, Reader> = {
  weekdays: addWeekdays('1-5'),
  weekday: addWeekdays('1-5'),
  workdays: addWeekdays('1-5'),
  workday: addWeekdays('1-5'),
  weekends: addWeekdays('0,6'),
  weekend: addWeekdays('0,6'),
  daily: (_words, into) => {
    into.daily = true;
    return 1;
  },
  hourly: (_words, into) => {
    into.everySeconds = 3600;
    return 1;
  },
  weekly: (_words, into) => {
    if (into.weekdays.length === 0) into.weekdays.push('?');
    return 1;
  },
  monthly: (_words, into) => {
    if (into.days.length === 0) into.days.push('?');
    return 1;
  },
};
simple.day = simple.daily as Reader;
simple.days = simple.daily as Reader;
simple.hour = simple.hourly as Reader;
simple.week = simple.weekly as Reader;
simple.month = simple.monthly as Reader;
simple.minute = (_words, into) => {
  into.everySeconds = 60;
  return 1;
};

const readSimple: Reader = (words, into) => {
  if (words[0] === 'business' && /^days?$/.test(words[1] ?? '')) return into.weekdays.push('1-5') && 2;
  return own(simple, words[0])?.(words, into) ?? 0;
};

const readInterval: Reader = (words, into) => {
  const [first = '', second] = words;
  if (first === 'second' && second === '§every') return '"every second" is too often: every 5 seconds is the most.';
  const glued = /^(\d+)([a-z]+)$/.exec(first);
  const count = glued ? Number(glued[1]) : /^\d+$/.test(first) ? Number(first) : own(numberWords, first);
  const unit = glued ? glued[2] : second;
  if (count === undefined) return 0;
  if (unit === 'days' || unit === 'weeks' || unit === 'months')
    return count === 1 ? 0 : `"every ${count} ${unit}" cannot be said as a schedule of days and times.`;
  const seconds = own(unitSeconds, unit);
  // "18h" is a time unless "every" or another unit says otherwise.
  if (seconds === undefined || (glued && unit === 'h' && !words.includes('§every'))) return 0;
  if (count * seconds < 5) return `"${count} ${unit}" is too often: every 5 seconds is the most.`;
  into.everySeconds = count * seconds;
  return glued ? 1 : 2;
};

const isRangeWord = (word: string | undefined): boolean =>
  ['to', 'through', 'till', 'until', '-', '–'].includes(word ?? '');

const readWeekdays: Reader = (words, into) => {
  const first = own(dayNumbers, words[0]);
  if (first === undefined) return 0;
  const last = isRangeWord(words[1]) ? own(dayNumbers, words[2]) : undefined;
  if (last === undefined) return into.weekdays.push(String(first)) && 1;
  into.weekdays.push(first <= last ? `${first}-${last}` : last === 0 ? `${first}-7` : `${first}-6,0-${last}`);
  return 3;
};

const skipMonth = (words: readonly string[], from: number): number => {
  let at = from;
  while (['of', 'the', 'every', 'each'].includes(words[at] ?? '')) at += 1;
  return words[at] === 'month' ? at + 1 : from;
};

const readDays: Reader = (words, into) => {
  const [first, second, third] = words;
  if (first === 'last') {
    const weekday = own(dayNumbers, second);
    if (weekday !== undefined) return into.weekdays.push(`${weekday}#L`) && skipMonth(words, 2);
    if (second === 'day') return into.days.push('L') && skipMonth(words, 2);
    if (second === 'weekday' || second === 'workday') return into.days.push('LW') && skipMonth(words, 2);
    if (['working', 'business'].includes(second ?? '') && third === 'day')
      return into.days.push('LW') && skipMonth(words, 3);
    return 0;
  }
  if (first === 'day' && /^\d{1,2}$/.test(second ?? '') && !own(unitSeconds, third)) {
    const day = Number(second);
    return day >= 1 && day <= 31
      ? into.days.push(String(day)) && skipMonth(words, 2)
      : `There is no day ${day} in a month.`;
  }
  const number = readOrdinal(first);
  if (number === undefined) return 0;
  const weekday = own(dayNumbers, second);
  if (weekday !== undefined)
    return number <= 5
      ? into.weekdays.push(`${weekday}#${number}`) && skipMonth(words, 2)
      : `A month has no ${first} ${second}.`;
  if (number < 1 || number > 31) return `There is no ${first} of a month.`;
  return into.days.push(String(number)) && skipMonth(words, second === 'day' ? 2 : 1);
};

const readMonth: Reader = (words, into) => {
  const month = own(monthNumbers, words[0]);
  if (month === undefined) return 0;
  into.months.push(month);
  // "march 15": a bare number after a month is its day, unless it is followed by what makes it a time.
  if (!/^\d{1,2}$/.test(words[1] ?? '') || words[2] === 'am' || words[2] === 'pm') return 1;
  const day = Number(words[1]);
  return day >= 1 && day <= 31 ? into.days.push(String(day)) && 2 : 1;
};

const readBetween: Reader = (words, into) => {
  if (words[0] !== 'between' && words[0] !== 'from') return 0;
  const from = readTime(words[1] ?? '', words[2]);
  if (!from) return 0;
  const rest = words.slice(1 + from.words);
  const to = readTime(rest[1] ?? '', rest[2]);
  if (!to || (rest[0] !== 'and' && !isRangeWord(rest[0]))) return 0;
  if (from.time.minute !== 0 || to.time.minute !== 0) return 'The hours of "between" must be whole, such as 9 and 17.';
  if (from.time.hour >= to.time.hour) return `The time after "${rest[0]}" must be later than the one before it.`;
  into.hours = { from: from.time.hour, to: to.time.hour };
  return 2 + from.words + to.words;
};

const readTimes: Reader = (words, into) => {
  const past = /^:(\d{2})$/.exec(words[0] ?? '');
  if (past && Number(past[1]) < 60) {
    into.minute = Number(past[1]);
    return 1;
  }
  const found = readTime(words[0] ?? '', words[1]);
  if (!found) return 0;
  into.times.push(found.time);
  return found.words;
};

const readers: Reader[] = [readBetween, readInterval, readDays, readWeekdays, readMonth, readSimple, readTimes];

const split = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[,;!]|\.$/g, ' ')
    .replace(/([a-z])\s*[-–]\s*([a-z])/g, '$1 - $2')
    .split(/\s+/)
    .filter(Boolean);

const dayFields = ({ days, months, weekdays }: Gathered): string => {
  const list = (parts: readonly (string | number)[]): string => [...new Set(parts)].join(',') || '*';
  const day = days.some((each) => each !== '?') ? days.filter((each) => each !== '?') : days.map(() => '1');
  const week = weekdays.some((each) => each !== '?')
    ? weekdays.filter((each) => each !== '?')
    : weekdays.map(() => '1');
  return `${list(day.length > 0 || months.length === 0 || week.length > 0 ? day : ['1'])} ${list(months)} ${list(week)}`;
};

const repeating = (gathered: Gathered, everySeconds: number): Understood => {
  const { times, days, months, weekdays, daily, hours, minute } = gathered;
  if (times.length > 0) return refuse('"every … minutes" and a time of day do not go together.');
  const rest = dayFields(gathered);
  const within = hours ? `${hours.from}-${hours.to - 1}` : '*';
  const minutes = everySeconds / 60;
  if (everySeconds === 60) return { kind: 'cron', cron: `* ${within} ${rest}` };
  if (Number.isInteger(minutes) && minutes < 60 && 60 % minutes === 0)
    return { kind: 'cron', cron: `*/${minutes} ${within} ${rest}` };
  if (everySeconds === 3600)
    return { kind: 'cron', cron: `${minute ?? 0} ${hours ? `${hours.from}-${hours.to}` : '*'} ${rest}` };
  const everyHours = everySeconds / 3600;
  if (Number.isInteger(everyHours) && everyHours < 24 && 24 % everyHours === 0)
    return {
      kind: 'cron',
      cron: `${minute ?? 0} ${hours ? `${hours.from}-${hours.to}/${everyHours}` : `*/${everyHours}`} ${rest}`,
    };
  if (days.length + months.length + weekdays.length > 0 || hours || daily)
    return refuse('This pace does not fit into an hour evenly, so it cannot be kept to certain days or hours.');
  return { kind: 'interval', everySeconds };
};

/** Everyone of the times in one expression; times with different minutes need the same hours. */
const atTimes = (gathered: Gathered): Understood => {
  const times = gathered.times.length > 0 ? gathered.times : [{ hour: usualHour, minute: 0 }];
  const hours = [...new Set(times.map(({ hour }) => hour))].sort((a, b) => a - b);
  const minutes = [...new Set(times.map(({ minute }) => minute))].sort((a, b) => a - b);
  if (hours.length * minutes.length !== times.length)
    return refuse('These times do not fit into one schedule.', 'Add a second schedule for the other time.');
  return { kind: 'cron', cron: `${minutes.join(',')} ${hours.join(',')} ${dayFields(gathered)}` };
};

/** Reads a schedule in plain words. What is not understood is named. */
export const understandSchedule = (text: string): Understood => {
  const words = split(text);
  if (words.length === 0) return refuse('Say when it should run.');
  const gathered: Gathered = {
    times: [],
    weekdays: [],
    days: [],
    months: [],
    everySeconds: null,
    hours: null,
    daily: false,
    minute: null,
  };
  let every = false;
  for (let at = 0; at < words.length; ) {
    const rest = words.slice(at);
    let taken = 0;
    for (const read of readers) {
      const result = read(every ? [...rest, '§every'] : rest, gathered);
      if (typeof result === 'string') return refuse(result);
      taken = result;
      if (taken > 0) break;
    }
    const word = words[at] as string;
    if (taken === 0) {
      if (!filler.has(word)) return refuse(`"${word}" is not understood here.`);
      every = word === 'every' || word === 'each';
      taken = 1;
    } else every = false;
    at += taken;
  }
  const { everySeconds, times, days, weekdays, months, daily } = gathered;
  if (everySeconds !== null) return repeating(gathered, everySeconds);
  if (gathered.hours) return refuse('"between" needs to know how often, such as "every hour between 9 and 17".');
  if (times.length === 0 && days.length + weekdays.length + months.length === 0 && !daily)
    return refuse(`"${text.trim().slice(0, 40)}" does not say when.`);
  return atTimes(gathered);
};
