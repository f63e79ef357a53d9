import { expect, test } from 'vitest';
import { replayRule, thinReadings } from './replay.ts';

const rule = { direction: 'above', limit: 90, backAt: 85, forMs: 0, everyMs: 1000, noDataMs: 0 } as const;
const readings = [50, 91, 88, 95, 95, 95].map((value, index) => ({ atMs: index * 1000, value }));

test('tells when a rule would have started the flow', () => {
  expect(replayRule(rule, readings).map(({ value }) => value)).toEqual([91]);
  expect(replayRule({ ...rule, backAt: 90 }, readings).map(({ value }) => value)).toEqual([91, 95]);
});

test('a picture of many readings keeps their peaks', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ atMs: index, value: index === 4321 ? 99 : index % 7 }));
  const thin = thinReadings(many, 500);
  expect(thin.length).toBeLessThanOrEqual(500);
  expect(thin.some(({ value }) => value === 99)).toBe(true);
  expect(thin.map(({ atMs }) => atMs)).toEqual([...thin.map(({ atMs }) => atMs)].sort((a, b) => a - b));
  expect(thinReadings(readings, 500)).toEqual(readings);
});
