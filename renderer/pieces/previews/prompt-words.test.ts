import { expect, test } from 'vitest';
import { splitData } from './prompt-words.ts';

test('what came from data is set apart, and nothing is lost', () => {
  const text = 'Sort this:\n<data>I want\nmy money back</data>\nof <data>Ana</data>';
  const pieces = splitData(text);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ isData }) => isData).map((piece) => piece.text)).toEqual([
    '<data>I want\nmy money back</data>',
    '<data>Ana</data>',
  ]);
  expect(splitData('plain')).toEqual([{ text: 'plain', isData: false }]);
});
