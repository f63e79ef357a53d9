import type { PlanStep } from '../compile/plan.ts';
import type { Fault } from '../model/fault.ts';
import type { FlowSettings } from '../model/flow.ts';

/** What happens after an attempt failed. */
export type AfterFailure =
  | { kind: 'retry'; delayMs: number }
  /** The effect may have taken place and the person wants to be asked. */
  | { kind: 'ask' }
  /** A connection is broken: nothing is lost, and it goes on when that is mended. */
  | { kind: 'hold'; connection: string }
  | { kind: 'leave'; port: 'out' | 'failed' }
  | { kind: 'stop' };

/** The longest pause between two attempts, and the longest a service may ask us to wait. */
export const retryLimits = { pauseMs: 600_000, retryAfterMs: 86_400_000 } as const;

/**
 * Decides by the fault, how often the step has failed by now, its `onError` and the flow's `afterCrash`. The pause grows fourfold from
 * `firstDelayMs` and is spread over its upper half (`random` in [0, 1)), so that many runs do not come back at once;
 * `Retry-After` wins over it.
 */
export const afterFailure = (
  fault: Fault,
  step: Pick<PlanStep, 'effect' | 'onError'>,
  failures: number,
  settings: Pick<FlowSettings, 'afterCrash'>,
  random: number,
): AfterFailure => {
  if (fault.outcomeUnknown && step.effect === 'not-repeatable' && settings.afterCrash === 'ask') return { kind: 'ask' };
  if (fault.connection !== undefined && step.onError.then === 'stop')
    return { kind: 'hold', connection: fault.connection };
  if (fault.retryable && failures <= step.onError.retries) {
    const pause = Math.min(retryLimits.pauseMs, step.onError.firstDelayMs * 4 ** (failures - 1)) * (0.5 + random / 2);
    return { kind: 'retry', delayMs: Math.min(fault.retryAfterMs ?? Math.round(pause), retryLimits.retryAfterMs) };
  }
  switch (step.onError.then) {
    case 'continue':
      return { kind: 'leave', port: 'out' };
    case 'branch':
      return { kind: 'leave', port: 'failed' };
    case 'stop':
      return { kind: 'stop' };
  }
};
