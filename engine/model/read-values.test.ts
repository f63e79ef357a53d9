import { describe, expect, test } from 'vitest';
import { isEmpty, readNumber, readText, readYesNo } from './read-values.ts';

describe('reading values', () => {
  test.each([
    [12.5, 12.5],
    ['12.50', 12.5],
    [' -3 ', -3],
    ['.5', 0.5],
    ['1e3', 1000],
    ['12,50', undefined],
    ['1 000', undefined],
    ['12 kg', undefined],
    ['', undefined],
    ['Infinity', undefined],
    ['1e999', undefined],
    ['0x10', undefined],
    [true, undefined],
    [null, undefined],
    [[1], undefined],
  ])('%j as a number is %j', (value, number) => {
    expect(readNumber(value)).toBe(number);
  });

  test.each([
    [true, true],
    ['Yes', true],
    [' TRUE ', true],
    [1, true],
    ['no', false],
    ['0', false],
    [false, false],
    ['on', undefined],
    [2, undefined],
    ['', undefined],
    [null, undefined],
  ])('%j as yes or no is %j', (value, yes) => {
    expect(readYesNo(value)).toBe(yes);
  });

  test('lists, records and nothing have no text', () => {
    expect(['a', 1.5, false, null, [], {}].map(readText)).toEqual([
      'a',
      '1.5',
      'false',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('zero, no and a space are not empty', () => {
    expect([null, '', [], {}].map(isEmpty)).toEqual([true, true, true, true]);
    expect([0, false, ' ', [null], { a: null }].map(isEmpty)).toEqual([false, false, false, false, false]);
  });
});
