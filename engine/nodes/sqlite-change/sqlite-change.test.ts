import { expect, test } from 'vitest';
import type { JsonRecord } from '../../model/json.ts';
import { node } from './sqlite-change.ts';

const problemsOf = (params: JsonRecord) => node.check?.(node.params.parse(params)).map(({ param }) => param);

test('a file and a table are needed', () => {
  expect(problemsOf({})).toEqual(['file', 'table']);
  expect(problemsOf({ file: 'shop.db', table: 'orders' })).toEqual([]);
});

test('a record cannot tell columns apart', () => {
  expect(problemsOf({ file: 'a.db', table: 'b', detect: 'capture', columns: ['c'] })).toEqual(['columns']);
});

test('a record does not hold what was there before it', () => {
  expect(problemsOf({ file: 'a.db', table: 'b', detect: 'capture', startFrom: 'existing' })).toEqual(['startFrom']);
});

test('no change at all cannot be waited for, and none twice', () => {
  expect(node.params.safeParse({ changes: [] }).success).toBe(false);
  expect(problemsOf({ file: 'a.db', table: 'b', changes: ['added', 'added'] })).toEqual(['changes']);
});

test('says what it waits for', () => {
  const summary = (params: JsonRecord) => node.summary(node.params.parse(params));
  expect(summary({ table: 'orders', changes: ['added', 'removed'] })).toBe(
    'A row is added to or is removed from "orders"',
  );
  expect(node.grants?.(node.params.parse({ file: 'shop.db' }))).toEqual([{ kind: 'database', target: 'shop.db' }]);
});
