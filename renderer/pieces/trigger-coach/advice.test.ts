import { expect, test } from 'vitest';
import { nodes } from '../../../engine/nodes/nodes.gen.ts';
import { describeNode } from '../../../engine/services/inspect.ts';
import { sources, waysOf } from './advice.ts';

const kinds = nodes.map(describeNode);

test('every way to start a flow there is has its advice, and no other is promised', () => {
  const triggers = kinds.filter(({ kind }) => kind === 'trigger').map(({ type }) => type);
  const advised = new Set(sources.flatMap(({ ways }) => ways.map(({ type }) => type)));
  expect([...advised].sort()).toEqual([...triggers].sort());
});

test('every source leads to something, and everything said is a sentence', () => {
  for (const { id, ways } of sources) {
    expect(waysOf(id, kinds).map(({ kind }) => kind.type)).toEqual(ways.map(({ type }) => type));
    for (const { fits, delay, load, asleep } of ways)
      for (const line of [fits, delay, load, asleep]) expect(line).toMatch(/^[A-Z].*\.$/);
  }
});

test('what does not exist is not offered', () => {
  expect(waysOf('time', [])).toEqual([]);
  expect(waysOf('moon', kinds)).toEqual([]);
});
