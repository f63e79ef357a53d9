import { expect, test } from 'vitest';
import type { Flow, Inspection, NodeDescription } from '../client/types.ts';
import { canTryLive } from './live.ts';

const flow = {
  nodes: ['hook', 'ask', 'after', 'table'].map((id) => ({ id, type: id, skip: false })),
  edges: [
    { from: 'hook', port: 'out', to: 'ask' },
    { from: 'ask', port: 'out', to: 'after' },
    { from: 'hook', port: 'out', to: 'table' },
  ],
} as unknown as Flow;
const inspection = {
  problems: [],
  steps: { hook: { effect: null }, ask: { effect: 'reads' }, after: { effect: 'pure' }, table: { effect: 'reads' } },
} as unknown as Inspection;
const kind = (type: string, fieldKind: string) =>
  [type, { type, form: [{ name: 'x', label: 'X', kind: fieldKind }] } as unknown as NodeDescription] as const;
const types = new Map([kind('hook', 'text'), kind('ask', 'text'), kind('after', 'text'), kind('table', 'file')]);
const facts = { flow, inspection, types, pinned: {} };

test('nothing is asked of a service by itself, neither by the step nor by one before it', () => {
  expect(canTryLive(facts, 'ask')).toBe(false);
  expect(canTryLive(facts, 'after')).toBe(false);
});

test('a typed answer and a file of this computer are no service', () => {
  expect(canTryLive({ ...facts, pinned: { ask: {} } }, 'after')).toBe(true);
  expect(canTryLive(facts, 'table')).toBe(true);
});

test('a trigger and a step that is not finished are not tried', () => {
  expect(canTryLive(facts, 'hook')).toBe(false);
  expect(canTryLive(facts, 'unknown')).toBe(false);
});
