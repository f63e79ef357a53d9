import { expect, test } from 'vitest';
import { parseCron } from './cron.ts';
import { describeCron, describeInterval } from './describe.ts';
import { understandSchedule } from './words.ts';

test.each([
  ['weekdays at 7:30', '30 7 * * 1-5', 'every Monday to Friday at 07:30'],
  ['every 15 minutes', '*/15 * * * *', 'every 15 minutes'],
  ['1st of the month at 9', '0 9 1 * *', 'on the 1st of the month at 09:00'],
  ['mondays and fridays 18:00', '0 18 * * 1,5', 'every Monday and Friday at 18:00'],
  ['every day at noon', '0 12 * * *', 'every day at 12:00'],
  ['daily at midnight', '0 0 * * *', 'every day at 00:00'],
  ['every day', '0 9 * * *', 'every day at 09:00'],
  ['every monday', '0 9 * * 1', 'every Monday at 09:00'],
  ['Every Monday at 7.30pm.', '30 19 * * 1', 'every Monday at 19:30'],
  ['monday to friday at 8am', '0 8 * * 1-5', 'every Monday to Friday at 08:00'],
  ['mon-fri 8:15', '15 8 * * 1-5', 'every Monday to Friday at 08:15'],
  ['sat, sun at 10', '0 10 * * 6,0', 'every Saturday and Sunday at 10:00'],
  ['weekends at 10:30', '30 10 * * 0,6', 'every Sunday and Saturday at 10:30'],
  ['friday to sunday at 22h', '0 22 * * 5-7', 'every Friday to Sunday at 22:00'],
  ['every hour', '0 * * * *', 'every hour on the hour'],
  ['hourly', '0 * * * *', 'every hour on the hour'],
  ['hourly at :20', '20 * * * *', 'every hour at minute 20'],
  ['every minute', '* * * * *', 'every minute'],
  ['every 2 hours', '0 */2 * * *', 'every 2 hours on the hour'],
  ['every 10 min', '*/10 * * * *', 'every 10 minutes'],
  ['every 30m', '*/30 * * * *', 'every 30 minutes'],
  ['every 6h', '0 */6 * * *', 'every 6 hours on the hour'],
  ['every five minutes on weekdays', '*/5 * * * 1-5', 'every 5 minutes, every Monday to Friday'],
  ['every 15 minutes between 9 and 17', '*/15 9-16 * * *', 'every 15 minutes, from 09:00 to 16:59'],
  [
    'every hour from 9 to 17 on weekdays',
    '0 9-17 * * 1-5',
    'every hour on the hour, from 09:00 to 17:59, every Monday to Friday',
  ],
  ['weekly', '0 9 * * 1', 'every Monday at 09:00'],
  ['weekly on thursday at 14:00', '0 14 * * 4', 'every Thursday at 14:00'],
  ['monthly', '0 9 1 * *', 'on the 1st of the month at 09:00'],
  ['monthly on the 15th at 6pm', '0 18 15 * *', 'on the 15th of the month at 18:00'],
  ['day 15 of every month at 8', '0 8 15 * *', 'on the 15th of the month at 08:00'],
  ['1st and 15th of the month at 9:00', '0 9 1,15 * *', 'on the 1st and the 15th of the month at 09:00'],
  ['last day of the month at 23:30', '30 23 L * *', 'on the last day of the month at 23:30'],
  ['last weekday of the month at 16:00', '0 16 LW * *', 'on the last weekday of the month at 16:00'],
  ['last business day of each month at 5 pm', '0 17 LW * *', 'on the last weekday of the month at 17:00'],
  ['first monday of the month at 9', '0 9 * * 1#1', 'on the first Monday of the month at 09:00'],
  ['2nd tuesday of every month at 10:00', '0 10 * * 2#2', 'on the second Tuesday of the month at 10:00'],
  ['last friday of the month at 5pm', '0 17 * * 5#L', 'on the last Friday of the month at 17:00'],
  ['january 1st at noon', '0 12 1 1 *', 'on the 1st of January at 12:00'],
  ['march 15 at 9:00', '0 9 15 3 *', 'on the 15th of March at 09:00'],
  ['every day at 9 and 18', '0 9,18 * * *', 'every day at 09:00 and 18:00'],
  ['business days at 9', '0 9 * * 1-5', 'every Monday to Friday at 09:00'],
  ['12 am every day', '0 0 * * *', 'every day at 00:00'],
])('%s', (text, cron, sentence) => {
  expect(understandSchedule(text)).toEqual({ kind: 'cron', cron });
  expect(parseCron(cron).ok).toBe(true);
  expect(describeCron(cron)).toBe(sentence);
});

test.each([
  ['every 30 seconds', 30, 'every 30 seconds'],
  ['every 90 minutes', 5400, 'every 90 minutes'],
  ['every 7 hours', 25_200, 'every 7 hours'],
  ['every 45 minutes', 2700, 'every 45 minutes'],
])('%s is an interval', (text, everySeconds, sentence) => {
  expect(understandSchedule(text)).toEqual({ kind: 'interval', everySeconds });
  expect(describeInterval(everySeconds)).toBe(sentence);
});

test.each([
  ['weekdays at dawn', 'dawn'],
  ['every blue moon', 'blue'],
  ['every other day', 'other'],
  ['every 3 days', '3 days'],
  ['every second', 'second'],
  ['every 2 seconds', '2 seconds'],
  ['monday at 25:00', '25:00'],
  ['at 7:75', '7:75'],
  ['32nd of the month', '32nd'],
  ['sixth monday', 'sixth'],
  ['7th monday of the month', '7th monday'],
  ['every 15 minutes at 9', 'time of day'],
  ['every 7 minutes on weekdays', 'evenly'],
  ['monday at 9:15 and 17:45', 'one schedule'],
  ['between 9 and 17', 'between'],
  ['every hour from 17 to 9', 'later'],
  ['constructor', 'constructor'],
  ['', 'when'],
  ['at the', 'at the'],
])('"%s" is refused, naming %s', (text, words) => {
  const understood = understandSchedule(text);
  if (understood.kind !== 'problem') throw new Error(JSON.stringify(understood));
  expect(understood.problem.message).toContain(words);
});
