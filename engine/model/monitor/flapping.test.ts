import { expect, test } from 'vitest';
import { changePercent, isFlapping, remember, ringLength } from './flapping.ts';

test('a state that never changes is at 0 %, one that changes every time at 100 %', () => {
  expect(changePercent('1'.repeat(ringLength))).toBe(0);
  expect(changePercent('010101010101010101010')).toBeCloseTo(100, 10);
});

test('the newest change weighs 1.25, the oldest 0.75 of a twentieth', () => {
  expect(changePercent('1')).toBeCloseTo((1.25 * 100) / 20, 10);
  expect(changePercent(`0${'1'.repeat(20)}`)).toBeCloseTo((0.75 * 100) / 20, 10);
});

test('keeps the last 21 states only', () => {
  let ring = '';
  for (let index = 0; index < 50; index++) ring = remember(ring, index % 2 === 0);
  expect(ring).toHaveLength(ringLength);
  expect(ring.endsWith('10')).toBe(true);
});

test('begins at 20 % and ends at 5 %, so that it does not flap itself', () => {
  const fourChanges = '0101';
  expect(changePercent(fourChanges)).toBeLessThan(20);
  expect(isFlapping(fourChanges, false)).toBe(false);
  expect(isFlapping(fourChanges, true)).toBe(true);
  expect(isFlapping('01010', false)).toBe(true);
  // Two changes, long ago: 7.6 %. One: 4 %.
  expect(isFlapping('010000000000000000000', true)).toBe(true);
  expect(isFlapping('100000000000000000000', true)).toBe(false);
});
