import type { Plan, PlanStep } from '../compile/plan.ts';
import { Fault, type FaultData } from '../model/fault.ts';
import type { RunChange } from '../model/records.ts';
import { isTerminal, type RunStatus } from '../model/run.ts';
import type { StepResult } from '../nodes/define.ts';
import type { RunFailure } from './intake.ts';

/** How a run ends, as soon as that is decided. Steps in flight are still recorded. */
export interface Ending {
  status: 'succeeded' | 'failed' | 'cancelled';
  error: FaultData | null;
  /** The step it ended at. */
  node: string | null;
}

/** The ending a step asked for. */
export const endOf = (step: PlanStep, { as, message }: NonNullable<StepResult['end']>): Ending => {
  if (as === 'done') return { status: 'succeeded', error: null, node: null };
  const fault = new Fault('person', 'flow.stopped', message || 'The flow stopped itself.', {
    fix: `It was asked to by the step "${step.label}".`,
  });
  return { status: 'failed', error: fault.toJSON(), node: step.id };
};

/** A change of a run to a status, as it is stored. */
export const changeTo = (
  status: RunStatus,
  ending: Ending | null,
  times: { startedAtMs: number; nowMs: number },
  keepData: boolean,
  /** Whether a step waits for the person. */
  needsPerson: boolean,
): RunChange => {
  const isOver = isTerminal(status);
  return {
    status,
    startedAtMs: times.startedAtMs,
    finishedAtMs: isOver ? times.nowMs : null,
    error: isOver ? (ending?.error ?? null) : null,
    failedNode: isOver ? (ending?.node ?? null) : null,
    attention: status === 'failed' || status === 'needs-decision' || (status === 'waiting' && needsPerson),
    forgetData: isOver && !keepData,
  };
};

/** What flows that wait for failures are told. */
export const failureOf = (
  run: RunFailure['run'],
  plan: Plan,
  ending: Ending | null,
  startedAtMs: number,
): RunFailure => ({
  run,
  flow: plan.flow.name,
  error: ending?.error ?? null,
  failedStep: plan.byId.get(ending?.node ?? '')?.label ?? null,
  startedAtMs,
});
