import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Flow, FlowEdge, NodeDescription } from '../client/types.ts';
import * as edits from './flow-edits.ts';
import { downstreamOf, numberSteps, orderSteps, whyNotConnect } from './flow-graph.ts';
import { applyEdit, emptyHistory, historyLimit, redoEdit, undoEdit } from './history.ts';
import { readCopies, stepsRead } from './references.ts';
import { getAt, setAt } from './set-at.ts';

const kind = (type: string): NodeDescription => ({
  type,
  version: 1,
  kind: type === 'webhook' ? 'trigger' : 'step',
  family: type === 'webhook' ? 'when' : 'then',
  title: type,
  description: '',
  synonyms: [],
  icon: 'box',
  form: [],
  defaults: {},
  hidden: false,
  timeoutMs: 30_000,
  ports: [{ id: 'out', label: 'then' }],
});

/** A flow from a drawing: `a>b b>c:yes`. */
const draw = (...lines: string[]): Flow => {
  const edges = lines.map((line): FlowEdge => {
    const [from = '', target = ''] = line.split('>');
    const [to = '', port = 'out'] = target.split(':');
    return { from, to, port } as FlowEdge;
  });
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].filter((id) => id !== '');
  return {
    format: 'whenthen.flow/1',
    name: 'Drawn',
    description: '',
    settings: { timeZone: 'UTC', overlap: 'parallel', maxParallel: 10, afterCrash: 'repeat', keepData: true },
    nodes: ids.map((id, index) => ({
      id: id as Flow['nodes'][number]['id'],
      type: 'map',
      version: 1,
      position: { x: index * 352, y: 0 },
      params: {},
      onError: { retries: 3, firstDelayMs: 1000, then: 'stop' },
      timeoutMs: 30_000,
      skip: false,
    })),
    edges: edges.filter(({ to }) => to !== ('' as string)),
    notes: [],
    groups: [],
    samples: [],
    tests: [],
  };
};

const lines = (flow: Flow): string[] =>
  flow.edges.map(({ from, to, port }) => `${from}>${to}${port === 'out' ? '' : `:${port}`}`).sort();

test('a step put into a line leads on to what followed, which makes room', () => {
  const flow = draw('a>b', 'b>c', 'x>y');
  const id = edits.insertStep(flow, kind('filter'), flow.edges[0] as FlowEdge);
  expect(lines(flow)).toEqual(['a>filter-1', 'b>c', 'filter-1>b', 'x>y']);
  expect(flow.nodes.map(({ id: node, position }) => [node, position.x])).toEqual([
    ['a', 0],
    ['b', 352 * 2],
    ['c', 352 * 3],
    ['x', 352 * 3],
    ['y', 352 * 4],
    [id, 352],
  ]);
});

test('removing a step in the middle joins its neighbours, along the longest branch', () => {
  const straight = draw('a>b', 'b>c');
  edits.removeSteps(straight, ['b']);
  expect(lines(straight)).toEqual(['a>c']);
  const branches = draw('a>b', 'b>c:yes', 'b>d:no', 'd>e');
  edits.removeSteps(branches, ['b']);
  expect(lines(branches)).toEqual(['a>d', 'd>e']);
  const several = draw('a>b', 'b>c', 'c>d');
  edits.removeSteps(several, ['b', 'c']);
  expect(lines(several)).toEqual(['a>d']);
});

test('copies read each other, and what is outside as before', () => {
  const flow = draw('a>b', 'b>c');
  edits.setParam(
    flow,
    'c',
    ['text'],
    'From {{ steps.b.name }} and {{ steps.a.x | default: steps["b"].y }}, not steps.b',
  );
  edits.setParam(flow, 'c', ['credential'], 'mail');
  const clip = edits.copySteps(flow, ['b', 'c']);
  expect(JSON.stringify(clip)).not.toContain('mail');
  const made = edits.pasteSteps(flow, clip, { x: 48, y: 48 });
  expect(made).toEqual(['map-1', 'map-2']);
  const copy = flow.nodes.find(({ id }) => id === made[1]);
  expect(copy?.params.text).toBe(
    'From {{ steps.map-1.name }} and {{ steps.a.x | default: steps.map-1.y }}, not steps.b',
  );
  expect(lines(flow)).toEqual(['a>b', 'b>c', 'map-1>map-2']);
  expect([...stepsRead(flow.nodes[2]?.params ?? {})].sort()).toEqual(['a', 'b']);
  expect(readCopies('{{ steps.b-2.x }}', new Map([['b', 'c']]))).toBe('{{ steps.b-2.x }}');
});

test('cards never cover each other', () => {
  const flow = draw('a>');
  for (let count = 0; count < 5; count += 1) edits.addStepAfter(flow, kind('map'), 'a', 'out');
  const places = flow.nodes.map(({ position }) => `${position.x} ${position.y}`);
  expect(new Set(places).size).toBe(6);
});

