import { z } from 'zod';
import { describeCron, describeInterval } from '../../model/schedule/describe.ts';
import { previewSchedule } from '../../model/schedule/preview.ts';
import { readAt } from '../../model/schedule/read-at.ts';
import { isZone } from '../../model/schedule/zone.ts';
import { defineTrigger, outPort, type ParamProblem } from '../define.ts';

const params = z.strictObject({
  cron: z.string().max(300).optional().describe('Minute, hour, day of the month, month, day of the week'),
  everySeconds: z
    .int()
    .min(5)
    .max(366 * 86_400)
    .optional(),
  at: z.string().max(40).optional().describe('ISO time; without an offset it is a time of the zone'),
  timeZone: z.string().max(60).default('').describe('IANA name; the zone of the flow when it is empty'),
  missed: z.enum(['run-once', 'skip', 'run-all', 'ask']).default('run-once'),
  missedWithinMinutes: z
    .int()
    .min(1)
    .max(90 * 24 * 60)
    .default(12 * 60),
});
type Params = z.output<typeof params>;

const checkWhen = ({ cron, everySeconds, at, timeZone }: Params): ParamProblem[] => {
  const given = [cron, everySeconds, at].filter((each) => each !== undefined).length;
  if (given === 0) return [{ param: 'cron', message: 'It does not say when to start.', fix: 'Choose when it starts.' }];
  if (given > 1)
    return [
      {
        param: 'cron',
        message: 'It says when to start in more than one way.',
        fix: 'Keep one of a schedule, a pace and a single time.',
      },
    ];
  const zone = isZone(timeZone) ? timeZone : 'UTC';
  if (cron !== undefined) {
    const { problem } = previewSchedule({ cron, zone, count: 1, fromMs: Date.now() });
    return problem ? [{ param: 'cron', message: problem.message, fix: problem.fix }] : [];
  }
  if (at !== undefined && Number.isNaN(readAt(at, zone)))
    return [{ param: 'at', message: `"${at}" is not a date and time.`, fix: 'Choose a date and a time.' }];
  return [];
};

const checkZone = ({ timeZone }: Params): ParamProblem[] =>
  timeZone === '' || isZone(timeZone)
    ? []
    : [{ param: 'timeZone', message: `"${timeZone}" is not a time zone.`, fix: 'Write it like Europe/Lisbon.' }];

const describeWhen = ({ cron, everySeconds, at }: Params): string => {
  if (cron !== undefined) return describeCron(cron);
  if (everySeconds !== undefined) return describeInterval(everySeconds);
  return at === undefined ? 'at a time that is not chosen yet' : `once, on ${at.slice(0, 16).replace('T', ' at ')}`;
};

/** Starts runs at set times. */
export const node = defineTrigger({
  type: 'schedule',
  version: 1,
  title: 'Schedule',
  description: 'Starts at set times, such as every weekday at 7:30.',
  icon: 'calendar-clock',
  synonyms: ['cron', 'timer', 'time', 'interval', 'daily', 'hourly', 'weekly', 'monthly', 'every', 'clock', 'repeat'],
  params,
  form: [
    {
      name: 'cron',
      label: 'When',
      kind: 'text',
      placeholder: '30 7 * * 1-5',
      help: 'Minute, hour, day of the month, month, day of the week. A day of the month and a day of the week: either counts.',
    },
    { name: 'everySeconds', label: 'Or every … seconds', kind: 'number', placeholder: '300' },
    { name: 'at', label: 'Or once, at', kind: 'date-time' },
    { name: 'timeZone', label: 'Time zone', kind: 'text', placeholder: 'Europe/Lisbon', advanced: true },
    {
      name: 'missed',
      label: 'If this computer is off or asleep then',
      kind: 'choice',
      choices: [
        { value: 'run-once', label: "Run once when it's back" },
        { value: 'skip', label: 'Skip' },
        { value: 'run-all', label: 'Run every missed one (100 at most)' },
        { value: 'ask', label: 'Ask me' },
      ],
    },
    {
      name: 'missedWithinMinutes',
      label: 'But only within … minutes of the planned time',
      kind: 'number',
      advanced: true,
    },
  ],
  ports: () => [outPort],
  summary: (given) => `Starts ${describeWhen(given)}${given.timeZone === '' ? '' : ` (${given.timeZone})`}`,
  sample: () => ({
    scheduledAt: '2026-03-02T07:30:00.000Z',
    firedAt: '2026-03-02T07:30:00.120Z',
    lateMs: 120,
    missedCount: 0,
  }),
  check: (given) => [...checkWhen(given), ...checkZone(given)],
  listen: ({ cron, everySeconds, at, timeZone, missed, missedWithinMinutes }) => ({
    kind: 'watch',
    source: {
      kind: 'schedule',
      cron: cron ?? null,
      everySeconds: everySeconds ?? null,
      at: at ?? null,
      timeZone,
      missed,
      missedWithinMinutes,
    },
  }),
  upgrades: [],
});
