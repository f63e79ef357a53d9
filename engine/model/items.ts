/**
 * Where a step stands among the items of the lists it is repeated for, as one number: 0 outside every list, and a
 * different number for every item of every list inside a list. Stored with each step and part of its idempotency key, so
 * the numbering never changes.
 */

/** The most items one step repeats for. */
export const maxItems = 100_000;

/** How deep lists may be repeated inside lists: three levels of 17 bits fit into a safe integer. */
export const maxDepth = 3;

const levelSize = 2 ** 17;

/** The place of one item (`index` from 0) of a list that is itself repeated at the place `outer`. */
export const itemPlace = (outer: number, index: number): number => outer * levelSize + index + 1;

/** The indexes that lead to a place, outermost first; empty for 0. */
export const itemIndexes = (place: number): number[] =>
  place === 0 ? [] : [...itemIndexes(Math.floor(place / levelSize)), (place % levelSize) - 1];

/** Names one step at one place inside a run. Node ids hold no dot. */
export const siteKey = (node: string, place: number): string => (place === 0 ? node : `${node}.${place}`);
