import { type Fault, toFault } from '../model/fault.ts';
import { siteKey } from '../model/items.ts';
import type { JournalEntry } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import type { StepRecord } from '../model/records.ts';
import { isTerminal, type RunStatus } from '../model/run.ts';
import type { StepResult } from '../nodes/define.ts';
import { afterFailure } from './after-failure.ts';
import { runAttempt } from './attempt.ts';
import { changeTo, type Ending, endOf, failureOf } from './ending.ts';
import { cancelledFault } from './faults.ts';
import {
  type Base,
  beginItem,
  closeItem,
  createLoop,
  type Frame,
  failItem,
  finishLoop,
  isLoopOver,
  type Known,
  type Loop,
  noteEnd,
  type Site,
  withKnownItems,
} from './frame.ts';
import type { LiveRun, RunHost, RunListener, RunTask } from './host.ts';
import { leaveBehind } from './leave-behind.ts';
import { createFailureCounts, interrupted, isEffect, isSettled, latestAttempts } from './replay.ts';
import { contextOf, createTop, idempotencyKeyOf } from './step-context.ts';
import { entryOf, newTurn, record } from './turn.ts';
import { createWaiting } from './waiting.ts';

interface Ready {
  site: Site;
  base: Base;
  params: unknown;
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
 *   visit → (repeat)          a frame per item, each walked as the flow itself is; the last to end finishes the step
 */
export const startLiveRun = (host: RunHost, task: RunTask, listener: RunListener): LiveRun => {
  const { plan, run } = task;
  const { clock, journal } = host;
  const latest = latestAttempts(task.steps);
  const failures = createFailureCounts(task.steps);
  const startedAtMs = run.startedAtMs ?? clock.now();
  const inFlight = new Map<Site, AbortController>();
  const waiting = createWaiting(run.id);
  const loops = new Set<Loop>();
  /** Frames in which a step may be ready, or which may be over. */
  const touched: Frame[] = [];
  let toBegin: Ready[] = [];
  let turn = newTurn();
  let ending: Ending | null = null;
  let asked = [...latest.values()].some((step) => step.status === 'needs-decision');
  let stored = run.status;
  let storedNeed = false;
  let hasTimers = task.timers.size > 0;
  let halted = false;
  let left = false;
  let { open } = task;

  /** A step is over: what hangs on the port may run. */
  const leave = ({ frame, step }: Site, port: string | null, output: JsonValue | undefined): void => {
    if (output !== undefined) frame.outputs[step.id] = output;
    noteEnd(frame, step, port, output);
    frame.open--;
    frame.walk.settle(step.index, port);
    if (touched.at(-1) !== frame) touched.push(frame);
  };

  const finish = (site: Site, base: Base, result: StepResult): void => {
    const { step } = site;
    try {
      if (result.call || result.remember) leaveBehind(host, run, turn, site, base, result);
    } catch (thrown) {
      fail(site, base, toFault(thrown));
      return;
    }
    if (result.waitUntilMs !== undefined) {
      record(turn, base, 'started', clock.now(), { did: result.did ?? null });
      waiting.add(site, { ...base, wakeAtMs: result.waitUntilMs, needsPerson: result.did?.kind === 'question' });
      return;
    }
    if (result.repeat && step.body) {
      // The list is kept, so that a run that is taken up again goes on with the same items.
      record(turn, base, 'started', clock.now(), { output: [...result.repeat.items] });
      const loop = createLoop(site, step.body, base, result.repeat);
      loops.add(loop);
      goOn(loop);
      return;
    }
    const port = result.port === undefined ? 'out' : result.port;
    record(turn, base, 'succeeded', clock.now(), { port, output: result.output, did: result.did ?? null });
    for (const { name, data } of result.announce ?? []) turn.arrivals.push(...host.announce(run, name, data));
    if (result.keep) {
      const key = idempotencyKeyOf(host, run, base);
      turn.messages.push({ flowId: run.flowId, node: step.id, key, message: result.keep });
    }
    if (result.answer) turn.answer = result.answer;
    if (result.end) ending ??= endOf(step, result.end);
    leave(site, port, result.output);
  };

  /** Begins the items that may begin now, and finishes the step after the last one. */
  const goOn = (loop: Loop): void => {
    for (let frame = beginItem(plan, loop); frame; frame = beginItem(plan, loop)) touched.push(frame);
    if (!isLoopOver(loop) || !loops.delete(loop)) return;
    try {
      finish(loop, loop.base, finishLoop(loop));
    } catch (thrown) {
      fail(loop, loop.base, toFault(thrown));
    }
  };

  const tryAgain = (site: Site, base: Base, delayMs: number, needsPerson = false): void =>
    waiting.add(site, { ...base, attempt: base.attempt + 1, wakeAtMs: clock.now() + delayMs, needsPerson });

  const fail = (site: Site, base: Base, fault: Fault): void => {
    const { frame, step } = site;
    const error = fault.toJSON();
    if (ending || halted) {
      if (ending) record(turn, base, 'failed', clock.now(), { error });
      return;
    }
    const key = siteKey(step.id, frame.place);
    const count = failures.add(key);
    const after = afterFailure(fault, step, count, plan.settings, clock.random());
    switch (after.kind) {
      case 'retry':
        record(turn, base, 'failed', clock.now(), { error });
        tryAgain(site, base, after.delayMs);
        break;
      case 'hold':
        record(turn, base, 'failed', clock.now(), { error });
        failures.takeBack(key);
        host.connectionBroke(after.connection, fault);
        tryAgain(site, base, heldForMs, true);
        break;
      case 'ask':
        record(turn, base, 'needs-decision', clock.now(), { error });
        asked = true;
        break;
      case 'leave': {
        const output: JsonValue = { error: JSON.parse(JSON.stringify(error)) };
        record(turn, base, 'failed', clock.now(), { error, port: after.port, output });
        leave(site, after.port, output);
        break;
      }
      case 'stop':
        record(turn, base, 'failed', clock.now(), { error });
        if (frame.item) {
          failItem(frame.item, error);
          leave(site, null, undefined);
        } else ending = { status: 'failed', error, node: step.id };
    }
  };

  const begin = ({ site, base, params }: Ready): void => {
    const stop = inFlight.get(site);
    if (!stop) return;
    host.reach('after-started');
    void runAttempt(site.step, params, contextOf(host, task, site, base, stop.signal), clock, stop).then(
      (result) => {
        host.reach('after-effect');
        inFlight.delete(site);
        finish(site, base, result);
        advance();
      },
      (fault: Fault) => {
        inFlight.delete(site);
        fail(site, base, fault);
        advance();
      },
    );
  };

  const baseOf = ({ frame, step }: Site, attempt: number, firstStartedAtMs?: number): Base => {
    const now = clock.now();
    return {
      node: step.id,
      item: frame.place,
      attempt,
      firstStartedAtMs: firstStartedAtMs ?? now,
      startedAtMs: now,
    };
  };

  const execute = (site: Site, attempt: number, known?: Known): void => {
    const { frame, step } = site;
    const base = baseOf(site, attempt, known?.firstStartedAtMs);
    host.reach('before-step');
    try {
      const params = step.resolve(frame.scope);
      if (step.effect === 'pure') finish(site, base, withKnownItems(runNow(site, params, base), known));
      else toBegin.push({ site, base, params });
    } catch (thrown) {
      fail(site, base, toFault(thrown));
    }
  };

  const runNow = (site: Site, params: unknown, base: Base): StepResult => {
    const { definition } = site.step;
    const result = definition.run(params as never, contextOf(host, task, site, base, neverStopped.signal));
    if (result instanceof Promise) throw new Error(`the pure step "${definition.type}" returned a promise`);
    return result;
  };

  const visit = (site: Site): void => {
    const { frame, step } = site;
    const key = siteKey(step.id, frame.place);
    const known = latest.get(key);
    frame.open++;
    if (known && isSettled(known)) {
      leave(site, known.port, known.output);
      return;
    }
    if (known?.status === 'needs-decision') return;
    if (step.skip) {
      record(turn, baseOf(site, 1), 'skipped', clock.now(), { port: 'out' });
      leave(site, 'out', undefined);
      return;
    }
    if (!known) {
      execute(site, 1);
      return;
    }
    const wakeAtMs = task.timers.get(key);
    const attempt = known.status === 'failed' ? known.attempt + 1 : known.attempt;
    if (wakeAtMs !== undefined && wakeAtMs > clock.now())
      waiting.add(site, {
        wakeAtMs,
        attempt,
        firstStartedAtMs: known.firstStartedAtMs,
        needsPerson: known.did?.kind === 'question' || known.error?.connection !== undefined,
      });
    // With a timer it waited, so it was not in the middle of anything.
    else if (known.status === 'started' && isEffect(step) && wakeAtMs === undefined) afterCrash(site, known);
    else execute(site, attempt, known);
  };

  /** The engine ended between `started` and `finished`: the effect may or may not have taken place. */
  const afterCrash = (site: Site, known: StepRecord): void => {
    const { step } = site;
    const ask = step.effect === 'not-repeatable' && plan.settings.afterCrash === 'ask';
    record(turn, known, ask ? 'needs-decision' : 'failed', clock.now(), { error: interrupted });
    if (ask) asked = true;
    else execute(site, known.attempt + 1, known);
  };

  const statusNow = (): RunStatus => {
    if (inFlight.size > 0 || touched.length > 0 || halted) return 'running';
    if (ending) return ending.status;
    if (waiting.size > 0) return 'waiting';
    return asked ? 'needs-decision' : 'succeeded';
  };

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
    for (const { site, base } of beginning) {
      inFlight.set(site, new AbortController());
      // Reading leaves no trace until it is done: doing it again does no harm.
      if (isEffect(site.step)) record(turn, base, 'started', clock.now());
    }
    const status = statusNow();
    if (isTerminal(status)) endLoops();
    if (status === 'failed' && stored !== 'failed')
      turn.arrivals.push(...host.failed(failureOf(run, plan, ending, startedAtMs)));
    const timers = waiting.timers();
    const { answer, arrivals } = turn;
    const needsPerson = waiting.needsPerson();
    const change =
      status === stored && needsPerson === storedNeed
        ? undefined
        : changeTo(status, ending, { startedAtMs, nowMs: clock.now() }, plan.settings.keepData, needsPerson);
    const newTimers = timers.length > 0 || hasTimers ? (isTerminal(status) ? [] : timers) : undefined;
    const entry = entryOf(run.id, turn, change, newTimers);
    turn = newTurn();
    stored = status;
    storedNeed = needsPerson;
    hasTimers = timers.length > 0;
    const isPaused = touched.length > 0;
    left = inFlight.size === 0 && !isPaused;
    const after = (kept?: readonly StoredOutboxMessage[]): void => {
      host.reach('after-finished');
      if (kept && kept.length > 0) host.kept(kept);
      if (arrivals.length > 0) host.arrived(arrivals);
      if (answer) {
        host.reach('before-answer');
        listener.answered(answer);
      }
      for (const ready of beginning) begin(ready);
      if (isPaused) advance();
      if (inFlight.size === 0 && left)
        listener.left({
          status,
          error: ending?.error ?? null,
          wakeAtMs: timers.length > 0 ? Math.min(...timers.map(({ fireAtMs }) => fireAtMs)) : null,
        });
    };
    if (entry) write(entry, after);
    else after();
  };

