import type { PlanStep } from '../compile/plan.ts';
import { Fault, type FaultData, toFault } from '../model/fault.ts';
import type { Arrival, JournalEntry } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { NewOutboxMessage, StoredOutboxMessage } from '../model/outbox.ts';
import type { HookAnswer } from '../model/outside.ts';
import type { RunChange, StepRecord } from '../model/records.ts';
import { isTerminal, type RunStatus } from '../model/run.ts';
import type { Scope } from '../model/template.ts';
import type { StepContext, StepResult } from '../nodes/define.ts';
import { afterFailure } from './after-failure.ts';
import { runAttempt } from './attempt.ts';
import { cancelledFault } from './faults.ts';
import type { LiveRun, RunHost, RunListener, RunTask } from './host.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { countFailures, interrupted, isSettled, latestAttempts } from './replay.ts';
import { createWalk } from './walk.ts';

type Base = Pick<StepRecord, 'node' | 'item' | 'attempt' | 'firstStartedAtMs' | 'startedAtMs'>;
interface Ready {
  step: PlanStep;
  base: Base;
  params: unknown;
}
interface Ending {
  status: 'succeeded' | 'failed' | 'cancelled';
  error: FaultData | null;
  node: string | null;
}

/**
 * Runs one flow once.
 *
 * A step is *visited* when the walk says it may run. Pure and reading steps run at once. A step with an effect is first
 * recorded as `started`; its effect begins only after that record is on disk. Results collect in `pending` and are written
 * by `commit`, which every turn ends with: it writes what happened, then begins effects, then answers the caller.
 *
 *   visit → (pure)            finish/fail → settle → visit …
 *   visit → (effect) toBegin  → commit → inFlight → finish/fail → settle → visit …
 *   visit → (wait, retry)     waiting → commit; alone → leave memory, woken by a timer → a new live run from the journal
 */
