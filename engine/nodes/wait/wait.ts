import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import { readDate } from '../../model/read-date.ts';
import type { Template } from '../../model/template.ts';
import { defineStep, outPort, type ParamProblem } from '../define.ts';
import { number, text } from '../params.ts';
import { hasTemplate, showValue } from '../show-value.ts';

/** A wait is a row in the journal for all its time, so it has an end in sight: one year, leap or not. */
const longestSeconds = 366 * 86_400;

const params = z.strictObject({
  forSeconds: number(z.number().min(0).max(longestSeconds)).optional(),
  until: text().optional().describe('ISO date; without a zone, in the time zone of the flow'),
});

const dateFix = 'Use a date such as 2026-03-01 or 2026-03-01T09:30:00Z.';

const checkUntil = (until: string | Template | undefined): ParamProblem[] =>
  typeof until !== 'string' || readDate(until, 'UTC') !== undefined
    ? []
    : [{ param: 'until', message: `${showValue(until)} is not a date.`, fix: dateFix }];

const dueOf = (
  { forSeconds, until }: { forSeconds?: number | undefined; until?: string | undefined },
  startedAtMs: number,
  timeZone: string,
): number => {
  if (until === undefined) return startedAtMs + Math.ceil((forSeconds ?? 0) * 1000);
  const dueMs = readDate(until, timeZone);
  if (dueMs === undefined)
    throw personFault('wait.not-a-date', `The step should wait until ${showValue(until)}, which is not a date.`, {
      fix: dateFix,
    });
  if (dueMs - startedAtMs > longestSeconds * 1000)
    throw personFault(
      'wait.too-long',
      `The step should wait until ${showValue(until)}, which is more than a year away.`,
      {
        fix: 'Check the date, or start a new flow then with a schedule.',
      },
    );
  return dueMs;
};

/** Holds a run for a while or until a moment. The engine keeps the time, so a wait survives restart and sleep. */
export const node = defineStep({
  type: 'wait',
  version: 1,
  family: 'prepare',
  title: 'Wait',
  description: 'Holds this run for a while, or until a date and time.',
  icon: 'hourglass',
  synonyms: ['wait', 'delay', 'pause', 'sleep', 'later', 'timer'],
  params,
  form: [
    { name: 'forSeconds', label: 'Wait for (seconds)', kind: 'number', templated: true, placeholder: '60' },
    {
      name: 'until',
      label: 'Or wait until',
      kind: 'date-time',
      templated: true,
      help: 'Fill in one of the two. A moment that has passed already is no wait at all.',
    },
  ],
  ports: () => [outPort],
  summary: ({ forSeconds, until }) => {
    if (until !== undefined) return `Waits until ${showValue(until)}`;
    return forSeconds === undefined ? 'Has no time to wait yet' : `Waits for ${showValue(forSeconds)} seconds`;
  },
  sample: ({ forSeconds }) => ({ waitedSeconds: typeof forSeconds === 'number' ? forSeconds : 60 }),
  check: ({ forSeconds, until }) => {
    if (forSeconds === undefined && until === undefined)
      return [
        {
          param: 'forSeconds',
          message: 'It is not said how long to wait.',
          fix: 'Fill in a number of seconds or a date.',
        },
      ];
    if (forSeconds !== undefined && until !== undefined)
      return [
        { param: 'until', message: 'Both a number of seconds and a date are filled in.', fix: 'Empty one of the two.' },
      ];
    return hasTemplate(until) ? [] : checkUntil(until);
  },
  effect: () => 'pure',
  run: (params, { now, startedAtMs, timeZone }) => {
    const dueMs = dueOf(params, startedAtMs, timeZone);
    const nowMs = now();
    // A clock that was set back must not make the wait look negative.
    if (nowMs >= dueMs) return { output: { waitedSeconds: Math.max(0, nowMs - startedAtMs) / 1000 } };
    return { waitUntilMs: dueMs };
  },
  upgrades: [],
});
