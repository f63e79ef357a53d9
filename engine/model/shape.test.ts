import { expect, test } from 'vitest';
import { eventKindOf, kindOfValue } from './shape.ts';

test('the kind of an event is told by a header or the top of its body', () => {
  const github = { headers: { 'x-github-event': 'push' }, body: { action: 'x' } };
  expect([
    eventKindOf(github),
    eventKindOf({ body: { type: 'paid' } }),
    eventKindOf({ type: 'paid' }),
    eventKindOf({ body: { data: { type: 'card' } } }),
    eventKindOf(['paid']),
  ]).toEqual(['push', 'paid', 'paid', null, null]);
});

test('nothing and an empty text tell nothing about a type', () => {
  expect([null, '', 'a', 0, false, [], {}].map(kindOfValue)).toEqual([
    'empty',
    'empty',
    'text',
    'number',
    'yes-no',
    'list',
    'record',
  ]);
});
