import { expect, test } from 'vitest';
import type { Flow, FlowEdge } from '../../client/types.ts';
import { findUses } from './fields-read.ts';
import { earlierInLine, laterInLine, swapInLine } from './reorder.ts';
import { stepAfter, stepBefore, stepBeside, stepLeft } from './walk.ts';

/** A flow from a drawing: `start>a:out`, with a place for each step. */
const draw = (places: Record<string, [x: number, y: number]>, ...lines: string[]): Flow =>
  ({
    nodes: Object.entries(places).map(([id, [x, y]]) => ({ id, position: { x, y }, params: {} })),
    edges: lines.map((line) => {
      const [from, rest = ''] = line.split('>');
      const [to, port = 'out'] = rest.split(':');
      return { from, to, port } as FlowEdge;
    }),
  }) as unknown as Flow;

const isTrigger = (id: string): boolean => id === 'start';
const branched = draw({ start: [0, 100], a: [300, 0], b: [300, 200], c: [600, 0] }, 'start>a:yes', 'start>b:no', 'a>c');

test('arrows follow the lines, and go up and down between branches', () => {
  expect(stepAfter(branched, 'a')).toBe('c');
  expect(stepBefore(branched, 'b')).toBe('start');
  expect(stepBeside(branched, 'a', 'down')).toBe('b');
  expect(stepBeside(branched, 'b', 'up')).toBe('a');
  expect(stepBeside(branched, 'c', 'up')).toBeNull();
  expect(stepAfter(branched, 'c')).toBeNull();
});

test('after a removal the focus goes to what came before', () => {
  expect(stepLeft(branched, ['c'])).toBe('b');
  expect(stepLeft(branched, ['start'])).toBe('a');
  expect(stepLeft(branched, ['start', 'a', 'b', 'c'])).toBeNull();
});

test('the fields a removal leaves empty are counted with their place', () => {
  const flow = draw({ a: [0, 0], b: [1, 0] }, 'a>b');
  Object.assign(flow.nodes[1]?.params ?? {}, {
    to: 'Dear {{ steps.a.name }} of {{ steps.a.city }}',
    rows: [{ value: '{{ steps["a"].id }}' }, { value: 'steps.a.id' }],
  });
  expect(findUses(flow, ['a'])).toEqual([
    { step: 'b', param: 'to' },
    { step: 'b', param: 'rows.0.value' },
  ]);
});

test('a step moves along a straight line with the ports of both kept', () => {
  const flow = draw({ start: [0, 0], a: [1, 0], b: [2, 0], c: [3, 0] }, 'start>a', 'a>b', 'b>c:yes');
  expect(earlierInLine(flow, 'a', isTrigger)).toBeNull();
  expect(earlierInLine(flow, 'b', isTrigger)).toBe('a');
  expect(laterInLine(flow, 'a', isTrigger)).toBe('b');
  swapInLine(flow, 'a', 'b');
  expect(flow.edges).toEqual([
    { from: 'start', to: 'b', port: 'out' },
    { from: 'b', to: 'a', port: 'yes' },
    { from: 'a', to: 'c', port: 'out' },
  ]);
  expect(flow.nodes.map(({ position }) => position.x)).toEqual([0, 2, 1, 3]);
  swapInLine(flow, 'b', 'a');
  expect(flow.edges.map(({ from, to, port }) => `${from}>${to}:${port}`)).toEqual([
    'start>a:out',
    'a>b:out',
    'b>c:yes',
  ]);
});

test('where lines part, steps do not change places', () =>
  expect(laterInLine(branched, 'start', isTrigger)).toBeNull());
