import { expect, test } from 'vitest';
import type { AwayReport, CaughtUp, MissedTime } from '../client/types.ts';
import { isWorthTelling, sayAbsence, sayAway, sayCaughtUp } from './away-words.ts';

const nothing: AwayReport = { from: null, to: null, reason: null, missed: [], caughtUp: [], waiting: [], gaps: [] };
const time = (event: string): MissedTime => ({
  event: event as MissedTime['event'],
  flow: 'Hourly',
  flowId: 'flow_1' as MissedTime['flowId'],
  dueAt: '2026-11-23T14:00:00.000Z',
  reason: '',
  canRun: true,
});
const late: CaughtUp = {
  event: 'evt_9' as CaughtUp['event'],
  run: 'run_9' as CaughtUp['run'],
  flow: 'Hourly',
  flowId: 'flow_1' as CaughtUp['flowId'],
  dueAt: '2026-11-23T15:00:00.000Z',
  startedAt: '2026-11-23T15:30:00.000Z',
  missedCount: 3,
};
const lost = { flow: 'Called', flowId: late.flowId, event: null, message: 'Lost.' };

test.each([
  [{ missed: [time('1'), time('2')], caughtUp: [late] }, '2 scheduled runs were missed, 1 was caught up.'],
  [{ missed: [time('1')] }, '1 scheduled run was missed.'],
  [{ caughtUp: [late, late] }, '2 scheduled runs were caught up.'],
  [{ waiting: [time('1')] }, '1 missed run waits for you to decide.'],
  [
    { missed: [time('1')], waiting: [time('2'), time('3')], gaps: [{ ...lost, event: time('4').event }] },
    '1 scheduled run was missed. 2 missed runs wait for you to decide. 1 flow has a gap nobody can fill.',
  ],
] satisfies [Partial<AwayReport>, string][])('the news in one line', (report, words) => {
  const whole: AwayReport = { ...nothing, ...report };
  expect([isWorthTelling(whole), sayAway(whole)]).toEqual([true, words]);
});

test('an absence in which nothing was due is no news, whatever may have been sent', () => {
  expect(isWorthTelling({ ...nothing, from: late.dueAt, to: late.startedAt, reason: 'closed', gaps: [lost] })).toBe(
    false,
  );
});

test('says why nobody looked and what a late run stands for', () => {
  expect(sayAbsence(nothing)).toBe('');
  expect(sayAbsence({ ...nothing, from: late.dueAt, to: late.startedAt, reason: 'asleep' })).toMatch(
    /^This computer was asleep from .+ to .+\.$/,
  );
  expect(sayCaughtUp(late)).toMatch(/^One run at .+ stands for 3 times$/);
  expect(sayCaughtUp({ ...late, missedCount: 0 })).toMatch(/^Due .+, started .+$/);
});
