import { describe, expect, test } from 'vitest';
import { buildRecord, findNameProblems } from './set-path.ts';

describe('records from dotted names', () => {
  test('dots put one record inside another, in the order of the names', () => {
    const record = buildRecord([
      { name: 'customer.email', value: 'ana@example.com' },
      { name: 'total', value: 5 },
      { name: 'customer.address.city', value: 'Porto' },
    ]);
    expect(JSON.stringify(record)).toBe(
      '{"customer":{"email":"ana@example.com","address":{"city":"Porto"}},"total":5}',
    );
  });

  test.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'a.__proto__.polluted',
    'constructor.prototype.polluted',
  ])('the name %s is refused and changes nothing', (name) => {
    expect(() => buildRecord([{ name, value: true }])).toThrowError(
      expect.objectContaining({ code: 'name.not-usable' }),
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('the records made inherit no names', () => {
    const record = buildRecord([{ name: 'a.b', value: 1 }]);
    expect(Object.getPrototypeOf(record)).toBeNull();
    expect(Object.getPrototypeOf(record.a)).toBeNull();
  });

  test('values are placed as they are and never written into', () => {
    const value = { kept: true };
    expect(buildRecord([{ name: 'a', value }]).a).toBe(value);
    expect(() =>
      buildRecord([
        { name: 'a', value },
        { name: 'a.b', value: 1 },
      ]),
    ).toThrow('holds other fields');
    expect(value).toEqual({ kept: true });
  });

  test('every name that cannot be used is reported once, with its place', () => {
    const problems = findNameProblems(['ok', '', 'a..b', 'twice', 'twice', 'a', 'a.c', 'x.constructor']);
    expect(problems.map(({ index, message }) => `${index} ${message}`)).toEqual([
      '1 The name "" has an empty part.',
      '2 The name "a..b" has an empty part.',
      '4 The name "twice" is used twice.',
      '5 "a" is a value here and holds other fields elsewhere.',
      '7 The name "constructor" has a meaning of its own inside the computer.',
    ]);
  });
});
