import { describe, expect, test } from 'vitest';
import { compareShapes, describeDrift, isDrift } from './drift.ts';

const delivery = (body: unknown, more: object = {}) =>
  ({ id: 'evt_1', method: 'POST', path: 'a', query: {}, headers: {}, receivedAt: 'now', body, ...more }) as never;
const compare = (before: unknown, after: unknown) => compareShapes(delivery(before), delivery(after));

describe('two deliveries', () => {
  test('with other values of the same kind are alike', () => {
    const drift = compare({ a: 1, list: [{ b: 'x' }] }, { a: 2, list: [{ b: 'y' }, { b: 'z' }] });
    expect(drift).toEqual({ added: [], removed: [], changed: [] });
  });

  test('differ by new and missing fields; a new group counts once', () => {
    const drift = compare({ a: 1, gone: 1 }, { a: 1, address: { city: 'Lisboa', zip: '1000' } });
    expect(drift).toEqual({ added: ['body.address'], removed: ['body.gone'], changed: [] });
  });

  test('differ by the kind of a value, and an empty one fits any', () => {
    const drift = compare({ a: '1', b: null, c: 3 }, { a: 1, b: { x: 1 }, c: null });
    expect(drift.changed).toEqual([{ path: 'body.a', was: 'text', is: 'a number' }]);
    expect(drift.added).toEqual([]);
  });

  test('say nothing about the items of an empty list', () => {
    expect(compare({ list: [] }, { list: [{ a: 1 }] })).toEqual({ added: [], removed: [], changed: [] });
    expect(compare({ list: [{ a: 1 }] }, { list: [{ a: 1, b: 2 }] }).added).toEqual(['body.list.*.b']);
  });

  test('do not differ by headers and times', () => {
    const drift = compareShapes(delivery({}), delivery({}, { headers: { 'x-new': '1' } }));
    expect(isDrift(drift)).toBe(false);
  });
});

describe('the words', () => {
  test.each([
    [{ a: 1, b: 1 }, 'Stripe now sends 2 new fields.'],
    [{ a: 1 }, 'Stripe now sends 1 new field.'],
    [{ n: 1 }, 'Stripe now sends a number as "n"; it was text.'],
    [{ n: 1, a: 1 }, 'Stripe now sends 1 new field, and 1 field of another kind.'],
  ])('of %o', (after, words) => {
    const before = Object.hasOwn(after, 'n') ? { n: 'x' } : {};
    expect(describeDrift(compare(before, after), 'Stripe')).toBe(words);
  });

  test('a field that is missing once is no drift', () => {
    expect(isDrift(compare({ a: 1 }, {}))).toBe(false);
  });
});
