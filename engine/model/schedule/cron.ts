/**
 * Five-field cron expressions, read strictly: what is not understood is refused with the field and the reason, because a
 * schedule that silently means something else is found out weeks later. https://man7.org/linux/man-pages/man5/crontab.5.html
 * with the usual additions L, W and #. Day of month and day of week both set = either.
 */

export type CronFieldName = 'minute' | 'hour' | 'day' | 'month' | 'weekday';

/** One part of a comma-separated field. Sunday is 0. */
export type CronItem =
  | { kind: 'every'; step: number }
  | { kind: 'value'; value: number }
  | { kind: 'range'; from: number; to: number; step: number }
  | { kind: 'last-day' }
  | { kind: 'last-workday' }
  | { kind: 'near'; day: number }
  | { kind: 'nth'; weekday: number; nth: number }
  | { kind: 'last-of'; weekday: number };

export type CronFields = Record<CronFieldName, CronItem[]>;

/** Why a schedule cannot be used, in words for the person. */
export interface ScheduleProblem {
  /** The field it is about; null when it is about the whole. */
  field: CronFieldName | null;
  message: string;
  fix: string;
}

export type ParsedCron = { ok: true; fields: CronFields; text: string } | { ok: false; problem: ScheduleProblem };

interface FieldRule {
  name: CronFieldName;
  label: string;
  from: number;
  to: number;
  names: readonly string[];
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const short = (names: readonly string[]): string[] => names.map((name) => name.slice(0, 3).toUpperCase());

const rules: readonly FieldRule[] = [
  { name: 'minute', label: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', label: 'hour', from: 0, to: 23, names: [] },
  { name: 'day', label: 'day of the month', from: 1, to: 31, names: [] },
  { name: 'month', label: 'month', from: 1, to: 12, names: ['', ...short(monthNames)] },
  { name: 'weekday', label: 'day of the week', from: 0, to: 7, names: short(weekdayNames) },
];

const macros: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** Thrown inside the reader only. */
class Refusal extends Error {
  readonly field: CronFieldName | null;
  readonly fix: string;
  constructor(field: CronFieldName | null, message: string, fix: string) {
    super(message);
    this.field = field;
    this.fix = fix;
  }
}

const readNumber = (text: string, rule: FieldRule): number => {
  const named = text === '' ? -1 : rule.names.indexOf(text.toUpperCase());
  if (named >= 0) return named;
  const { name, label, from, to } = rule;
  if (!/^\d{1,2}$/.test(text))
    throw new Refusal(name, `The ${label} "${text}" is not understood.`, `Write a number from ${from} to ${to}.`);
  const value = Number(text);
  if (value < from || value > to)
    throw new Refusal(name, `The ${label} goes from ${from} to ${to}, but "${text}" is not in it.`, 'Correct it.');
  return value;
};

const readStep = (text: string, rule: FieldRule): number => {
  const step = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  const most = rule.to - rule.from + (rule.name === 'weekday' ? 0 : 1);
  if (step >= 1 && step <= most) return step;
  throw new Refusal(
    rule.name,
    `The step "/${text}" of the ${rule.label} must be a number from 1 to ${most}.`,
    'Correct the number after the slash.',
  );
};

const readRange = (base: string, step: number, rule: FieldRule): CronItem => {
  const [first = '', last = '', ...rest] = base.split('-');
  if (rest.length > 0)
    throw new Refusal(rule.name, `The range "${base}" of the ${rule.label} is not understood.`, 'Write it as 1-5.');
  const from = readNumber(first, rule);
  const end = readNumber(last, rule);
  // Monday to Sunday is said with either number of Sunday.
  const to = rule.name === 'weekday' && end === 0 && from > 0 ? 7 : end;
  if (from > to)
    throw new Refusal(
      rule.name,
      `The range "${base}" of the ${rule.label} ends before it begins.`,
      `Write two parts: ${first}-${rule.to},${rule.from}-${last}.`,
    );
  return { kind: 'range', from, to, step };
};

const readDaySpecial = (text: string, rule: FieldRule): CronItem | undefined => {
  if (text === 'L') return { kind: 'last-day' };
  if (text === 'LW' || text === 'WL') return { kind: 'last-workday' };
  const near = /^(\d{1,2})W$/.exec(text);
  return near ? { kind: 'near', day: readNumber(near[1] as string, rule) } : undefined;
};

const readWeekdaySpecial = (text: string, rule: FieldRule): CronItem | undefined => {
  const last = /^(\w+?)(?:L|#L)$/.exec(text);
  if (last) return { kind: 'last-of', weekday: readNumber(last[1] as string, rule) % 7 };
  const nth = /^(\w+)#(\w+)$/.exec(text);
  if (!nth) return undefined;
  const count = Number(nth[2]);
  if (!/^[1-5]$/.test(nth[2] as string))
    throw new Refusal(
      'weekday',
      `"${text}" asks for the ${nth[2]}th of a weekday, but a month has one to five.`,
      'Use 1 to 5.',
    );
  return { kind: 'nth', weekday: readNumber(nth[1] as string, rule) % 7, nth: count };
};

const readItem = (text: string, rule: FieldRule): CronItem => {
  if (text === '') throw new Refusal(rule.name, `A part of the ${rule.label} is empty.`, 'Remove the extra comma.');
  const upper = text.toUpperCase();
  if (upper === '?' && (rule.name === 'day' || rule.name === 'weekday')) return { kind: 'every', step: 1 };
  const special =
    rule.name === 'day'
      ? readDaySpecial(upper, rule)
      : rule.name === 'weekday'
        ? readWeekdaySpecial(upper, rule)
        : undefined;
  if (special) return special;
  const [base = '', stepText, ...rest] = upper.split('/');
  if (rest.length > 0) throw new Refusal(rule.name, `"${text}" has two slashes.`, 'Keep one.');
  const step = stepText === undefined ? 1 : readStep(stepText, rule);
  if (base === '*') return { kind: 'every', step };
  if (base.includes('-')) return readRange(base, step, rule);
  if (stepText !== undefined)
    throw new Refusal(
      rule.name,
      `"${text}" steps from a single ${rule.label}, which programs read differently.`,
      `Write */${stepText} or ${base}-${rule.to}/${stepText}.`,
    );
  const value = readNumber(base, rule);
  return { kind: 'value', value: rule.name === 'weekday' ? value % 7 : value };
};

const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Numbers an item stands for; nothing for those that depend on the calendar. */
export const numbersOf = (item: CronItem, from: number, to: number): number[] => {
  const all = (first: number, last: number, step: number): number[] =>
    Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
  if (item.kind === 'every') return all(from, to, item.step);
  if (item.kind === 'range') return all(item.from, item.to, item.step);
  return item.kind === 'value' ? [item.value] : [];
};

export const isEvery = (items: readonly CronItem[]): boolean =>
  items.length === 1 && items[0]?.kind === 'every' && items[0].step === 1;

/** A day no chosen month has; only when nothing else lets it run. */
const checkDates = ({ day, month, weekday }: CronFields): void => {
  if (!isEvery(weekday)) return;
  const months = month.flatMap((item) => numbersOf(item, 1, 12));
  const longest = Math.max(...months.map((number) => daysIn[number - 1] ?? 31));
  const earliest = Math.min(
    ...day.flatMap((item) =>
      item.kind === 'near' ? [item.day] : item.kind.startsWith('last') ? [1] : numbersOf(item, 1, 31),
    ),
  );
  if (earliest <= longest) return;
  const names = months.map((number) => monthNames[number - 1]).join(' or ');
  throw new Refusal('day', `There is no day ${earliest} in ${names}, so this would never run.`, 'Choose another day.');
};

const write = (item: CronItem): string => {
  switch (item.kind) {
    case 'every':
      return item.step === 1 ? '*' : `*/${item.step}`;
    case 'value':
      return String(item.value);
    case 'range':
      return `${item.from}-${item.to}${item.step === 1 ? '' : `/${item.step}`}`;
    case 'last-day':
      return 'L';
    case 'last-workday':
      return 'LW';
    case 'near':
      return `${item.day}W`;
    case 'nth':
      return `${item.weekday}#${item.nth}`;
    case 'last-of':
      return `${item.weekday}#L`;
  }
};

/** The expression as text, names and macros written out. */
export const writeCron = (fields: CronFields): string =>
  rules.map(({ name }) => fields[name].map(write).join(',')).join(' ');

const read = (given: string): CronFields => {
  const trimmed = given.trim();
  const text = macros[trimmed.toLowerCase()] ?? trimmed;
  if (text.startsWith('@'))
    throw new Refusal(null, `"${text}" is not understood.`, `Use one of ${Object.keys(macros).join(', ')}.`);
  const parts = text === '' ? [] : text.split(/\s+/);
  if (parts.length !== 5)
    throw new Refusal(
      null,
      parts.length === 0 ? 'The schedule is empty.' : `A schedule has five parts, but this has ${parts.length}.`,
      'Write minute, hour, day of the month, month and day of the week, for example 30 7 * * 1-5.',
    );
  const fields = {} as CronFields;
  rules.forEach((rule, index) => {
    fields[rule.name] = (parts[index] as string).split(',').map((part) => readItem(part, rule));
  });
  checkDates(fields);
  return fields;
};

/** Reads an expression, or says which field is wrong and why. Whether it ever runs is asked of `nextFire`. */
export const parseCron = (text: string): ParsedCron => {
  if (text.length > 300)
    return { ok: false, problem: { field: null, message: 'This schedule is too long.', fix: 'Use several triggers.' } };
  try {
    const fields = read(text);
    return { ok: true, fields, text: writeCron(fields) };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return { ok: false, problem: { field: thrown.field, message: thrown.message, fix: thrown.fix } };
  }
};
