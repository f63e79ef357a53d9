import { expect, test } from 'vitest';
import { addFailure, type FailedRun, type Failing, noFailures, takeDue } from './group-failures.ts';

const failed = (run: string, flow = 'Stripe orders'): FailedRun => ({ run, flow, flowId: `flow ${flow}` });
const add = (failing: Failing, nowMs: number, ...runs: FailedRun[]): Failing =>
  runs.reduce((all, run) => addFailure(all, run, nowMs), failing);

test('a failure is told after a moment, and leads to its run', () => {
  const failing = add(noFailures, 0, failed('run_1'));
  expect(takeDue(failing, 1999)).toMatchObject({ notices: [], nextMs: 2000 });
  expect(takeDue(failing, 2000).notices).toEqual([
    {
      flowId: 'flow Stripe orders',
      title: 'Stripe orders failed',
      text: 'Click to see the step that stopped and what can be done.',
      run: 'run_1',
    },
  ]);
});

test('what fails together is told together, each flow by itself', () => {
  const failing = add(noFailures, 0, failed('run_1'), failed('run_2'), failed('run_3'), failed('run_4', 'Backup'));
  expect(takeDue(failing, 2000).notices.map(({ title, run }) => [title, run])).toEqual([
    ['3 runs failed in Stripe orders', 'run_3'],
    ['Backup failed', 'run_4'],
  ]);
});

test('a flow that goes on failing is told of every five minutes', () => {
  const { left } = takeDue(add(noFailures, 0, failed('run_1')), 2000);
  const more = add(left, 10_000, failed('run_2'), failed('run_3'));
  expect(takeDue(more, 60_000)).toMatchObject({ notices: [], nextMs: 302_000 });
  const later = takeDue(more, 302_000);
  expect(later.notices[0]?.title).toBe('2 runs failed in Stripe orders');
  expect(later.nextMs).toBeNull();
});

test('a flow that was quiet for long is told of at once again, and then forgotten', () => {
  const { left } = takeDue(add(noFailures, 0, failed('run_1')), 2000);
  const later = add(left, 1_000_000, failed('run_2'));
  expect(takeDue(later, 1_002_000).notices).toHaveLength(1);
  expect(takeDue(left, 1_000_000).left.size).toBe(0);
});
