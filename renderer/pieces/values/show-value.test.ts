import { expect, test } from 'vitest';
import type { JsonValue } from '../../client/types.ts';
import { showValue } from './show-value.ts';
import { typeOfValue, type ValueType } from './value-type.ts';

test.each<[JsonValue | undefined, ValueType, string]>([
  ['Ana', 'text', 'Ana'],
  ['  two\n lines ', 'text', 'two lines'],
  ['', 'empty', 'empty'],
  ['  ', 'empty', 'empty'],
  [null, 'empty', 'empty'],
  [undefined, 'empty', 'empty'],
  [0, 'number', '0'],
  [false, 'yes-no', 'no'],
  [true, 'yes-no', 'yes'],
  ['2026-11-23', 'date', '2026-11-23'],
  ['2026-11-23T10:04:00Z', 'date', '2026-11-23T10:04:00Z'],
  ['2026-13-01', 'text', '2026-13-01'],
  ['03/04/2026', 'text', '03/04/2026'],
  [[], 'list', '0 items'],
  [[1], 'list', '1 item'],
  [{}, 'record', '0 fields'],
  [{ path: '/a.csv', bytes: 3 }, 'file', '2 fields'],
])('%j is a %s shown as "%s"', (value, type, shown) => {
  expect([typeOfValue(value), showValue(value)]).toEqual([type, shown]);
});

test('a long text ends in dots and never in half a character', () => {
  expect(showValue('a'.repeat(500))).toHaveLength(200);
  expect(showValue('👋🏽'.repeat(300), 11)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});
