import { expect, test } from 'vitest';
import { smoothStep } from './smooth-step.ts';

test('cards side by side are joined by a straight line', () =>
  expect(smoothStep({ x: 0, y: 56 }, { x: 88, y: 56 })).toBe('M0 56L88 56'));

test('a line turns halfway between the cards', () =>
  expect(smoothStep({ x: 0, y: 0 }, { x: 100, y: 200 })).toBe('M0 0L38 0Q50 0 50 12L50 188Q50 200 62 200L100 200'));

test('a line back leaves to the right and comes in from the left', () => {
  const path = smoothStep({ x: 264, y: 0 }, { x: 0, y: 200 });
  expect(path).toMatch(/^M264 0/);
  expect(path).toContain('Q284 0');
  expect(path).toContain('Q-20 200');
  expect(path).toMatch(/L0 200$/);
});

test('the line of a failure leaves downwards', () =>
  expect(smoothStep({ x: 132, y: 112 }, { x: 352, y: 300 }, true)).toBe('M132 112L132 288Q132 300 144 300L352 300'));
