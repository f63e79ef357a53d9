import { expect, test } from 'vitest';
import type { Flow } from '../client/types.ts';
import type { StepLook } from '../pieces/step-card/step-look.ts';
import { drawEdges, drawNodes, keepNodes, lineUnder } from './board-model.ts';
import { snapToOthers } from './snap.ts';
import { planMoves } from './tidy.ts';
import { layOut } from './tidy-layout.ts';

const look = (id: string, more: Partial<StepLook> = {}): StepLook => ({
  id,
  number: 1,
  family: 'then',
  icon: '',
  title: id,
  kindTitle: id,
  summary: '',
  badge: null,
  badgeText: '',
  peek: '',
  peekLabel: 'example',
  onlyPort: 'out',
  branches: [],
  repeatPort: null,
  times: null,
  isRepeated: false,
  canFail: false,
  isTrigger: id === 'start',
  isSkipped: false,
  isPractice: false,
  hasNote: false,
  ...more,
});

const draw = (places: Record<string, [number, number]>, lines: string[], more: Partial<Flow> = {}): Flow =>
  ({
    nodes: Object.entries(places).map(([id, [x, y]]) => ({ id, position: { x, y } })),
    edges: lines.map((line) => {
      const [from, to] = line.split('>');
      return { from, to, port: 'out' };
    }),
    notes: [],
    groups: [],
    ...more,
  }) as unknown as Flow;

const looksOf = (flow: Flow) => new Map<string, StepLook>(flow.nodes.map(({ id }) => [id, look(id)]));
const none = new Set<string>();
const row = draw({ start: [0, 0], a: [352, 0], b: [704, 0] }, ['start>a', 'a>b']);

test('only what changed is drawn anew', () => {
  const looks = looksOf(row);
  const before = drawNodes(row, looks, none);
  const after = keepNodes(before, drawNodes(row, looks, new Set(['a'])));
  expect(after.map((node, index) => node === before[index])).toEqual([true, false, true]);
});

test('open ends are known, so that each has a place to go on', () => {
  const ends = drawNodes(row, looksOf(row), none).flatMap((node) =>
    node.type === 'step' ? [node.data.openPorts] : [],
  );
  expect(ends).toEqual(['', '', 'out']);
});

test('a collapsed group stands for its steps, and lines end at it', () => {
  const flow = { ...row, groups: [{ id: 'g', title: 'Both', nodes: ['a', 'b'], collapsed: true }] } as Flow;
  expect(drawNodes(flow, looksOf(flow), none).map(({ id }) => id)).toEqual(['group g', 'start']);
  expect(drawEdges(flow, looksOf(flow)).map(({ source, target }) => [source, target])).toEqual([['start', 'group g']]);
});

test('an empty canvas asks when, and a lone When asks what then', () => {
  const empty = draw({}, []);
  expect(drawNodes(empty, new Map(), none).map(({ id }) => id)).toEqual(['ghost when']);
  const lone = draw({ start: [0, 0] }, []);
  expect(drawNodes(lone, looksOf(lone), none).map(({ id }) => id)).toEqual(['start', 'ghost then']);
});

test('the line a card lies on is found, and its own lines are not', () => {
  const wide = draw({ start: [0, 0], a: [1000, 0], c: [400, 0] }, ['start>a']);
  expect(lineUnder(wide, looksOf(wide), { x: 400, y: 0 })).toMatchObject({ from: 'start', to: 'a' });
  expect(lineUnder(wide, looksOf(wide), { x: 400, y: 300 })).toBeUndefined();
  expect(lineUnder(wide, looksOf(wide), { x: 400, y: 0 }, 'a')).toBeUndefined();
});

test('a card that is nearly level with another is made level, by edges or centres', () => {
  const other = { x: 0, y: 100, width: 264, height: 112 };
  expect(snapToOthers({ x: 400, y: 104, width: 264, height: 112 }, [other])).toEqual({
    position: { x: 400, y: 100 },
    lines: [{ axis: 'y', at: 100 }],
  });
  expect(snapToOthers({ x: 400, y: 130, width: 264, height: 112 }, [other]).lines).toEqual([]);
});

test('tidied steps stand in the order of the lines, and never on each other', () => {
  const cards = ['start', 'a', 'b', 'c'].map((id) => ({ id, width: 264, height: 112 }));
  const lines = [
    { from: 'start', to: 'a' },
    { from: 'start', to: 'b' },
    { from: 'b', to: 'c' },
  ];
  const places = layOut({ cards, lines });
  expect([places.start?.x, places.a?.x, places.b?.x, places.c?.x]).toEqual([0, 352, 352, 704]);
  expect(Math.abs((places.a?.y ?? 0) - (places.b?.y ?? 0))).toBeGreaterThanOrEqual(152);
});

test('what is tidied keeps its corner, and a note goes with its step', () => {
  const flow = draw({ start: [100, 100], a: [120, 400] }, ['start>a'], {
    notes: [{ id: 'note-1', text: '', position: { x: 130, y: 540 } }],
  });
  const moves = planMoves(flow, { start: { x: 0, y: 0 }, a: { x: 352, y: 0 } });
  expect([moves.get('start'), moves.get('a'), moves.get('note-1')]).toEqual([
    { x: 100, y: 100 },
    { x: 452, y: 100 },
    { x: 462, y: 240 },
  ]);
});
