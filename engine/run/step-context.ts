import type { Plan, PlanStep } from '../compile/plan.ts';
import type { RunId } from '../model/ids.ts';
import { siteKey } from '../model/items.ts';
import type { JsonValue } from '../model/json.ts';
import type { StepContext } from '../nodes/define.ts';
import type { Base, Frame, Site } from './frame.ts';
import type { RunHost, RunTask } from './host.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { createWalk } from './walk.ts';

/** The pass through the flow itself, with nothing done yet. */
export const createTop = ({ clock, vars }: RunHost, { plan, run, payload }: RunTask, startedAtMs: number): Frame => {
  const outputs: Record<string, JsonValue> = Object.create(null);
  outputs[run.trigger] = payload;
  return {
    place: 0,
    walk: createWalk(plan, plan.byId.get(run.trigger), payload),
    outputs,
    scope: {
      trigger: payload,
      steps: outputs,
      run: { id: run.id, startedAt: new Date(startedAtMs).toISOString() },
      flow: { name: plan.flow.name },
      get now() {
        return new Date(clock.now()).toISOString();
      },
      vars: vars(),
    },
    open: 0,
    item: null,
  };
};

/** What the steps before a step handed to it: those whose lines into it were taken. */
export const incomingOf = (plan: Plan, { walk, outputs }: Frame, { index }: PlanStep): StepContext['incoming'] =>
  walk.takenInto(index).flatMap((from) => {
    const node = plan.nodes[from]?.id ?? '';
    const output = outputs[node];
    return output === undefined ? [] : [{ node, output }];
  });

export const idempotencyKeyOf = (
  { installation }: RunHost,
  { keyRoot }: RunTask['run'],
  { node, item }: Base,
): string => idempotencyKey(installation, keyRoot, node, item);

/** Under this a step remembers the run it has called. */
export const calledKey = (key: string): string => `called:${key}`;

/** What one attempt of a step may use. What costs something is worked out only by the steps that ask for it. */
export const contextOf = (
  host: RunHost,
  { plan, run, payload }: RunTask,
  { frame, step }: Site,
  base: Base,
  signal: AbortSignal,
): StepContext => ({
  get idempotencyKey() {
    return idempotencyKeyOf(host, run, base);
  },
  signal,
  timeoutMs: step.timeoutMs,
  prepared: step.prepared,
  now: host.clock.now,
  startedAtMs: base.firstStartedAtMs,
  payload,
  timeZone: plan.settings.timeZone,
  depth: run.depth,
  get occasion() {
    return siteKey(run.eventId, frame.place);
  },
  called: () => {
    const id = host.journal.memory.get(run.flowId, step.id, calledKey(idempotencyKeyOf(host, run, base)));
    return typeof id === 'string' ? host.called(id as RunId) : null;
  },
  recall: (scope, key) => host.journal.memory.get(run.flowId, scope === 'flow' ? '' : step.id, key),
  get incoming() {
    return incomingOf(plan, frame, step);
  },
  ...host.outside(run.flowId),
});
