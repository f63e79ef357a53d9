import { describe, expect, test } from 'vitest';
import { type Absence, addAbsence, compareMoments, joinAbsences } from './presence.ts';

const start = { wallMs: 1_000_000_000, monotonicMs: 500 };
const later = (wall: number, monotonic: number) => ({
  wallMs: start.wallMs + wall,
  monotonicMs: start.monotonicMs + monotonic,
});
const hour = 3_600_000;

describe('two looks five seconds apart', () => {
  test.each([
    ['on time', later(5000, 5000), false, null],
    ['a little late', later(6500, 6500), false, null],
    ['the clock was corrected by a second', later(6000, 5000), false, null],
    ['slept, and the monotonic clock stood still', later(hour, 5000), true, hour],
    ['slept, and the monotonic clock went on', later(hour, hour), true, hour],
    ['the clock was set forward by half a minute', later(35_000, 5000), true, null],
    ['the clock was set back', later(-hour, 5000), true, null],
  ] as const)('%s', (_name, now, jumped, sleptMs) => {
    const absence = sleptMs === null ? null : { fromMs: start.wallMs, toMs: start.wallMs + sleptMs, reason: 'asleep' };
    expect(compareMoments(start, now, 5000)).toEqual({ jumped, absence });
  });
});

test('several absences are told as one, for the reason of the longest', () => {
  const absences: Absence[] = [
    { fromMs: 0, toMs: 9 * hour, reason: 'closed' },
    { fromMs: 10 * hour, toMs: 11 * hour, reason: 'asleep' },
  ];
  expect(joinAbsences(absences)).toEqual({ fromMs: 0, toMs: 11 * hour, reason: 'closed' });
  expect(joinAbsences([])).toBeNull();
});

test('the list of absences stays short and forgets none of the time', () => {
  let known: Absence[] = [];
  for (let day = 0; day < 100; day += 1)
    known = addAbsence(known, { fromMs: day * 24 * hour, toMs: (day * 24 + 8) * hour, reason: 'asleep' });
  expect(known.length).toBe(20);
  expect(joinAbsences(known)).toMatchObject({ fromMs: 0, toMs: (99 * 24 + 8) * hour });
});
