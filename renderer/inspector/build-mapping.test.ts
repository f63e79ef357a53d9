import { expect, test } from 'vitest';
import type { Flow, NodeDescription } from '../client/types.ts';
import { buildMapping, type Known, keepIfSame, triggerFor } from './build-mapping.ts';

const node = (id: string, type: string, x: number) =>
  ({
    id,
    type,
    version: 1,
    position: { x, y: 0 },
    params: {},
    onError: { retries: 0, firstDelayMs: 0, then: 'stop' },
    timeoutMs: 1,
    skip: false,
  }) as unknown as Flow['nodes'][number];
const edge = (from: string, to: string) => ({ from, port: 'out', to }) as Flow['edges'][number];
const description = (type: string, kind: 'trigger' | 'step') =>
  [type, { type, kind, family: kind === 'trigger' ? 'when' : 'prepare' } as unknown as NodeDescription] as const;

const known: Known = {
  flow: {
    name: 'Orders',
    nodes: [node('hook', 'webhook', 0), node('one', 'map', 1), node('two', 'map', 2), node('side', 'map', 3)],
    edges: [edge('hook', 'one'), edge('one', 'two'), edge('hook', 'side')],
    samples: [
      { id: 's1', name: 'Full', node: 'hook' as never, payload: { a: 1 } },
      { id: 's2', name: 'Minimal', node: 'hook' as never, payload: {} },
    ],
  },
  inspection: {
    problems: [],
    steps: {
      hook: { label: 'Hook', summary: '', ports: [], effect: null, practice: false, sample: {} },
      one: { label: 'One', summary: '', ports: [], effect: 'pure', practice: false, sample: { b: 'believable' } },
      two: { label: 'Two', summary: '', ports: [], effect: 'pure', practice: false, sample: {} },
      side: { label: 'Side', summary: '', ports: [], effect: 'pure', practice: false, sample: {} },
    },
  },
  testing: { currentSample: {}, results: {} },
  types: new Map([description('webhook', 'trigger'), description('map', 'step')]),
  providers: [],
};

test('the steps before come nearest first, and only those', () => {
  const { sources } = buildMapping(known, 'two');
  expect(sources.map(({ name, number, root }) => [name, number, root.join('.')])).toEqual([
    ['One', 2, 'steps.one'],
    ['Hook', 1, 'trigger'],
    ['Always available', null, ''],
  ]);
});

test('a test result takes the place of the believable sample, and every example has a scope', () => {
  const results = { one: { output: { b: 'real' } } } as never;
  const { sources, examples } = buildMapping({ ...known, testing: { currentSample: {}, results } }, 'two');
  expect(sources[0]?.value).toEqual({ b: 'real' });
  expect(examples.map(({ name, scope }) => [name, scope.trigger])).toEqual([
    ['Full', { a: 1 }],
    ['Minimal', {}],
  ]);
});

test('a trigger is tried with itself', () => {
  expect(triggerFor(known, 'hook')).toBe('hook');
  expect(buildMapping(known, 'hook').sources[0]?.name).toBe('Hook');
});

test('the clock alone makes no new mapping; a new sample does', () => {
  const first = buildMapping(known, 'two');
  expect(keepIfSame(first, buildMapping(known, 'two'))).toBe(first);
  const other = buildMapping({ ...known, testing: { currentSample: { hook: 's2' }, results: {} } }, 'two');
  expect(keepIfSame(first, other)).toBe(other);
});

test('fields of a service that is known are called what it calls them', () => {
  const stripe = {
    id: 'stripe',
    name: 'Stripe',
    signature: 'stripe',
    signatureDetails: {},
    labels: { 'data.object.amount_total': 'Amount paid (in cents)' },
  } as unknown as Known['providers'][number];
  const labels = (nodes: Known['flow']['nodes']) =>
    buildMapping({ ...known, providers: [stripe], flow: { ...known.flow, nodes } }, 'two').sources.map(
      (source) => source.labels?.['body.data.object.amount_total'] ?? null,
    );
  expect(labels(known.flow.nodes)).not.toContain('Amount paid (in cents)');
  const signed = known.flow.nodes.map((node) =>
    node.id === 'hook' ? { ...node, params: { verify: { kind: 'stripe', credential: 'stripe' } } } : node,
  );
  expect(labels(signed)).toContain('Amount paid (in cents)');
});
