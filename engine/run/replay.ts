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

/** How often steps of a run failed, by {@link siteKey}. */
export interface FailureCounts {
  /** One more; returns how many that makes. */
  add(key: string): number;
  takeBack(key: string): void;
}

/** An attempt that ended with the engine, or for which a connection was missing, is no failure and uses up no retry. */
const isFailure = ({ status, error }: StepRecord): boolean =>
  status === 'failed' && error?.code !== interrupted.code && error?.connection === undefined;

/** A class, because every run has one and few ever fail. */
class LiveFailureCounts implements FailureCounts {
  private readonly steps: readonly StepRecord[];
  private counts: Map<string, number> | null = null;

  constructor(steps: readonly StepRecord[]) {
    this.steps = steps;
  }
  add(key: string): number {
    return this.change(key, 1);
  }
  takeBack(key: string): void {
    this.change(key, -1);
  }
  private change(key: string, by: number): number {
    this.counts ??= this.steps
      .filter(isFailure)
      .map(({ node, item }) => siteKey(node, item))
      .reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map<string, number>());
    const next = (this.counts.get(key) ?? 0) + by;
    this.counts.set(key, next);
    return next;
  }
}

/** Counts on from what is recorded, which is looked at when the first step fails. */
export const createFailureCounts = (steps: readonly StepRecord[]): FailureCounts => new LiveFailureCounts(steps);

/** Whether a step does something outside, so that doing it again is not the same as never having done it. */
export const isEffect = (step: PlanStep): boolean => step.effect !== 'pure' && step.effect !== 'reads';
