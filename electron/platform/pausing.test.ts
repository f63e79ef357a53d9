import { expect, test } from 'vitest';
import { flowsToResume, pauseFlows, pauseLeftMs } from './pausing.ts';

test('pausing twice keeps the first flows and the newer end', () => {
  const first = pauseFlows(null, ['a', 'b'], 5000);
  expect(pauseFlows(first, ['c'], null)).toEqual({ flows: ['a', 'b', 'c'], untilMs: null });
});

test('only what is still there and off is turned on again', () => {
  const known = [
    { id: 'a', on: false },
    { id: 'b', on: true },
  ];
  expect(flowsToResume({ flows: ['a', 'b', 'gone'], untilMs: null }, known)).toEqual(['a']);
});

test('a pause that ended while WhenThen was closed is over at once', () => {
  expect(pauseLeftMs({ flows: [], untilMs: 5000 }, 9000)).toBe(0);
  expect(pauseLeftMs({ flows: [], untilMs: 5000 }, 2000)).toBe(3000);
  expect(pauseLeftMs({ flows: [], untilMs: null }, 9000)).toBeNull();
});
