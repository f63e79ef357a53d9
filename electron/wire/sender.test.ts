import { expect, test } from 'vitest';
import { isTrustedSender } from './sender.ts';

const page = { url: 'app://whenthen/#/flows', isMainFrame: true, isOurWindow: true };

test('the page of our window is listened to', () => {
  expect(isTrustedSender(page)).toBe(true);
});

test.each([
  [null],
  [{ ...page, isMainFrame: false }],
  [{ ...page, isOurWindow: false }],
  [{ ...page, url: 'https://example.com/' }],
  [{ ...page, url: 'about:blank' }],
  [{ ...page, url: 'app://whenthen.example.com/' }],
])('%j is not', (sender) => {
  expect(isTrustedSender(sender)).toBe(false);
});