test('lines that make no sense are refused with the reason', () => {
  const flow = draw('a>b', 'b>c');
  const why = (from: string, to: string) =>
    whyNotConnect(flow, { from, to, port: 'out' } as FlowEdge, (id) => id === 'a');
  expect(why('b', 'b')).toMatch(/itself/);
  expect(why('b', 'a')).toMatch(/starts here/);
  expect(why('a', 'b')).toMatch(/Already/);
  expect(why('c', 'b')).toMatch(/circles/);
  expect(why('a', 'c')).toBeNull();
  expect([...downstreamOf(flow, 'a')]).toEqual(['b', 'c']);
});

test('steps are numbered in the order of the flow, also in a circle', () => {
  expect(orderSteps(draw('b>c', 'a>b'))).toEqual(['a', 'b', 'c']);
  expect([...numberSteps(draw('a>b', 'b>a'))]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test('a value is set wherever it belongs, and taken away again', () => {
  const params = {};
  setAt(params, ['headers', 1, 'value'], 'x');
  expect(getAt(params, ['headers', 1, 'value'])).toBe('x');
  setAt(params, ['headers', 0], { name: 'a' });
  setAt(params, ['headers', 1], undefined);
  expect(params).toEqual({ headers: [{ name: 'a' }] });
  expect(getAt(params, ['headers', 'constructor', 'name'])).toBeUndefined();
});

test('typing into one field is one step back, and a pause makes two', () => {
  let state = { document: draw('a>'), history: emptyHistory };
  const type = (text: string, atMs: number): void => {
    const recipe = (flow: Flow) => edits.setParam(flow, 'a', ['x'], text);
    state = applyEdit(state.document, state.history, { label: 'change x', recipe, key: 'a x', atMs });
  };
  type('h', 0);
  type('hi', 500);
  type('hi!', 2000);
  expect(state.history.past).toHaveLength(2);
  const undone = undoEdit(state.document, state.history);
  expect(undone?.document.nodes[0]?.params).toEqual({ x: 'hi' });
  expect(undoEdit(undone?.document as Flow, undone?.history ?? emptyHistory)?.document.nodes[0]?.params).toEqual({});
});

test('any edits at all can be taken back to the start and done again', () => {
  const act = fc.record({ what: fc.nat(7), a: fc.nat(20), b: fc.nat(20), text: fc.string({ maxLength: 8 }) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: historyLimit }), (acts) => {
      const start = draw('a>b', 'b>c', 'c>d:yes');
      let state = { document: start, history: emptyHistory };
      acts.forEach(({ what, a, b, text }, atMs) => {
        const recipe = (flow: Flow): void => {
          const pick = (index: number): string => flow.nodes[index % Math.max(1, flow.nodes.length)]?.id ?? 'none';
          const edge = flow.edges[a % Math.max(1, flow.edges.length)];
          if (what === 0) edits.addStep(flow, kind('map'), { x: a * 50, y: b * 50 });
          if (what === 1 && edge) edits.insertStep(flow, kind('if'), { ...edge });
          if (what === 2) edits.removeSteps(flow, [pick(a)]);
          if (what === 3) edits.setParam(flow, pick(a), ['list', b % 3, 'v'], text);
          if (what === 4)
            edits.pasteSteps(
              flow,
              structuredClone(edits.copySteps(JSON.parse(JSON.stringify(flow)), [pick(a), pick(b)])),
              { x: 8, y: 8 },
            );
          if (what === 5) edits.moveSteps(flow, new Map([[pick(a), { x: b, y: a }]]));
          if (what === 6) edits.groupSteps(flow, [pick(a), pick(b)], text);
          if (what === 7) edits.addNote(flow, { x: a, y: b }, pick(a));
        };
        state = applyEdit(state.document, state.history, { label: 'x', recipe, atMs: atMs * 2000 });
      });
      const end = state.document;
      for (let back = undoEdit(state.document, state.history); back; back = undoEdit(state.document, state.history))
        state = back;
      expect(state.document).toEqual(start);
      for (let on = redoEdit(state.document, state.history); on; on = redoEdit(state.document, state.history))
        state = on;
      expect(state.document).toEqual(end);
    }),
    { numRuns: 60 },
  );
});

const loop: NodeDescription = {
  ...kind('for-each'),
  ports: [
    { id: 'each', label: 'for each', repeats: true },
    { id: 'done', label: 'when done' },
  ],
};

test('a step repeated for a list is led to by the list, and what followed comes when all is done', () => {
  const flow = draw('a>b', 'b>c', 'c>d');
  const id = edits.repeatStep(flow, loop, 'b', '{{ trigger.items }}');
  expect(lines(flow)).toEqual(['a>for-each-1', 'c>d', 'for-each-1>b:each', 'for-each-1>c:done']);
  expect(flow.nodes.find((node) => node.id === id)?.params).toEqual({ list: '{{ trigger.items }}' });
  const at = (node: string) => flow.nodes.find((one) => one.id === node)?.position;
  expect([at(id), at('b'), at('c')]).toEqual([
    { x: 352, y: 0 },
    { x: 704, y: 0 },
    { x: 704, y: 152 },
  ]);
});

test('a step that decides between ways keeps them, each for every item', () => {
  const flow = draw('a>b', 'b>c:yes', 'b>d:no');
  edits.repeatStep(flow, loop, 'b', '{{ trigger.items }}');
  expect(lines(flow)).toEqual(['a>for-each-1', 'b>c:yes', 'b>d:no', 'for-each-1>b:each']);
});
