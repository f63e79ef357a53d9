import type { Plan, PlanStep } from '../compile/plan.ts';
import type { FaultData } from '../model/fault.ts';
import { siteKey } from '../model/items.ts';
import type { StepRecord } from '../model/records.ts';

/** Shared by all new runs: there are many of them, and a map of their own for each costs. */
const nothingYet: ReadonlyMap<string, StepRecord> = new Map();

/** The latest attempt of each step, by {@link siteKey}. */
export const latestAttempts = (steps: readonly StepRecord[]): ReadonlyMap<string, StepRecord> => {
  if (steps.length === 0) return nothingYet;
  const latest = new Map<string, StepRecord>();
  for (const step of steps) {
    const key = siteKey(step.node, step.item);
    const known = latest.get(key);
    if (!known || step.attempt > known.attempt) latest.set(key, step);
  }
  return latest;
};

/** Whether a recorded step is over, so that it is not run again: it succeeded, was skipped, or failed and was left behind. */
export const isSettled = (step: StepRecord): boolean =>
  step.status === 'succeeded' || step.status === 'skipped' || (step.status === 'failed' && step.port !== null);

/** Records that do not fit the plan, because the flow was changed under them. Such a run must not continue by itself. */
export const mismatches = (plan: Plan, steps: readonly StepRecord[]): string[] => [
  ...new Set(steps.map((step) => step.node).filter((node) => plan.byId.get(node)?.kind !== 'step')),
];

/** What is recorded of an attempt the engine did not live to see the end of. */
export const interrupted: FaultData = {
  code: 'step.interrupted',
  who: 'world',
  message: 'WhenThen ended while this step was running.',
  retryable: true,
  outcomeUnknown: true,
};

/** How often each step failed, by {@link siteKey}. An attempt that ended with the engine is no failure and uses up no retry. */
export const countFailures = (steps: readonly StepRecord[]): Map<string, number> => {
  const failures = new Map<string, number>();
  for (const { node, item, status, error } of steps) {
    if (status !== 'failed' || error?.code === interrupted.code) continue;
    const key = siteKey(node, item);
    failures.set(key, (failures.get(key) ?? 0) + 1);
  }
  return failures;
};

/** Whether a step does something outside, so that doing it again is not the same as never having done it. */
export const isEffect = (step: PlanStep): boolean => step.effect !== 'pure' && step.effect !== 'reads';
