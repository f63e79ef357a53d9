import { expect, test } from 'vitest';
import { createTracker, type Stamp } from './track.ts';

const at = (size: number, modifiedMs = 1): Stamp => ({ size, modifiedMs });
const listing = (files: Record<string, Stamp>) => new Map(Object.entries(files));

test('a file counts when it has stayed the same for long enough', () => {
  const tracker = createTracker(new Map(), 2000);
  expect(tracker.observe(listing({ a: at(1) }), 0)).toEqual({ ready: [], waitMs: 2000 });
  expect(tracker.observe(listing({ a: at(5, 2) }), 1500)).toEqual({ ready: [], waitMs: 2000 });
  expect(tracker.observe(listing({ a: at(5, 2) }), 3000)).toEqual({ ready: [], waitMs: 500 });
  const { ready, waitMs } = tracker.observe(listing({ a: at(5, 2) }), 3500);
  expect([ready, waitMs]).toEqual([[{ path: 'a', event: 'appeared', stamp: at(5, 2) }], null]);
});

test('what is ready is told until it is kept', () => {
  const tracker = createTracker(new Map(), 0);
  const [first] = [tracker.observe(listing({ a: at(1) }), 0).ready];
  expect(tracker.observe(listing({ a: at(1) }), 1).ready).toEqual(first);
  tracker.settle(first);
  expect(tracker.observe(listing({ a: at(1) }), 2).ready).toEqual([]);
});

test('a temporary name that is gone again was never there', () => {
  const tracker = createTracker(new Map(), 100);
  tracker.observe(listing({ 'a.tmp': at(9) }), 0);
  tracker.observe(listing({ a: at(9) }), 50);
  expect(tracker.observe(listing({ a: at(9) }), 150).ready.map(({ path }) => path)).toEqual(['a']);
});

test('a file that is replaced is changed, not removed and new', () => {
  const tracker = createTracker(listing({ a: at(1) }), 100);
  tracker.observe(listing({}), 0);
  tracker.observe(listing({ a: at(2, 2) }), 50);
  expect(tracker.observe(listing({ a: at(2, 2) }), 150).ready).toEqual([
    { path: 'a', event: 'changed', stamp: at(2, 2) },
  ]);
});

test('a file that stays away is removed, as it was last', () => {
  const tracker = createTracker(listing({ a: at(7) }), 100);
  tracker.observe(listing({}), 0);
  const { ready } = tracker.observe(listing({}), 100);
  expect(ready).toEqual([{ path: 'a', event: 'removed', stamp: at(7) }]);
  tracker.settle(ready);
  expect(tracker.observe(listing({}), 200)).toEqual({ ready: [], waitMs: null });
});
