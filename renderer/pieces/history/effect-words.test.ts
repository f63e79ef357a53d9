import { expect, test } from 'vitest';
import type { DryRun, DryStep, Preview } from '../../client/types.ts';
import { effectsSentence } from './effect-words.ts';

const run = (...would: Preview[]): DryRun => ({
  status: 'succeeded',
  answer: null,
  error: null,
  steps: would.map(
    (preview): DryStep => ({
      node: 'a',
      item: 0,
      type: 'b',
      label: 'c',
      status: 'succeeded',
      effect: 'keyed',
      pinned: false,
      port: 'out',
      would: preview,
      error: null,
    }),
  ),
});

test('the effects of a run are counted in one sentence', () => {
  const query: Preview = { kind: 'query', file: 'a.db', sql: 'DELETE FROM t', bind: [] };
  const file: Preview = { kind: 'file', path: 'a.txt', mode: 'create', content: '' };
  expect(effectsSentence(run(query, query, file))).toBe('It would make 2 changes in tables and 1 file.');
  expect(effectsSentence(run())).toBe('It would change nothing outside: no row, no request, no file.');
});