  /** The next step of a frame that may run; none of an item that failed. */
  const nextOf = ({ walk, item }: Frame): number | undefined =>
    ending || halted || item?.end.error ? undefined : walk.next();

  /**
   * Does what can be done at once. A long list takes many turns, each written before the next: the records of one turn
   * stay few, and whatever else waits is served in between.
   */
  const advance = (): void => {
    while (touched.length > 0 && turn.steps.length < recordsPerTurn) {
      const frame = touched.shift() as Frame;
      for (let index = nextOf(frame); index !== undefined; index = nextOf(frame)) {
        const step = plan.nodes[index];
        if (step?.kind === 'step') visit({ frame, step });
      }
      if (!ending && !halted && frame.item && closeItem(frame)) goOn(frame.item.loop);
    }
    if (ending || halted) touched.length = 0;
    commit();
  };

  const goOnWith = (mayGoOn: Parameters<typeof waiting.take>[0]): void => {
    // On its way out of memory: the timer is on disk and takes the run up again from there.
    if (left) return;
    for (const [site, { attempt, firstStartedAtMs }] of waiting.take(mayGoOn))
      execute(site, attempt, { firstStartedAtMs });
    advance();
  };

  /** What a run leaves unfinished inside a list when it ends. */
  const endLoops = (): void => {
    for (const { base } of loops)
      record(turn, base, 'failed', clock.now(), { error: ending?.error ?? cancelledFault().toJSON() });
    loops.clear();
  };

  touched.push(createTop(host, task, startedAtMs));
  advance();
  return {
    id: run.id,
    wake: () => goOnWith((_, { wakeAtMs }) => wakeAtMs <= clock.now()),
    nudge: (site) => goOnWith((key) => key === site),
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

/** Pure steps cannot be stopped half way, so they share one signal that never fires. */
const neverStopped = new AbortController();

/** What waits for a connection tries it again after so long, should nobody have told that it was mended. */
const heldForMs = 6 * 3_600_000;

/** Records that are written at once while a list is gone through: some milliseconds of work. */
const recordsPerTurn = 500;
