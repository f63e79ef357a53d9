import { expect, test } from 'vitest';
import { domainOf, linePath, onStep, recentReadings, stepOf, valueAt, yOf } from './chart-scale.ts';

const rule = { direction: 'above', limit: 90, backAt: 85, forMs: 0, everyMs: 1000, noDataMs: 0 } as const;
const readings = [20, 40].map((value, index) => ({ atMs: index * 1000, value }));

test('percentages are shown whole', () => {
  expect(domainOf('%', readings, rule)).toEqual({ low: 0, high: 100 });
  expect(domainOf('%', [{ atMs: 0, value: 130 }], rule).high).toBeGreaterThan(130);
});

test('everything else has air around it, and stays above zero when it is', () => {
  expect(domainOf('MB', readings, rule)).toEqual({ low: 9.5, high: 100.5 });
  expect(domainOf('', [{ atMs: 0, value: 0 }], { ...rule, limit: 0, backAt: 0 })).toEqual({ low: 0, high: 1 });
  expect(domainOf('', [{ atMs: 0, value: -5 }], { ...rule, limit: 0, backAt: 0 }).low).toBeLessThan(-5);
});

test('steps are round numbers', () => {
  expect(stepOf({ low: 0, high: 100 })).toBe(1);
  expect(stepOf({ low: 0, high: 300 })).toBe(5);
  expect(stepOf({ low: 0, high: 1 })).toBe(0.01);
  expect(onStep(0.123, 0.01)).toBe(0.12);
});

test('a place on the picture is a value and back', () => {
  const domain = { low: 0, high: 200 };
  expect(yOf(50, domain, 160)).toBe(120);
  expect(valueAt(120, domain, 160)).toBe(50);
});

test('a hole in time is a hole in the line', () => {
  const at = ({ atMs, value }: { atMs: number; value: number }) => ({ x: atMs, y: value });
  const holes = [0, 1, 9, 10].map((atMs) => ({ atMs, value: 1 }));
  expect(linePath(holes, at, 2)).toBe('M0.0 1.0L1.0 1.0M9.0 1.0L10.0 1.0');
});

test('what was read before the form was opened stands before what is seen now', () => {
  const at = (...times: number[]) => times.map((atMs) => ({ atMs, value: 1 }));
  expect(recentReadings(at(1, 50, 99, 101), at(100, 110), 80)).toEqual(at(50, 99, 100, 110));
  expect(recentReadings(at(1), [], 80)).toEqual([]);
});
