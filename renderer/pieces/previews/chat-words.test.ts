import { expect, test } from 'vitest';
import { splitLinks } from './chat-words.ts';

test('addresses become links, nothing else does', () => {
  expect(splitLinks('See https://example.com/a_b?c=1 and [x](javascript:1)')).toEqual([
    { text: 'See ', isLink: false },
    { text: 'https://example.com/a_b?c=1', isLink: true },
    { text: ' and [x](javascript:1)', isLink: false },
  ]);
  expect(splitLinks('')).toEqual([]);
});
