import { expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { scopeOf } from '../../nodes/define.ts';
import { parseTemplate } from './parse.ts';

const make = (value: JsonValue, filters: string): JsonValue =>
  parseTemplate(`{{ trigger.value | ${filters} }}`).evaluate(scopeOf({ value }));

/** Far more than any of them takes, far less than a search that goes back and forth would. */
const quickMs = 500;

test.each([
  ['find_email', `${'a'.repeat(200_000)}@`],
  ['find_email', `a@${'a.'.repeat(100_000)}`],
  ['find_email', 'a@'.repeat(100_000)],
  ['find_link', `http://${'.'.repeat(200_000)}`],
  ['find_link', 'http://'.repeat(50_000)],
  ['find_number', `${'1,111'.repeat(50_000)}x`],
  ['find_number: "comma"', '-'.repeat(200_000)],
  ['parse_date: "day-first"', `${' '.repeat(200_000)}1`],
  ['look_up: "a=b"', 'a'.repeat(200_000)],
  ['text_between: "(", ")"', '('.repeat(200_000)],
])('%s does not search a hostile text for ever', (filters, text) => {
  const startedAt = performance.now();
  try {
    make(text, filters);
  } catch {
    // That it finds nothing is fine.
  }
  expect(performance.now() - startedAt).toBeLessThan(quickMs);
});

test.each([
  ['text', 'format_number: 21', '"21" is not a number of digits from 0 to 20'],
  [1, 'format_money: "EURO"', '"EURO" is not a currency of three letters, such as EUR'],
  [1, 'format_money: "EUR", "tlh"', '"tlh" is not one of en, de, de-CH, fr, es, pt, pt-BR'],
  ['2026-03-01', 'add_time: 999999999, "hours"', 'the date is out of range'],
  ['2026-03-01', 'add_time: 1.5, "months"', '"1.5" is not a whole number of months'],
  ['2026-03-01', 'add_time: 1, "moons"', '"moons" is not minutes, hours, days, weeks, months or years'],
  ['2026-03-01', 'start_of: "moon"', '"moon" is not day, week or month'],
  ['2026-03-01', 'start_of: "day", "Mars/Base"', '"Mars/Base" is not a time zone, such as Europe/Lisbon'],
  [{ a: 1 }, 'nth: 1', '"{"a":1}" is not a list'],
])('%j cannot be made into %s, and it says why', (value, filters, why) => {
  expect(() => make(value as JsonValue, filters)).toThrow(why);
});

test('a table reads no more from a value than its own lines', () => {
  expect(make('constructor', 'look_up: "a=b", "-"')).toBe('-');
  expect(make('a', 'look_up: "a=b=c\nb=d", "-"')).toBe('b=c');
});
