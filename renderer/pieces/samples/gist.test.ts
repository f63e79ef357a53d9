import { expect, test } from 'vitest';
import { gistOf, gistOfRaw } from './gist.ts';

test.each([
  [
    { body: { type: 'paid', data: { customer: { name: 'Ana', email: 'ana@example.com' } } } },
    'paid · Ana · ana@example.com',
  ],
  [{ headers: { 'x-github-event': 'push' }, body: { ref: 'refs/heads/main' } }, 'push'],
  [{ name: 'order.placed', data: { number: 12 } }, 'order.placed · 12'],
  [{ body: { a: 1, b: 'two' } }, '1 · two'],
  [{ body: null }, 'Empty'],
  ['plain words', 'plain words'],
])('the gist of %o', (payload, gist) => {
  expect(gistOf(payload as never)).toBe(gist);
});

test('is never long', () => {
  expect(gistOf({ body: { title: 'x'.repeat(500) } })).toHaveLength(80);
});

test('of bytes that are no JSON is their beginning', () => {
  expect([gistOfRaw('a=1&\n b=2'), gistOfRaw('{"type":"paid"}'), gistOfRaw('')]).toEqual(['a=1& b=2', 'paid', 'Empty']);
});
