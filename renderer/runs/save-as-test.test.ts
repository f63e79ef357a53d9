import { expect, test } from 'vitest';
import type { Flow, RunDetail, RunStep } from '../client/types.ts';
import { testOfRun, whyNoTest } from './save-as-test.ts';

const step = (node: string, more: Partial<RunStep>): RunStep =>
  ({
    node,
    item: 0,
    type: node,
    label: node,
    attempt: 1,
    status: 'succeeded',
    effect: 'pure',
    port: 'out',
    did: null,
    error: null,
    ...more,
  }) as RunStep;

const run = {
  headline: 'Ana',
  status: 'succeeded',
  error: null,
  dataKept: true,
  currentVersion: 1,
  retryOf: null,
  steps: [
    step('look', { effect: 'reads', output: { rows: [{ id: 7 }] } }),
    step('map', { status: 'failed', attempt: 1 }),
    step('map', { attempt: 2, output: { subject: 'Hi Ana', madeAt: '2026-03-01T09:30:00Z' } }),
    step('mail', { effect: 'not-repeatable', output: { messageId: 'x' } }),
    step('map', { item: 3, output: { subject: 'of an item' } }),
  ],
  nodes: [
    { node: 'in', type: 'webhook', label: 'In', effect: null },
    ...['look', 'map', 'mail', 'other'].map((node) => ({ node, type: node, label: node, effect: 'pure' })),
  ],
} as unknown as RunDetail;

const flow = {
  nodes: ['in', 'look', 'map', 'mail', 'other', 'added'].map((id) => ({ id })),
  tests: [{ name: 'Ana' }],
} as unknown as Flow;

test('a run becomes the way it took and what its pure steps made; answers of services are kept with it', () => {
  const { name, sample, pinned, expect: expected } = testOfRun(run, flow, 's1');
  expect([name, sample, pinned]).toEqual(['Ana 2', 's1', { look: { rows: [{ id: 7 }] } }]);
  expect(expected).toEqual([
    { path: '', op: 'status', value: 'succeeded' },
    { node: 'look', path: '', op: 'ran' },
    { node: 'map', path: '', op: 'ran' },
    { node: 'map', path: 'subject', op: 'equals', value: 'Hi Ana' },
    { node: 'map', path: 'madeAt', op: 'exists' },
    { node: 'mail', path: '', op: 'ran' },
    { node: 'other', path: '', op: 'skipped' },
  ]);
});

test.each([
  [{}, undefined],
  [{ dataKept: false }, 'What arrived was not kept'],
  [{ currentVersion: null }, 'Its flow was removed'],
  [{ retryOf: 'run_1' }, 'It went on with what an earlier run had done'],
  [{ status: 'cancelled' }, 'It did not come to an end'],
])('%j: %s', (change, why) => {
  expect(whyNoTest({ ...run, ...change } as RunDetail)).toBe(why);
});
