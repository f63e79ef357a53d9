import type { Plan, PlanStep, PlanTrigger } from '../compile/plan.ts';
import type { DryRun } from '../model/dry-run.ts';
import { type FaultData, toFault } from '../model/fault.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { Clock, StepOutside } from '../model/outside.ts';
import type { StepStatus } from '../model/run.ts';
import type { Scope } from '../model/template.ts';
import type { StepResult } from '../nodes/define.ts';
import { runAttempt } from './attempt.ts';
import { createWalk } from './walk.ts';

export interface DryRunOptions {
  plan: Plan;
  trigger: PlanTrigger;
  payload: JsonValue;
  /** Outputs to use instead of running a step, by node id. */
  pinned: JsonRecord;
  vars: JsonRecord;
  clock: Clock;
  outside: StepOutside;
}

/** Nodes with an effect are asked what they would do; all others are simply run. */
const tryStep = async (step: PlanStep, scope: Scope, options: DryRunOptions): Promise<StepResult> => {
  const { clock, plan, outside } = options;
  const harmless = step.effect === 'pure' || step.effect === 'reads';
  if (!harmless && !step.definition.preview)
    throw new Error(`the node type "${step.definition.type}" has no dry-run preview`);
  const definition = harmless
    ? step.definition
    : { ...step.definition, run: step.definition.preview ?? step.definition.run };
  const startedAtMs = clock.now();
  const stop = new AbortController();
  const attempt = (now: () => number): Promise<StepResult> =>
    runAttempt(
      { ...step, definition },
      step.resolve(scope),
      {
        idempotencyKey: 'wt-dry-run',
        signal: stop.signal,
        timeoutMs: step.timeoutMs,
        prepared: step.prepared,
        now,
        startedAtMs,
        timeZone: plan.settings.timeZone,
        depth: 0,
        ...outside,
      },
      clock,
      stop,
    );
  const result = await attempt(clock.now);
  // Nobody waits in a dry run: the step is asked again as if its time had come.
  return result.waitUntilMs === undefined ? result : attempt(() => result.waitUntilMs ?? 0);
};

/** Runs a flow without effects: reads are done, writes are shown. Steps run one after the other, without retries. */
export const dryRun = async (options: DryRunOptions): Promise<DryRun> => {
  const { plan, trigger, payload, pinned, clock } = options;
  const walk = createWalk(plan, trigger, payload);
  const outputs: Record<string, JsonValue> = Object.create(null);
  outputs[trigger.id] = payload;
  const startedAt = new Date(clock.now()).toISOString();
  const scope: Scope = {
    trigger: payload,
    steps: outputs,
    run: { id: 'dry-run', startedAt },
    flow: { name: plan.flow.name },
    now: startedAt,
    vars: options.vars,
  };
  const done: DryRun = { status: 'succeeded', steps: [], answer: null, error: null };

  const settle = (step: PlanStep, result: StepResult, isPinned: boolean, status: StepStatus = 'succeeded'): void => {
    const port = result.port === undefined ? 'out' : result.port;
    if (result.output !== undefined) outputs[step.id] = result.output;
    done.steps.push({
      ...describe(step),
      status,
      pinned: isPinned,
      port,
      output: result.output,
      would: result.did ?? null,
      error: null,
    });
    if (result.answer) done.answer ??= result.answer;
    walk.settle(step.index, port);
  };

  for (let index = walk.next(); index !== undefined; index = walk.next()) {
    const step = plan.nodes[index];
    if (step?.kind !== 'step') continue;
    // A step that decides which way to go is always asked; only outputs can be given.
    const hands = step.definition.ports(step.params as never).some(({ id }) => id === 'out');
    if (hands && Object.hasOwn(pinned, step.id)) {
      settle(step, { output: pinned[step.id] as JsonValue }, true);
      continue;
    }
    if (step.skip) {
      settle(step, {}, false, 'skipped');
      continue;
    }
    try {
      const result = await tryStep(step, scope, options);
      settle(step, result, false);
      if (!result.end) continue;
      if (result.end.as === 'done') break;
      const error: FaultData = { code: 'flow.stopped', who: 'person', message: result.end.message, retryable: false };
      return { ...done, status: 'failed', error };
    } catch (thrown) {
      const error = toFault(thrown).toJSON();
      const port = step.onError.then === 'stop' ? null : step.onError.then === 'branch' ? 'failed' : 'out';
      const output: JsonValue = { error: JSON.parse(JSON.stringify(error)) };
      done.steps.push({ ...describe(step), status: 'failed', pinned: false, port, output, would: null, error });
      if (port === null) return { ...done, status: 'failed', error };
      outputs[step.id] = output;
      walk.settle(step.index, port);
    }
  }
  return done;
};

const describe = (step: PlanStep) => ({
  node: step.id,
  type: step.definition.type,
  label: step.label,
  effect: step.effect,
});
