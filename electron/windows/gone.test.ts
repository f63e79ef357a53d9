import { expect, test } from 'vitest';
import { afterGone } from './gone.ts';

test('a window that ended in good order is no news', () => {
  expect(afterGone('clean-exit', 0)).toEqual({ ask: false });
});

test.each([
  ['crashed', 3_600_000, 'What you made is saved.'],
  ['crashed', 5000, 'twice in a minute'],
  ['oom', 3_600_000, 'memory'],
  ['launch-failed', 3_600_000, 'installing WhenThen again'],
] as const)('%s after %d ms says that flows go on, and %s', (reason, sinceLastMs, words) => {
  const after = afterGone(reason, sinceLastMs);
  expect(after).toMatchObject({ ask: true, detail: expect.stringContaining('Your flows go on running.') });
  expect(after).toMatchObject({ detail: expect.stringContaining(words) });
});
