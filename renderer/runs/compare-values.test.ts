import { expect, test } from 'vitest';
import type { JsonValue } from '../client/types.ts';
import { compareValues, countFields } from './compare-values.ts';

const told = (before: JsonValue, after: JsonValue): string[] =>
  compareValues(before, after).map(
    (one) =>
      `${one.path.join('.')}: ${JSON.stringify(one.before)} > ${JSON.stringify(one.after)}${one.isExpected ? ' (expected)' : ''}`,
  );

test('only what differs is listed, with both values', () => {
  expect(
    told(
      { body: { email: 'a@x.co', amount: 64.9, currency: 'EUR' } },
      { body: { email: null, amount: 12, currency: 'EUR', note: 'x' } },
    ),
  ).toEqual(['body.email: "a@x.co" > null', 'body.amount: 64.9 > 12', 'body.note: undefined > "x"']);
  expect(told({ a: 1 }, { a: 1 })).toEqual([]);
  expect(told('long text that changes', 'long text that changed')).toEqual([
    ': "long text that changes" > "long text that changed"',
  ]);
});

test('a list of another length is one difference; in one of the same length the items are compared', () => {
  expect(told({ items: [1, 2] }, { items: [1, 2, 3] })).toEqual(['items: [1,2] > [1,2,3]']);
  expect(told({ items: [{ n: 1, q: 2 }, 5] }, { items: [{ n: 1, q: 3 }, 5] })).toEqual(['items.0.q: 2 > 3']);
});

test('ids and times are expected to differ, unless one of them is missing', () => {
  expect(
    told(
      {
        id: 'evt_aaaaaa1',
        receivedAt: '2026-01-01T00:00:00Z',
        body: { customer_id: 1, ref: 'ch_3Qx7c2aa', created: 5 },
      },
      {
        id: 'evt_bbbbbb2',
        receivedAt: '2026-01-02T00:00:00Z',
        body: { customer_id: 2, ref: 'ch_9Qx7c2bb', created: 6 },
      },
    ).every((line) => line.endsWith('(expected)')),
  ).toBe(true);
  expect(told({ customer_id: 1 }, { customer_id: null })).toEqual(['customer_id: 1 > null']);
});

test('fields are counted', () => {
  expect(countFields({ a: 1, b: [1, 2], c: { d: null, e: {} } })).toBe(5);
});
