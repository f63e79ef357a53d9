import { expect, test } from 'vitest';
import type { JsonValue } from '../../client/types.ts';
import { learnFields } from './learn-fields.ts';

const learn = (values: JsonValue[]): string[] =>
  learnFields(values).map(({ path, type, isAlways }) => `${path} ${type}${isAlways ? '' : '?'}`);

test('types, what is always there, and what is inside records and lists', () => {
  expect(
    learn([
      {
        email: 'a@b.c',
        paid: true,
        at: '2026-03-01',
        customer: { id: 1, nick: 'A' },
        items: [{ price: 1 }, { price: 2, off: 1 }],
      },
      { email: 'x', paid: false, at: '2026-03-01T09:30:00Z', customer: { id: 2 }, items: [] },
    ]),
  ).toEqual([
    'email text',
    'paid yes-no',
    'at date',
    'customer.id number',
    'customer.nick text?',
    'items list',
    'items.*.price number',
    'items.*.off number?',
  ]);
});

test('a field of several types may be anything, an empty one tells nothing about its type', () => {
  expect(
    learn([
      { a: 1, b: null, c: '' },
      { a: 'x', b: 2, c: '2026-03-01 maybe' },
    ]),
  ).toEqual(['a any', 'b number?', 'c text?']);
});

test('of a delivery, only what was sent', () => {
  expect(learn([{ id: 'evt', method: 'POST', headers: { a: 'b' }, receivedAt: 'x', body: { total: 1 } }])).toEqual([
    'body.total number',
  ]);
  expect(learn([{ id: 'evt', name: 'Ana' }])).toEqual(['id text', 'name text']);
});

test('nothing to learn from', () => {
  expect([learn([]), learn(['text']), learn([null])]).toEqual([[], [], []]);
});
