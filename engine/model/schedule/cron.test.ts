import { expect, test } from 'vitest';
import { parseCron } from './cron.ts';
import { nextFire } from './next-fire.ts';

test.each([
  ['30 7 * * mon-fri', '30 7 * * 1-5'],
  ['0 9 1 JAN,jul *', '0 9 1 1,7 *'],
  ['  0   9 * * 7 ', '0 9 * * 0'],
  ['0 9 * * sun', '0 9 * * 0'],
  ['0 9 * * fri-sun', '0 9 * * 5-7'],
  ['0 9 ? * 1', '0 9 * * 1'],
  ['0 9 l * *', '0 9 L * *'],
  ['0 9 lw * *', '0 9 LW * *'],
  ['0 9 15w,L * *', '0 9 15W,L * *'],
  ['0 9 * * FRIL', '0 9 * * 5#L'],
  ['0 9 * * 1#2', '0 9 * * 1#2'],
  ['@hourly', '0 * * * *'],
  ['@Yearly', '0 0 1 1 *'],
  ['10-50/20 */2 * * *', '10-50/20 */2 * * *'],
])('%s is read as %s', (text, expected) => {
  expect(parseCron(text)).toMatchObject({ ok: true, text: expected });
  expect(nextFire({ kind: 'cron', cron: text }, 'UTC', Date.UTC(2026, 10, 23))).not.toBeNull();
});

test.each([
  ['', null, 'empty'],
  ['* * * *', null, 'five parts, but this has 4'],
  ['0 0 9 * * *', null, 'five parts, but this has 6'],
  ['@reboot', null, '@reboot'],
  ['5/70 * * * *', 'minute', '"/70"'],
  ['5/7 * * * *', 'minute', 'single minute'],
  ['*/0 * * * *', 'minute', '"/0"'],
  ['*/60/2 * * * *', 'minute', 'two slashes'],
  ['60 * * * *', 'minute', 'from 0 to 59'],
  ['-1 * * * *', 'minute', '""'],
  ['1.5 * * * *', 'minute', '"1.5"'],
  ['1, * * * *', 'minute', 'empty'],
  ['0 24 * * *', 'hour', 'from 0 to 23'],
  ['0 22-2 * * *', 'hour', 'ends before it begins'],
  ['0 0 0 * *', 'day', 'from 1 to 31'],
  ['0 0 32 * *', 'day', 'from 1 to 31'],
  ['0 0 30 2 *', 'day', 'no day 30 in February'],
  ['0 0 31 2,4 *', 'day', 'no day 31 in February or April'],
  ['0 0 31W 4 *', 'day', 'no day 31 in April'],
  ['0 0 L-3 * *', 'day', 'not understood'],
  ['0 0 1 13 *', 'month', 'from 1 to 12'],
  ['0 0 1 janvier *', 'month', 'not understood'],
  ['0 0 * * 8', 'weekday', 'from 0 to 7'],
  ['0 0 * * L', 'weekday', 'not understood'],
  ['0 0 * * 1#6', 'weekday', 'one to five'],
  ['0 0 * * monday', 'weekday', 'not understood'],
  ['constructor * * * *', 'minute', 'not understood'],
])('"%s" is refused for its %s: %s', (text, field, words) => {
  const parsed = parseCron(text);
  if (parsed.ok) throw new Error(`read as ${parsed.text}`);
  expect(parsed.problem.field).toBe(field);
  expect(parsed.problem.message).toContain(words);
  expect(parsed.problem.fix).toMatch(/[.]$/);
});
