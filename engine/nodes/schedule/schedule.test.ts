import { expect, test } from 'vitest';
import { node } from './schedule.ts';

const parse = (params: object) => node.params.parse(params);

test.each([
  [{ cron: '30 7 * * 1-5' }, 'Starts every Monday to Friday at 07:30'],
  [{ cron: '0 9 * * *', timeZone: 'Asia/Tokyo' }, 'Starts every day at 09:00 (Asia/Tokyo)'],
  [{ everySeconds: 900 }, 'Starts every 15 minutes'],
  [{ at: '2026-12-01T09:00' }, 'Starts once, on 2026-12-01 at 09:00'],
])('%j: %s', (params, sentence) => {
  expect(node.summary(parse(params))).toBe(sentence);
  expect(node.check?.(parse(params))).toEqual([]);
});

test.each([
  [{}, 'cron', 'does not say when'],
  [{ cron: '0 9 * * *', everySeconds: 60 }, 'cron', 'more than one way'],
  [{ cron: '0 0 30 2 *' }, 'cron', 'no day 30 in February'],
  [{ cron: '0 0 * 2 1#5' }, 'cron', 'never runs'],
  [{ at: 'soon' }, 'at', '"soon"'],
  [{ everySeconds: 60, timeZone: 'Mars/Olympus' }, 'timeZone', 'not a time zone'],
])('%j is refused', (params, param, words) => {
  expect(node.check?.(parse(params))).toMatchObject([{ param, message: expect.stringContaining(words) }]);
});

test('five seconds is the most often', () => {
  expect(node.params.safeParse({ everySeconds: 4 }).success).toBe(false);
});

test('watches by its own zone', () => {
  expect(node.listen(parse({ cron: '0 9 * * *', timeZone: 'Asia/Tokyo' }))).toEqual({
    kind: 'watch',
    source: {
      kind: 'schedule',
      cron: '0 9 * * *',
      everySeconds: null,
      at: null,
      timeZone: 'Asia/Tokyo',
      missed: 'run-once',
      missedWithinMinutes: 720,
    },
  });
});
