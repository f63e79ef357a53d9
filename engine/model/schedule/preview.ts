import { type CronFields, parseCron, type ScheduleProblem } from './cron.ts';
import { describeFields, describeInterval } from './describe.ts';
import { hasFixedHour, nextFire, type ScheduleSpec } from './next-fire.ts';
import { readAt } from './read-at.ts';
import { understandSchedule } from './words.ts';
import { clockChanges, isZone } from './zone.ts';

/** What a person sees of a schedule before it is switched on. Everything here is computed by what fires it. */
export interface SchedulePreview {
  /** "every Monday to Friday at 07:30"; empty when it is not understood. */
  sentence: string;
  /** The expression it comes to; null for intervals and single times. */
  cron: string | null;
  everySeconds: number | null;
  /** ISO times. */
  next: string[];
  clockChanges: { at: string; what: string }[];
  problem?: ScheduleProblem;
}

export interface ScheduleQuestion {
  cron?: string | undefined;
  everySeconds?: number | undefined;
  at?: string | undefined;
  text?: string | undefined;
  zone: string;
  count: number;
  fromMs: number;
}

const dayMs = 86_400_000;
/** How far ahead clock changes are told. */
const toldAheadMs = 400 * dayMs;

const nothing: SchedulePreview = { sentence: '', cron: null, everySeconds: null, next: [], clockChanges: [] };
const refused = (message: string, fix: string): SchedulePreview => ({
  ...nothing,
  problem: { field: null, message, fix },
});

const clockTime = (wallMs: number): string => new Date(wallMs).toISOString().slice(11, 16);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const date = (wallMs: number): string => {
  const day = new Date(wallMs);
  return `${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
};

/** What each clock change ahead does to a schedule with named hours; others just follow the clock. */
const tellClockChanges = (cron: string, fields: CronFields, zone: string, fromMs: number) => {
  if (!hasFixedHour(fields)) return [];
  return clockChanges(zone, fromMs, fromMs + toldAheadMs).flatMap(({ atMs, before, after }) => {
    // Asked of a calendar without clock changes: what would be due in the hours that are skipped or come twice?
    const [startMs, endMs] = after > before ? [atMs + before, atMs + after] : [atMs + after, atMs + before];
    const wall = nextFire({ kind: 'cron', cron }, 'UTC', startMs - 1);
    if (wall === null || wall >= endMs) return [];
    const what =
      after > before
        ? `On ${date(wall)} the clock skips ${clockTime(wall)}; it will run at ${clockTime(endMs)}.`
        : `On ${date(wall)} ${clockTime(wall)} comes twice; it will run once, the first time.`;
    return [{ at: new Date(after > before ? atMs : wall - before).toISOString(), what }];
  });
};

const upcoming = (spec: ScheduleSpec, zone: string, fromMs: number, count: number): string[] => {
  const found: string[] = [];
  for (let at = nextFire(spec, zone, fromMs); at !== null && found.length < count; at = nextFire(spec, zone, at))
    found.push(new Date(at).toISOString());
  return found;
};

const previewCron = (cron: string, { zone, fromMs, count }: ScheduleQuestion): SchedulePreview => {
  const parsed = parseCron(cron);
  if (!parsed.ok) return { ...nothing, problem: parsed.problem };
  const next = upcoming({ kind: 'cron', cron: parsed.text }, zone, fromMs, count);
  const sentence = describeFields(parsed.fields);
  if (next.length === 0)
    return {
      ...nothing,
      sentence,
      problem: { field: null, message: 'This never runs in the next ten years.', fix: 'Choose another day or month.' },
    };
  return {
    ...nothing,
    sentence,
    cron: parsed.text,
    next,
    clockChanges: tellClockChanges(parsed.text, parsed.fields, zone, fromMs),
  };
};

const previewInterval = (everySeconds: number, { zone, fromMs, count }: ScheduleQuestion): SchedulePreview => {
  if (!Number.isInteger(everySeconds) || everySeconds < 5)
    return refused('That is too often.', 'Use whole seconds, five or more.');
  const spec = { kind: 'interval', everySeconds, anchorMs: fromMs } as const;
  return {
    ...nothing,
    everySeconds,
    sentence: describeInterval(everySeconds),
    next: upcoming(spec, zone, fromMs, count),
  };
};

const previewOnce = (at: string, { zone, fromMs }: ScheduleQuestion): SchedulePreview => {
  const atMs = readAt(at, zone);
  if (Number.isNaN(atMs)) return refused(`"${at.slice(0, 40)}" is not a date and time.`, 'Choose a date and a time.');
  if (atMs <= fromMs) return refused('This time has passed.', 'Choose a time in the future.');
  return { ...nothing, sentence: 'once', next: [new Date(atMs).toISOString()] };
};

/** Answers what a schedule means and when it runs next; what is wrong with it stands in `problem`. */
export const previewSchedule = (question: ScheduleQuestion): SchedulePreview => {
  const { cron, everySeconds, at, text, zone } = question;
  if (!isZone(zone)) return refused(`"${zone.slice(0, 60)}" is not a time zone.`, 'Write it like Europe/Lisbon.');
  if (cron !== undefined) return previewCron(cron, question);
  if (everySeconds !== undefined) return previewInterval(everySeconds, question);
  if (at !== undefined) return previewOnce(at, question);
  const understood = understandSchedule(text ?? '');
  if (understood.kind === 'problem') return { ...nothing, problem: understood.problem };
  return understood.kind === 'cron'
    ? previewCron(understood.cron, question)
    : previewInterval(understood.everySeconds, question);
};
