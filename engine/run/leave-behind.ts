import { siteKey } from '../model/items.ts';
import type { Memory } from '../model/memory.ts';
import type { StepResult } from '../nodes/define.ts';
import type { Base, Site } from './frame.ts';
import type { RunHost, RunTask } from './host.ts';
import { calledKey, idempotencyKeyOf } from './step-context.ts';
import type { Turn } from './turn.ts';

/** As long as any run may wait. */
const callRememberedMs = 400 * 86_400_000;

/**
 * What a step leaves besides its own record, as part of the turn that stores that record: what it remembers, and the run it calls.
 * Throws the fault of a flow that cannot be called.
 */
export const leaveBehind = (
  host: RunHost,
  run: RunTask['run'],
  turn: Turn,
  { frame, step }: Site,
  base: Base,
  { remember = [], call }: StepResult,
): void => {
  const note = ({ scope, ...memory }: Memory): void => {
    const write = { flowId: run.flowId, node: scope === 'flow' ? '' : step.id, ...memory };
    host.journal.memory.note(write);
    turn.memory.push(write);
  };
  for (const memory of remember) note(memory);
  if (!call) return;
  // Stored with what the step says now, so that the flow is called once.
  const arrival = host.call(run, siteKey(step.id, frame.place), call);
  turn.arrivals.push(arrival);
  note({
    scope: 'step',
    key: calledKey(idempotencyKeyOf(host, run, base)),
    value: arrival.run?.id,
    expiresAtMs: host.clock.now() + callRememberedMs,
  });
};
