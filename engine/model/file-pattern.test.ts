import { expect, test } from 'vitest';
import { isIgnoredName, matchesName, readPatterns } from './file-pattern.ts';

test.each([
  ['*.pdf', 'Invoice 7.PDF', true],
  ['*.pdf', 'invoice.pdf.txt', false],
  ['', 'anything', true],
  ['*.pdf, *.png', 'scan.png', true],
  ['inv-????.csv', 'inv-2026.csv', true],
  ['inv-????.csv', 'inv-26.csv', false],
  ['*order*', 'my-order-7.txt', true],
  ['a*b*c', 'aXbYc', true],
  ['a*b*c', 'aXbY', false],
  ['[x].txt', '[x].txt', true],
  ['*', '', true],
])('%s and %s: %s', (pattern, name, expected) => {
  expect(matchesName(readPatterns(pattern), name)).toBe(expected);
});

test('no pattern is slow', () => {
  const began = performance.now();
  expect(matchesName(readPatterns(`${'*a'.repeat(100)}b`), 'a'.repeat(5000))).toBe(false);
  expect(performance.now() - began).toBeLessThan(500);
});

test.each(['.DS_Store', '~$report.docx', 'film.mkv.crdownload', 'x.part'])('%s is nothing anybody means', (name) => {
  expect(isIgnoredName(name)).toBe(true);
});
