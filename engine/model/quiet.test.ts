import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewestRuns, judgeQuiet, runsLookedAt, sayGap } from './quiet.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 10, 23, 12);

/** Runs `gaps` apart, the last one `silent` ago. */
const runs = (silent: number, gaps: readonly number[]): number[] => {
  const starts = [now - silent];
  for (const gap of gaps) starts.push((starts.at(-1) ?? 0) - gap);
  return starts;
};
const judge = (startsMs: number[], more: Partial<Parameters<typeof judgeQuiet>[0]> = {}) =>
  judgeQuiet({ startsMs, listeningSinceMs: 0, nowMs: now, ...more });

const everyTen = Array.from({ length: 20 }, () => 10 * minute);

describe('a flow that runs every ten minutes', () => {
  test.each([
    ['ran just now', 0, false],
    ['is silent for half an hour and a bit', 31 * minute, false],
    ['is silent for an hour', hour, false],
    ['is silent for longer', hour + 1, true],
  ] as const)('%s', (_name, silent, isQuiet) => {
    const found = judge(runs(silent, everyTen));
    expect(found).toEqual(isQuiet ? { sinceMs: now - silent, usualMs: 10 * minute } : null);
  });
  test('nothing is said of the time it was off or nobody looked', () => {
    expect(judge(runs(9 * hour, everyTen), { listeningSinceMs: now - hour })).toBeNull();
  });
});

test('a flow that pauses every night is not quiet at night', () => {
  const days = [10, 10, 10, 10, 10, 10, 10, 960, 10, 10, 10, 10, 10, 10, 10, 960, 10, 10, 960, 10].map(
    (m) => m * minute,
  );
  expect(judge(runs(16 * hour, days))).toBeNull();
  expect(judge(runs(49 * hour, days))).not.toBeNull();
});

describe('one that starts by the clock', () => {
  const weekly = [7, 7, 7, 7].map((days) => days * 24 * hour);
  test('is quiet an hour after it was due, whatever its gaps', () => {
    const nextDueMs = (after: number) => after + 7 * 24 * hour;
    expect(judge(runs(7 * 24 * hour + hour, weekly), { nextDueMs })).toBeNull();
    expect(judge(runs(7 * 24 * hour + hour + 1, weekly), { nextDueMs })).not.toBeNull();
  });
  test('is never quiet when no time is left', () => {
    expect(judge(runs(9000 * hour, weekly), { nextDueMs: () => null })).toBeNull();
  });
});

const gap = fc.integer({ min: 0, max: 90 * 24 * hour });

test('a flow with fewer than five runs is never quiet', () => {
  fc.assert(
    fc.property(fc.array(gap, { maxLength: fewestRuns - 2 }), gap, (gaps, silent) => {
      expect(judge(runs(silent, gaps))).toBeNull();
      expect(judge(runs(silent, gaps), { nextDueMs: (after) => after + 1 })).toBeNull();
    }),
  );
});

test('a flow is never quiet within any of its usual gaps', () => {
  fc.assert(
    fc.property(fc.array(gap, { minLength: fewestRuns - 1, maxLength: 40 }), fc.nat(39), (gaps, which) => {
      const looked = gaps.slice(0, runsLookedAt - 1).sort((a, b) => a - b);
      const usual = looked.slice(0, Math.ceil(looked.length * 0.9));
      expect(judge(runs(usual[which % usual.length] ?? 0, gaps))).toBeNull();
    }),
  );
});

test('once quiet it stays so until it runs', () => {
  fc.assert(
    fc.property(fc.array(gap, { minLength: 4, maxLength: 25 }), gap, gap, (gaps, silent, more) => {
      if (judge(runs(silent, gaps)) !== null) expect(judge(runs(silent + more, gaps))).not.toBeNull();
    }),
  );
});

test.each([
  [5000, 'several times a minute'],
  [minute, 'about every minute'],
  [10 * minute, 'about every 10 minutes'],
  [58 * minute, 'about every hour'],
  [100 * minute, 'about every 2 hours'],
  [23.5 * hour, 'about every day'],
  [71 * hour, 'about every 3 days'],
])('%d ms is said as %s', (ms, words) => expect(sayGap(ms)).toBe(words));
