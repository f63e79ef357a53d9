import { expect, test } from 'vitest';
import { previewSchedule } from './preview.ts';

const fromMs = Date.UTC(2026, 10, 23, 12);

test('says in words what is understood, when it runs, and what clock changes do to it', () => {
  const preview = previewSchedule({ text: 'every day at 2:30', zone: 'Europe/Berlin', count: 2, fromMs });
  expect(preview).toMatchObject({
    sentence: 'every day at 02:30',
    cron: '30 2 * * *',
    next: ['2026-11-24T01:30:00.000Z', '2026-11-25T01:30:00.000Z'],
  });
  expect(preview.clockChanges).toEqual([
    { at: '2027-03-28T01:00:00.000Z', what: 'On 28 Mar 2027 the clock skips 02:30; it will run at 03:00.' },
    { at: '2027-10-31T00:30:00.000Z', what: 'On 31 Oct 2027 02:30 comes twice; it will run once, the first time.' },
  ]);
});

test('says nothing of clock changes that do not touch it', () => {
  expect(previewSchedule({ cron: '0 9 * * *', zone: 'Europe/Berlin', count: 1, fromMs }).clockChanges).toEqual([]);
  expect(previewSchedule({ cron: '*/15 * * * *', zone: 'Europe/Berlin', count: 1, fromMs }).clockChanges).toEqual([]);
});

test.each([
  [{ cron: '0 0 30 2 *' }, 'no day 30'],
  [{ cron: '0 0 * 2 1#5' }, 'never runs'],
  [{ everySeconds: 3 }, 'too often'],
  [{ at: 'soon' }, '"soon"'],
  [{ at: '2026-11-23T11:59:00Z' }, 'has passed'],
  [{ text: 'at dawn' }, 'dawn'],
])('%j is refused: %s', (question, words) => {
  const { problem, next } = previewSchedule({ ...question, zone: 'UTC', count: 5, fromMs });
  expect(problem?.message).toContain(words);
  expect(next).toEqual([]);
});

test('a zone nobody knows is refused', () => {
  expect(previewSchedule({ cron: '0 9 * * *', zone: 'Mars/Olympus', count: 1, fromMs }).problem?.message).toContain(
    'Mars',
  );
});
