import { expect, test } from 'vitest';
import { clampSize, sizeAfterKey } from './split-size.ts';

const room = { total: 1_000, minFirst: 200, minSecond: 300 };

test('neither pane gets smaller than it may', () => {
  expect(clampSize(50, room)).toBe(200);
  expect(clampSize(900, room)).toBe(700);
  expect(clampSize(512.4, room)).toBe(512);
});

test('without room for both the first pane keeps its least size', () => {
  expect(clampSize(400, { ...room, total: 400 })).toBe(200);
});

test.each([
  ['ArrowRight', false, 'row', 516],
  ['ArrowLeft', true, 'row', 436],
  ['ArrowUp', false, 'column', 484],
  ['ArrowUp', false, 'row', undefined],
  ['Home', false, 'row', 200],
  ['End', false, 'row', 700],
] as const)('%s with shift %s in a %s leads to %s', (key, isShift, direction, expected) => {
  expect(sizeAfterKey(key, isShift, 500, direction, room)).toBe(expected);
});
