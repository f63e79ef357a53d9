import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemIndexes, itemPlace, maxDepth, maxItems, siteKey } from './items.ts';

test('every place of every list inside a list has a safe number of its own, from which its indexes can be read', () => {
  const indexes = fc.array(fc.nat(maxItems - 1), { maxLength: maxDepth });
  const placeOf = (path: number[]): number => path.reduce(itemPlace, 0);
  fc.assert(
    fc.property(indexes, (path) => {
      expect(Number.isSafeInteger(placeOf(path))).toBe(true);
      expect(itemIndexes(placeOf(path))).toEqual(path);
    }),
  );
  expect(itemIndexes(placeOf([maxItems - 1, maxItems - 1, maxItems - 1]))).toEqual(Array(3).fill(maxItems - 1));
});

test('a step outside every list is named by its id alone', () => {
  expect([siteKey('a', 0), siteKey('a', itemPlace(0, 4))]).toEqual(['a', 'a.5']);
});
