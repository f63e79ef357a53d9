import { expect, test } from 'vitest';
import { databaseTimeMs, toSqlValue } from './sql-value.ts';

test.each([
  [true, 1],
  [false, 0],
  [null, null],
  [2.5, 2.5],
  ['text', 'text'],
  [[1, 'a'], '[1,"a"]'],
  [{ a: { b: null } }, '{"a":{"b":null}}'],
])('%j is stored as %j', (value, stored) => {
  expect(toSqlValue(value)).toBe(stored);
});

test('the database ends its work a little before the step does', () => {
  expect([databaseTimeMs(30_000), databaseTimeMs(1)]).toEqual([27_000, 1]);
});
