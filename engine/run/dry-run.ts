import type { Plan, PlanBody, PlanStep, PlanTrigger } from '../compile/plan.ts';
import type { DryRun, DryStep } from '../model/dry-run.ts';
import { type FaultData, toFault } from '../model/fault.ts';
import { siteKey } from '../model/items.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { MemoryScope } from '../model/memory.ts';
import type { Clock, StepOutside } from '../model/outside.ts';
import type { Repetition, StepContext, StepResult } from '../nodes/define.ts';
import { runAttempt } from './attempt.ts';
import { beginItem, closeItem, createLoop, type Frame, failItem, finishLoop, noteEnd, type Site } from './frame.ts';
import { incomingOf } from './step-context.ts';
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
  /** What the steps of the flow remember; nothing is added to it. */
  recall: (node: string, key: string) => JsonValue | undefined;
}

/** A list is tried with its first items: enough to see what happens, few enough to be seen at once. */
export const itemsTried = 25;

/** Nodes with an effect are asked what they would do; all others are simply run. */
const tryStep = async (
  { frame, step }: Site,
  options: DryRunOptions,
  memory: { recall: StepContext['recall']; note: (result: StepResult) => void },
): Promise<StepResult> => {
  const { clock, plan, outside } = options;
  const harmless = step.effect === 'pure' || step.effect === 'reads';
  if (!harmless && !step.definition.preview)
    throw new Error(`the node type "${step.definition.type}" has no dry-run preview`);
  const definition = harmless
    ? step.definition
    : { ...step.definition, run: step.definition.preview ?? step.definition.run };
  const stop = new AbortController();
  const context: StepContext = {
    idempotencyKey: 'wt-dry-run',
    signal: stop.signal,
    timeoutMs: step.timeoutMs,
    prepared: step.prepared,
    now: clock.now,
    startedAtMs: clock.now(),
    payload: frame.scope.trigger,
    timeZone: plan.settings.timeZone,
    depth: 0,
    occasion: siteKey('dry-run', frame.place),
    called: () => null,
    recall: memory.recall,
    incoming: incomingOf(plan, frame, step),
    ...outside,
  };
  const attempt = async (now: () => number): Promise<StepResult> => {
    const result = await runAttempt(
      { ...step, definition },
      step.resolve(frame.scope),
      { ...context, now },
      clock,
      stop,
    );
    memory.note(result);
    return result;
  };
  const result = await attempt(clock.now);
  // Nobody waits in a dry run: the step is asked again as if its time had come.
  return result.waitUntilMs === undefined ? result : attempt(() => result.waitUntilMs ?? 0);
};

const describe = ({ frame, step }: Site) => ({
  node: step.id,
  item: frame.place,
  type: step.definition.type,
  label: step.label,
  effect: step.effect,
});

/** Whether a step hands on by the port `out`. One that decides which way to go is always asked; only outputs can be given. */
const handsOn = ({ definition, params }: PlanStep): boolean =>
  definition.ports(params as never).some(({ id }) => id === 'out');

