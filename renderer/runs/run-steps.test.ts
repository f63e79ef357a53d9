import { expect, test } from 'vitest';
import type { RunDetail, RunId, RunStep } from '../client/types.ts';
import { doneEffects, firstLook, sayNumbers, spanOf, stepLines } from './run-steps.ts';

const at = (ms: number): string => new Date(1_000_000 + ms).toISOString();
const step = (node: string, more: Partial<RunStep>): RunStep => ({
  node,
  type: 'map',
  label: node,
  item: 0,
  attempt: 1,
  status: 'succeeded',
  effect: 'pure',
  port: 'out',
  did: null,
  error: null,
  startedAt: at(0),
  finishedAt: at(1),
  durationMs: 1,
  nextAt: null,
  ...more,
});
const query = { kind: 'query', file: 'a.db', sql: 'x', bind: [] } as const;

const run = {
  id: 'run_1' as RunId,
  startedAt: at(0),
  finishedAt: at(100),
  failedNode: 'c',
  nodes: [
    { node: 'in', type: 'webhook', label: 'In', effect: null },
    { node: 'b', type: 'sqlite-query', label: 'B', effect: 'keyed' },
    { node: 'c', type: 'map', label: 'C', effect: 'pure' },
    { node: 'd', type: 'map', label: 'D', effect: 'pure' },
  ],
  repeated: [],
  steps: [
    step('b', { effect: 'keyed', did: { ...query, bind: [] }, startedAt: at(5), finishedAt: at(20) }),
    step('c', { status: 'failed', startedAt: at(20), finishedAt: at(30) }),
    step('c', { attempt: 2, status: 'failed', startedAt: at(60), finishedAt: at(100) }),
  ],
} as unknown as RunDetail;

test('each step has a line, with its tries, and those not reached say so', () => {
  const lines = stepLines(run, 0);
  expect(
    lines.map(({ number, status, startMs, endMs, tries }) => [number, status, startMs, endMs, tries.length]),
  ).toEqual([
    [1, 'succeeded', 0, 0, 0],
    [2, 'succeeded', 5, 20, 1],
    [3, 'failed', 20, 100, 2],
    [4, 'not-reached', null, null, 0],
  ]);
  expect(spanOf(run, 0)).toBe(100);
});

test('a step that goes on grows with the clock', () => {
  const open = { ...run, finishedAt: null, steps: [step('b', { status: 'started', finishedAt: null })] } as RunDetail;
  expect([stepLines(open, 1_000_400)[1]?.endMs, spanOf(open, 1_000_400)]).toEqual([400, 400]);
});

test('what was done outside is known, and a run opens where it failed', () => {
  expect(doneEffects(run).map(({ node }) => node)).toEqual(['b']);
  expect(firstLook(run)).toBe('c');
  expect(firstLook({ ...run, failedNode: null })).toBe('b');
});

test.each([
  [[], 'No step'],
  [[2], 'Step 2'],
  [[1, 2], 'Steps 1 and 2'],
  [[3, 1, 2], 'Steps 1–3'],
  [[1, 2, 4], 'Steps 1, 2, and 4'],
])('%j is said as %s', (numbers, words) => {
  expect(sayNumbers(numbers)).toBe(words);
});
