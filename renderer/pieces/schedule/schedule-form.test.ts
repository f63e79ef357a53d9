import { expect, test } from 'vitest';
import { changePreset, describeWait, readForm, type ScheduleForm, writeForm } from './schedule-form.ts';

const forms: [ScheduleForm, object][] = [
  [{ preset: 'minutes', every: 15 }, { cron: '*/15 * * * *' }],
  [{ preset: 'minutes', every: 1 }, { cron: '* * * * *' }],
  [{ preset: 'minutes', every: 45 }, { everySeconds: 2700 }],
  [{ preset: 'minutes', every: 0.5 }, { everySeconds: 30 }],
  [{ preset: 'hourly', minute: 20 }, { cron: '20 * * * *' }],
  [{ preset: 'daily', time: '07:30' }, { cron: '30 7 * * *' }],
  [{ preset: 'weekdays', time: '07:30' }, { cron: '30 7 * * 1-5' }],
  [{ preset: 'weekly', days: [0, 3], time: '18:00' }, { cron: '0 18 * * 0,3' }],
  [{ preset: 'monthly', day: 15, time: '09:00' }, { cron: '0 9 15 * *' }],
  [{ preset: 'monthly', day: 0, time: '23:30' }, { cron: '30 23 L * *' }],
  [{ preset: 'once', at: '2026-12-01T09:00' }, { at: '2026-12-01T09:00' }],
  [{ preset: 'custom', cron: '0 9 * * 1#1' }, { cron: '0 9 * * 1#1' }],
];

test.each(forms)('%j is %j, both ways', (form, params) => {
  expect(writeForm(form)).toEqual(params);
  expect(readForm(params as never)).toEqual(form);
});

test.each(['0 9 1 1 *', '*/5 9-17 * * *', '0 9 1 * 1', '0 9,18 * * *', '0 9 * * FRIL', 'nonsense', ''])(
  '"%s" is more than the builder shows',
  (cron) => {
    expect(readForm({ cron })).toEqual({ preset: 'custom', cron });
  },
);

test('the time stays when the kind of schedule changes', () => {
  const weekly = changePreset({ preset: 'daily', time: '07:30' }, 'weekly', '2026-11-24');
  expect(weekly).toEqual({ preset: 'weekly', days: [1], time: '07:30' });
  expect(changePreset(weekly, 'once', '2026-11-24')).toEqual({ preset: 'once', at: '2026-11-24T07:30' });
  expect(changePreset(weekly, 'custom', '2026-11-24')).toEqual({ preset: 'custom', cron: '30 7 * * 1' });
  expect(readForm({})).toBeNull();
});

test.each([
  [20_000, 'in 20 s'],
  [62_880_000, 'in 17 h 28 min'],
  [3_600_000, 'in 1 h'],
  [90_000_000, 'in 1 d 1 h'],
])('%i ms is %s', (ms, words) => {
  expect(describeWait(ms)).toBe(words);
});
