import { expect, test } from 'vitest';
import { driftLimits, type FieldMemory, noteDelivery, sayChange, withHolders } from './drift.ts';
import type { JsonValue } from './json.ts';

const paths = withHolders([
  ['body', 'customer', 'email'],
  ['body', 'customer', 'name'],
  ['body', 'items', '0', 'price'],
  ['body', 'total'],
]);
const usual = { customer: { email: 'a@b.c', name: 'Ana' }, items: [{ price: 1 }], total: 5 };

/** The sentences after as many usual deliveries as given. */
const after = (count: number, ...bodies: JsonValue[]): string[] => {
  const memory = new Map<string, FieldMemory>();
  for (let at = 0; at < count; at += 1) expect(noteDelivery(memory, paths, { body: usual })).toEqual([]);
  return bodies.flatMap((body) => noteDelivery(memory, paths, { body }).map(sayChange));
};

test.each<[string, JsonValue, string[]]>([
  [
    'is missing',
    { ...usual, customer: { name: 'Ana' } },
    ['`customer.email` was in all of the last 87 deliveries and is missing in this one.'],
  ],
  [
    'is of another type',
    { ...usual, total: '5' },
    ['`total` was a number in all of the last 87 deliveries and is text in this one.'],
  ],
  [
    'is empty',
    { ...usual, total: null },
    ['`total` was filled in all of the last 87 deliveries and is empty in this one.'],
  ],
  [
    'is gone with all that was in it',
    { items: [], total: 5 },
    ['`customer` was in all of the last 87 deliveries and is missing in this one.'],
  ],
  [
    'is no record any more',
    { ...usual, customer: 'Ana' },
    ['`customer` was a record in all of the last 87 deliveries and is text in this one.'],
  ],
  ['of an item of a list is not looked at', { ...usual, items: [] }, []],
  ['that nobody reads is not looked at', { ...usual, more: 1 }, []],
  ['without letters may be of any type', { ...usual, total: '' }, []],
])('a field that %s', (_name, body, sentences) => {
  expect(after(87, body)).toEqual(sentences);
});

test('too few deliveries prove nothing, and no more are counted than are remembered', () => {
  expect(after(driftLimits.enough - 1, { ...usual, total: 'x' })).toEqual([]);
  expect(after(driftLimits.enough, { ...usual, total: 'x' })).toHaveLength(1);
  expect(after(500, { ...usual, total: 'x' })[0]).toContain('last 200 deliveries');
});

test('a field that is sometimes missing is not told again before it was there for a while', () => {
  const without = { ...usual, customer: { name: 'Ana' } };
  expect(after(20, without, usual, without, usual, usual, without)).toHaveLength(1);
});
