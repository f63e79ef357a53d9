import { expect, test } from 'vitest';
import { type CloseQuestion, decideClosing } from './close-policy.ts';

const question: CloseQuestion = { platform: 'linux', isBusy: true, chosen: 'ask', isQuitting: false };

test.each([
  [{}, 'ask'],
  [{ chosen: 'keep' }, 'hide'],
  [{ chosen: 'quit' }, 'quit'],
  [{ isBusy: false }, 'quit'],
  [{ isBusy: false, chosen: 'keep' }, 'quit'],
  [{ isQuitting: true }, 'quit'],
  [{ platform: 'win32' }, 'ask'],
  [{ platform: 'darwin' }, 'window'],
  [{ platform: 'darwin', isBusy: false }, 'window'],
  [{ platform: 'darwin', chosen: 'quit' }, 'quit'],
] as const)('%j: %s', (given, closing) => {
  expect(decideClosing({ ...question, ...given })).toBe(closing);
});