/** Runs a flow without effects: reads are done, writes are shown. Steps run one after the other, without retries. */
export const dryRun = async (options: DryRunOptions): Promise<DryRun> => {
  const { plan, trigger, payload, pinned, clock } = options;
  const startedAt = new Date(clock.now()).toISOString();
  const outputs: Record<string, JsonValue> = Object.assign(Object.create(null), { [trigger.id]: payload });
  const done: DryRun = { status: 'succeeded', steps: [], answer: null, error: null };
  let isOver = false;
  /** What the steps would remember. */
  const noted = new Map<string, JsonValue | undefined>();
  const memoryOf = (step: PlanStep): Parameters<typeof tryStep>[2] => {
    const nodeOf = (scope: MemoryScope): string => (scope === 'flow' ? '' : step.id);
    return {
      recall: (scope, key) => {
        const place = `${nodeOf(scope)} ${key}`;
        return noted.has(place) ? noted.get(place) : options.recall(nodeOf(scope), key);
      },
      note: ({ remember = [] }) => {
        for (const { scope, key, value } of remember) noted.set(`${nodeOf(scope)} ${key}`, value);
      },
    };
  };

  const end = (error: FaultData | null): void => {
    isOver = true;
    if (error) Object.assign(done, { status: 'failed', error });
  };

  const note = (site: Site, rest: Omit<DryStep, keyof ReturnType<typeof describe>>): void => {
    const { frame, step } = site;
    if (rest.output !== undefined) frame.outputs[step.id] = rest.output;
    done.steps.push({ ...describe(site), ...rest });
    noteEnd(frame, step, rest.port, rest.output);
    frame.walk.settle(step.index, rest.port);
  };

  const settle = (site: Site, result: StepResult, rest: Partial<DryStep> = {}): void => {
    const port = result.port === undefined ? 'out' : result.port;
    const { output, did } = result;
    note(site, { status: 'succeeded', pinned: false, port, output, would: did ?? null, error: null, ...rest });
    if (result.answer) done.answer ??= result.answer;
    if (!result.end) return;
    const { as, message } = result.end;
    end(as === 'done' ? null : { code: 'flow.stopped', who: 'person', message, retryable: false });
  };

  const fail = (site: Site, error: FaultData, rest: Partial<DryStep> = {}): void => {
    const { frame, step } = site;
    const stops = step.onError.then === 'stop';
    const port = stops ? null : step.onError.then === 'branch' ? 'failed' : 'out';
    const output: JsonValue = { error: JSON.parse(JSON.stringify(error)) };
    note(site, { status: 'failed', pinned: false, port, output, would: null, error, ...rest });
    if (stops && frame.item) failItem(frame.item, error);
    else if (stops) end(error);
  };

  const repeat = async (site: Site, body: PlanBody, wish: Repetition): Promise<void> => {
    const tried = Math.min(itemsTried, wish.items.length);
    const base = { node: site.step.id, item: site.frame.place, attempt: 1, firstStartedAtMs: 0, startedAtMs: 0 };
    const loop = createLoop(site, body, base, { ...wish, items: wish.items.slice(0, tried), maxParallel: 1 });
    for (let frame = beginItem(plan, loop); frame && !isOver; frame = beginItem(plan, loop)) {
      await pass(frame);
      closeItem(frame);
    }
    if (isOver) return;
    const repeated = { count: wish.items.length, tried };
    try {
      settle(site, finishLoop(loop), { repeated });
    } catch (thrown) {
      fail(site, toFault(thrown).toJSON(), { repeated });
    }
  };

  const visit = async (site: Site): Promise<void> => {
    const { step } = site;
    if (handsOn(step) && Object.hasOwn(pinned, step.id)) {
      settle(site, { output: pinned[step.id] as JsonValue }, { pinned: true });
      return;
    }
    if (step.skip) {
      settle(site, {}, { status: 'skipped' });
      return;
    }
    try {
      const result = await tryStep(site, options, memoryOf(step));
      if (result.repeat && step.body) await repeat(site, step.body, result.repeat);
      else settle(site, result);
    } catch (thrown) {
      fail(site, toFault(thrown).toJSON());
    }
  };

  const pass = async (frame: Frame): Promise<void> => {
    for (let index = frame.walk.next(); index !== undefined; index = frame.walk.next()) {
      const step = plan.nodes[index];
      if (step?.kind === 'step') await visit({ frame, step });
      if (isOver || frame.item?.end.error) return;
    }
  };

  await pass({
    place: 0,
    walk: createWalk(plan, trigger, payload),
    outputs,
    scope: {
      trigger: payload,
      steps: outputs,
      run: { id: 'dry-run', startedAt },
      flow: { name: plan.flow.name },
      now: startedAt,
      vars: options.vars,
    },
    open: 0,
    item: null,
  });
  return done;
};