export const startLiveRun = (host: RunHost, task: RunTask, listener: RunListener): LiveRun => {
  const { plan, run } = task;
  const { clock, journal } = host;
  const walk = createWalk(plan, plan.byId.get(run.trigger), task.payload);
  const latest = task.steps.length > 0 ? latestAttempts(task.steps) : nothingYet;
  let failures: Map<string, number> | null = null;
  const startedAtMs = run.startedAtMs ?? clock.now();
  const outputs: Record<string, JsonValue> = Object.create(null);
  const inFlight = new Map<number, AbortController>();
  const waiting = new Map<number, { wakeAtMs: number; attempt: number; firstStartedAtMs: number }>();
  let toBegin: Ready[] = [];
  let pending: StepRecord[] = [];
  let arrivals: Arrival[] = [];
  let messages: NewOutboxMessage[] = [];
  let answer: HookAnswer | null = null;
  let ending: Ending | null = null;
  let asked = [...latest.values()].some((step) => step.status === 'needs-decision');
  let stored = run.status;
  let hasTimers = task.timers.size > 0;
  let halted = false;
  let left = false;
  let { open } = task;
  outputs[run.trigger] = task.payload;

  const scope: Scope = {
    trigger: task.payload,
    steps: outputs,
    run: { id: run.id, startedAt: new Date(startedAtMs).toISOString() },
    flow: { name: plan.flow.name },
    get now() {
      return new Date(clock.now()).toISOString();
    },
    vars: host.vars(),
  };

  const contextOf = (step: PlanStep, base: Base, signal: AbortSignal): StepContext => ({
    // Worked out only by the steps that use it.
    get idempotencyKey() {
      return idempotencyKey(host.installation, run.keyRoot, base.node, base.item);
    },
    signal,
    timeoutMs: step.timeoutMs,
    prepared: step.prepared,
    now: clock.now,
    startedAtMs: base.firstStartedAtMs,
    timeZone: plan.settings.timeZone,
    depth: run.depth,
    ...host.outside(run.flowId),
  });

  const record = (base: Base, status: StepRecord['status'], rest: Partial<StepRecord> = {}): void => {
    const finishedAtMs = status === 'started' ? null : clock.now();
    pending.push({ ...base, status, port: null, output: undefined, did: null, error: null, finishedAtMs, ...rest });
  };

  const finish = (step: PlanStep, base: Base, result: StepResult): void => {
    if (result.waitUntilMs !== undefined) {
      record(base, 'started');
      waiting.set(step.index, { ...base, wakeAtMs: result.waitUntilMs });
      return;
    }
    const port = result.port === undefined ? 'out' : result.port;
    if (result.output !== undefined) outputs[step.id] = result.output;
    record(base, 'succeeded', { port, output: result.output, did: result.did ?? null });
    for (const { name, data } of result.announce ?? []) arrivals.push(...host.announce(run, name, data));
    if (result.keep) {
      const key = idempotencyKey(host.installation, run.keyRoot, base.node, base.item);
      messages.push({ flowId: run.flowId, node: step.id, key, message: result.keep });
    }
    if (result.answer) answer = result.answer;
    if (result.end) ending ??= endOf(step, result.end);
    walk.settle(step.index, port);
  };

  const fail = (step: PlanStep, base: Base, fault: Fault): void => {
    const error = fault.toJSON();
    if (ending || halted) {
      if (ending) record(base, 'failed', { error });
      return;
    }
    failures ??= countFailures(task.steps);
    const count = (failures.get(step.id) ?? 0) + 1;
    failures.set(step.id, count);
    const after = afterFailure(fault, step, count, plan.settings, clock.random());
    switch (after.kind) {
      case 'retry':
        record(base, 'failed', { error });
        waiting.set(step.index, { ...base, attempt: base.attempt + 1, wakeAtMs: clock.now() + after.delayMs });
        break;
      case 'ask':
        record(base, 'needs-decision', { error });
        asked = true;
        break;
      case 'leave': {
        const output: JsonValue = { error: JSON.parse(JSON.stringify(error)) };
        outputs[step.id] = output;
        record(base, 'failed', { error, port: after.port, output });
        walk.settle(step.index, after.port);
        break;
      }
      case 'stop':
        record(base, 'failed', { error });
        ending = { status: 'failed', error, node: step.id };
    }
  };

  const begin = ({ step, base, params }: Ready): void => {
    const stop = inFlight.get(step.index);
    if (!stop) return;
    host.reach('after-started');
    void runAttempt(step, params, contextOf(step, base, stop.signal), clock, stop).then(
      (result) => {
        host.reach('after-effect');
        inFlight.delete(step.index);
        finish(step, base, result);
        advance();
      },
      (fault: Fault) => {
        inFlight.delete(step.index);
        fail(step, base, fault);
        advance();
      },
    );
  };

  const execute = (step: PlanStep, attempt: number, firstStartedAtMs?: number): void => {
    const now = clock.now();
    const base: Base = { node: step.id, item: 0, attempt, firstStartedAtMs: firstStartedAtMs ?? now, startedAtMs: now };
    host.reach('before-step');
    try {
      const params = step.resolve(scope);
      if (step.effect === 'pure') finish(step, base, runNow(step, params, base));
      else toBegin.push({ step, base, params });
    } catch (thrown) {
      fail(step, base, toFault(thrown));
    }
  };

  const runNow = (step: PlanStep, params: unknown, base: Base): StepResult => {
    const result = step.definition.run(params as never, contextOf(step, base, neverStopped.signal));
    if (result instanceof Promise) throw new Error(`the pure step "${step.definition.type}" returned a promise`);
    return result;
  };

  const visit = (step: PlanStep): void => {
    const known = latest.get(step.id);
    if (known && isSettled(known)) {
      if (known.output !== undefined) outputs[step.id] = known.output;
      walk.settle(step.index, known.port);
      return;
    }
    if (known?.status === 'needs-decision') return;
    if (step.skip) {
      const now = clock.now();
      record({ node: step.id, item: 0, attempt: 1, firstStartedAtMs: now, startedAtMs: now }, 'skipped', {
        port: 'out',
      });
      walk.settle(step.index, 'out');
      return;
    }
    if (!known) {
      execute(step, 1);
      return;
    }
    const wakeAtMs = task.timers.get(step.id);
    const attempt = known.status === 'failed' ? known.attempt + 1 : known.attempt;
    if (wakeAtMs !== undefined && wakeAtMs > clock.now())
      waiting.set(step.index, { wakeAtMs, attempt, firstStartedAtMs: known.firstStartedAtMs });
    else if (known.status === 'started' && isEffect(step)) afterCrash(step, known);
    else execute(step, attempt, known.firstStartedAtMs);
  };

  /** The engine ended between `started` and `finished`: the effect may or may not have taken place. */
  const afterCrash = (step: PlanStep, known: StepRecord): void => {
    const ask = step.effect === 'not-repeatable' && plan.settings.afterCrash === 'ask';
    record(known, ask ? 'needs-decision' : 'failed', { error: interrupted });
    if (ask) asked = true;
    else execute(step, known.attempt + 1, known.firstStartedAtMs);
  };

  const statusNow = (): RunStatus => {
    if (inFlight.size > 0 || halted) return 'running';
    if (ending) return ending.status;
    if (waiting.size > 0) return 'waiting';
    return asked ? 'needs-decision' : 'succeeded';
  };

  const failureNow = () => ({
    run,
    flow: plan.flow.name,
    error: ending?.error ?? null,
    failedStep: plan.byId.get(ending?.node ?? '')?.label ?? null,
    startedAtMs,
  });

  const changeTo = (status: RunStatus): RunChange => ({
    status,
    startedAtMs,
    finishedAtMs: isTerminal(status) ? clock.now() : null,
    error: isTerminal(status) ? (ending?.error ?? null) : null,
    failedNode: isTerminal(status) ? (ending?.node ?? null) : null,
    attention: status === 'failed' || status === 'needs-decision',
    forgetData: isTerminal(status) && !plan.settings.keepData,
  });

  const timersNow = () =>
    [...waiting].map(([index, { wakeAtMs }]) => {
      const node = plan.nodes[index]?.id ?? '';
      return { kind: 'step' as const, ref: `${run.id}/${node}`, fireAtMs: wakeAtMs, runId: run.id };
    });

  const write = (entry: JournalEntry, done: (kept?: readonly StoredOutboxMessage[]) => void): void => {
    const first = open;
    open = undefined;
    if (first) first(entry, done);
    // A full disk is the only expected failure: what happened is kept here and written when there is room again.
    else journal.append(entry, done, () => clock.alarm(1000, () => write(entry, done)));
  };

  const commit = (): void => {
    if (left) return;
    const beginning = ending || halted ? [] : toBegin;
    toBegin = [];
    for (const { step, base } of beginning) {
      inFlight.set(step.index, new AbortController());
      // Reading leaves no trace until it is done: doing it again does no harm.
      if (isEffect(step)) record(base, 'started');
    }
    const status = statusNow();
    if (status === 'failed' && stored !== 'failed') arrivals.push(...host.failed(failureNow()));
    const timers = timersNow();
    const entry: JournalEntry = {
      runId: run.id,
      steps: pending,
      ...(status !== stored && { change: changeTo(status) }),
      ...((timers.length > 0 || hasTimers) && { timers: isTerminal(status) ? [] : timers }),
      ...(arrivals.length > 0 && { arrivals }),
      ...(messages.length > 0 && { messages }),
    };
    const told = { answer, arrivals };
    const nothingNew = entry.steps.length === 0 && !entry.change && !entry.timers && !entry.arrivals;
    pending = [];
    arrivals = [];
    messages = [];
    answer = null;
    stored = status;
    hasTimers = timers.length > 0;
    left = inFlight.size === 0;
    const after = (kept?: readonly StoredOutboxMessage[]): void => {
      host.reach('after-finished');
      if (kept && kept.length > 0) host.kept(kept);
      if (told.arrivals.length > 0) host.arrived(told.arrivals);
      if (told.answer) {
        host.reach('before-answer');
        listener.answered(told.answer);
      }
      for (const ready of beginning) begin(ready);
      if (inFlight.size === 0 && left)
        listener.left({
          status,
          error: ending?.error ?? null,
          wakeAtMs: timers.length > 0 ? Math.min(...timers.map(({ fireAtMs }) => fireAtMs)) : null,
        });
    };
    if (nothingNew) after();
    else write(entry, after);
  };

  const nextIndex = (): number | undefined => (ending || halted ? undefined : walk.next());

  const advance = (): void => {
    for (let index = nextIndex(); index !== undefined; index = nextIndex()) {
      const node = plan.nodes[index];
      if (node?.kind === 'step') visit(node);
    }
    commit();
  };

  advance();
  return {
    id: run.id,
    wake: () => {
      // On its way out of memory: the timer is on disk and takes the run up again from there.
      if (left) return;
      for (const [index, { wakeAtMs, attempt, firstStartedAtMs }] of [...waiting]) {
        const node = plan.nodes[index];
        if (node?.kind !== 'step' || wakeAtMs > clock.now()) continue;
        waiting.delete(index);
        execute(node, attempt, firstStartedAtMs);
      }
      advance();
    },
    cancel: () => {
      if (left) return false;
      ending ??= { status: 'cancelled', error: null, node: null };
      for (const stop of inFlight.values()) stop.abort(cancelledFault());
      advance();
      return true;
    },
    halt: () => {
      halted = true;
    },
  };
};

/** Shared by all new runs: there are many of them, and a map of their own for each costs. */
const nothingYet: ReadonlyMap<string, StepRecord> = new Map();

/** Pure steps cannot be stopped half way, so they share one signal that never fires. */
const neverStopped = new AbortController();

const isEffect = (step: PlanStep): boolean => step.effect !== 'pure' && step.effect !== 'reads';

const endOf = (step: PlanStep, { as, message }: { as: 'failed' | 'done'; message: string }): Ending => {
  if (as === 'done') return { status: 'succeeded', error: null, node: null };
  const fault = new Fault('person', 'flow.stopped', message || 'The flow stopped itself.', {
    fix: `It was asked to by the step "${step.label}".`,
  });
  return { status: 'failed', error: fault.toJSON(), node: step.id };
};
