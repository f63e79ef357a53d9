import { expect, test } from 'vitest';
import type { Flow } from '../client/types.ts';
import { outlineFlow, parentStep } from './outline.ts';

const draw = (ids: string[], lines: string[]): Flow =>
  ({
    nodes: ids.map((id, index) => ({ id, position: { x: index * 100, y: 0 } })),
    edges: lines.map((line) => {
      const [from, rest = ''] = line.split('>');
      const [to, port = 'out'] = rest.split(':');
      return { from, to, port };
    }),
  }) as unknown as Flow;

const plain = { branches: [], onlyPort: 'out', canFail: false };
const check = {
  branches: [
    { id: 'yes', label: 'yes' },
    { id: 'no', label: 'no' },
  ],
  onlyPort: null,
  canFail: false,
};
const say = (flow: Flow, looks: Record<string, typeof plain | typeof check>): string[] =>
  outlineFlow(flow, new Map(Object.entries(looks))).map((row) => {
    const name = row.kind === 'step' ? row.step : row.kind === 'branch' ? `[${row.label}]` : `-> ${row.to}`;
    return `${'  '.repeat(row.level - 1)}${name}`;
  });

test('a straight flow is a plain list', () =>
  expect(say(draw(['a', 'b', 'c'], ['a>b', 'b>c']), { a: plain, b: plain, c: plain })).toEqual(['a', 'b', 'c']));

test('branches are indented under their names, empty ones too', () =>
  expect(say(draw(['a', 'b', 'c'], ['a>b', 'b>c:yes']), { a: plain, b: check, c: plain })).toEqual([
    'a',
    'b',
    '  [yes]',
    '    c',
    '  [no]',
  ]));

test('a step that branches lead back to is listed once', () =>
  expect(say(draw(['a', 'b', 'c'], ['a>b:yes', 'a>c:no', 'b>c']), { a: check, b: plain, c: plain })).toEqual([
    'a',
    '  [yes]',
    '    b',
    '    c',
    '  [no]',
    '    -> c',
  ]));

test('steps nothing leads to, and steps in a circle, are there as well', () =>
  expect(say(draw(['a', 'b', 'c', 'd'], ['c>d', 'd>c']), { a: plain, b: plain, c: plain, d: plain })).toEqual([
    'a',
    'b',
    'c',
    'd',
    '-> c',
  ]));

test('the left arrow leads out of a branch', () => {
  const rows = outlineFlow(
    draw(['a', 'b', 'c'], ['a>b:yes', 'b>c']),
    new Map(Object.entries({ a: check, b: plain, c: plain })),
  );
  expect([parentStep(rows, 'c'), parentStep(rows, 'a')]).toEqual(['a', null]);
});
