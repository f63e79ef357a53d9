import { expect, test } from 'vitest';
import { node } from './file-watch.ts';

const parse = (params: object) => node.params.parse(params);

test.each([
  [{ folder: '/in' }, 'Starts when a file appears in /in'],
  [
    { folder: '/in', name: '*.pdf', events: ['appeared', 'changed'] },
    'Starts when a file named "*.pdf" appears or changes in /in',
  ],
  [
    { folder: '/in', events: ['appeared', 'changed', 'removed'] },
    'Starts when a file appears, changes or is removed in /in',
  ],
])('%j: %s', (params, sentence) => {
  expect(node.summary(parse(params))).toBe(sentence);
});

test('the whole folder must be allowed', () => {
  expect(node.kind === 'trigger' && node.grants?.(parse({ folder: '/in' }))).toEqual([
    { kind: 'read-file', target: '/in/' },
  ]);
  expect(node.kind === 'trigger' && node.grants?.(parse({ folder: '/in/' }))).toEqual([
    { kind: 'read-file', target: '/in/' },
  ]);
});

test('a folder has to be chosen', () => {
  expect(node.check?.(parse({}))).toMatchObject([{ param: 'folder' }]);
  expect(node.params.safeParse({ folder: '/in', events: [] }).success).toBe(false);
});
