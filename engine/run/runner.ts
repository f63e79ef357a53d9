import type { Plan } from '../compile/plan.ts';
import { Fault, type FaultData, ourFault } from '../model/fault.ts';
import type { FlowId, RunId } from '../model/ids.ts';
import type { Journal, JournalEntry } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { Clock, HookAnswer } from '../model/outside.ts';
import type { NewRun, StoredRun } from '../model/records.ts';
import { createRoster } from '../model/roster.ts';
import { createDueTimers } from './due-timers.ts';
import type { LiveRun, RunEnd, RunHost, RunTask } from './host.ts';
import { startLiveRun } from './live-run.ts';
import { mismatches } from './replay.ts';

/**
 * A run that may be what ends the engine is not tried again for ever. It counts when the engine ended, however it did, while
 * a step of the run with an effect was under way; a run that was between steps, waited, or only read is never to blame. The
 * limit is high because a long step is under way at many ends it has no part in.
 */
export const maxRecoveries = 20;

/** Payloads of waiting runs kept in memory per flow; later ones are read back from the store when their turn comes. */
const maxHeldPayloads = 1000;

/**
 * Runs are started for so long at a time; then whatever else is waiting has its turn. Under load deliveries are taken and
 * answered before the runs they start.
 */
const sliceMs = 2;

/** A run that waits longer than this is not waited for by whoever started it. */
const patienceMs = 60_000;

/** What somebody who started a run wants to hear. */
export interface RunWatcher {
  answered?: (answer: HookAnswer) => void;
  /** The run is over, needs a decision, or waits for longer than a minute. Short waits and retries are waited for. */
  left?: (end: RunEnd) => void;
}

interface Waiting {
  run: NewRun;
  payload: JsonValue | undefined;
}

/** The runs of one flow: how many may go on at once, how many do, and who waits in line. */
interface Lane {
  active: number;
  line: Waiting[];
}

/** A run that began before its arrival is on disk: what it has done so far, and what waits until it is. */
export interface Opening {
  entry: JournalEntry;
  /** Arrival and entry are on disk: effects begin, answers are given. */
  committed(): void;
  /** They are not and will not be: nothing of the run remains. */
  dropped(): void;
}

export interface Runner {
  /**
   * Begins a run that may start at once, as far as it gets without an effect, so that this much is stored in one commit
   * with its arrival. Null when it has to wait in line: then it is started once it is stored.
   */
  open(run: NewRun, plan: Plan, payload: JsonValue, watcher: RunWatcher): Opening | null;
  /** Starts a stored run as soon as the flow's overlap rule lets it. */
  start(run: NewRun, payload: JsonValue, watcher?: RunWatcher): void;
  /** Goes on with a stored run: after a crash, a timer, a decision or a retry. */
  resume(id: RunId, watcher?: RunWatcher): void;
  /** Tells once when a run that waits has gone on and left memory again. */
  watch(id: RunId, watcher: RunWatcher): void;
  /** Something a waiting step waits for has happened: what is in `entry` is stored, and the step goes on. */
  nudge(entry: JournalEntry & { due: string[] }): Promise<void>;
  /** Ends a run. False when it is over already. */
  cancel(id: RunId): Promise<boolean>;
  /** Takes up everything that was not over when the engine last ended. */
  recover(): void;
  isBusy(flowId: FlowId): boolean;
  /** Runs waiting in line, over all flows. */
  backlog(): number;
  active(): number;
  /** Stops starting steps and resolves when those in flight are recorded, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

export interface RunnerOptions {
  host: RunHost;
  journal: Journal;
  clock: Clock;
  /** The plan of a stored version; throws when it does not compile any more. */
  planOf: (flowId: FlowId, version: number) => Plan;
  /** Told after every change of a run that is on disk. */
  changed: (id: RunId, end: RunEnd) => void;
}

const noTimers: RunTask['timers'] = new Map();

const newTask = (run: NewRun, plan: Plan, payload: JsonValue): RunTask => ({
  run: { ...run, status: 'queued', startedAtMs: null },
  plan,
  payload,
  steps: [],
  timers: noTimers,
});

export const createRunner = ({ host, journal, clock, planOf, changed }: RunnerOptions): Runner => {
  const lanes = new Map<FlowId, Lane>();
  const live = createRoster<RunId, LiveRun>();
  /** Runs of flows that go strictly in order keep their place while they wait for a timer. */
  const holding = new Set<RunId>();
  /** Kept over short waits, in which a run leaves memory and comes back. */
  const watchers = createRoster<RunId, RunWatcher>();
  /** Whoever cancelled a run is told when it has left. */
  const leaving = new Map<RunId, () => void>();
  /** Flows in whose line somebody may be able to start. */
  const ready = new Set<FlowId>();
  let pumping = false;
  let backlog = 0;
  let stopping = false;
  let whenIdle = (): void => {};

  const laneOf = (flowId: FlowId): Lane => {
    let lane = lanes.get(flowId);
    if (!lane) {
      lane = { active: 0, line: [] };
      lanes.set(flowId, lane);
    }
    return lane;
  };

  const limitOf = ({ settings }: Plan): number => (settings.overlap === 'parallel' ? settings.maxParallel : 1);

  const timers = createDueTimers(journal, clock, (id) => {
    const known = live.get(id);
    if (known) known.wake();
    else resume(id);
  });

  const tell = (id: RunId, end: RunEnd): void => {
    const brief = end.status === 'waiting' && (end.wakeAtMs ?? 0) - clock.now() < patienceMs;
    if (!brief && end.status !== 'running') {
      const watcher = watchers.get(id);
      watchers.delete(id);
      watcher?.left?.(end);
    }
    changed(id, end);
  };

  const launch = (task: RunTask): void => {
    const { run, plan } = task;
    const lane = laneOf(run.flowId);
    if (!holding.delete(run.id)) lane.active++;
    const started = startLiveRun(host, task, {
      answered: (answer) => watchers.get(run.id)?.answered?.(answer),
      left: (end) => {
        live.delete(run.id);
        leaving.get(run.id)?.();
        leaving.delete(run.id);
        if (end.status === 'waiting' && plan.settings.overlap === 'queue') holding.add(run.id);
        else lane.active--;
        tell(run.id, end);
        if (end.status === 'waiting') timers.arm();
        if (live.size === 0) whenIdle();
        advanceLane(run.flowId);
      },
    });
    live.set(run.id, started);
  };

  const failStored = (run: StoredRun | NewRun, error: FaultData): void => {
    const now = clock.now();
    const change = {
      status: 'failed',
      startedAtMs: now,
      finishedAtMs: now,
      error,
      failedNode: null,
      attention: true,
    } as const;
    const end: RunEnd = { status: 'failed', error, wakeAtMs: null };
    const arrivals = host.failed({ run, error, failedStep: null, startedAtMs: now });
    const entry = { runId: run.id, steps: [], timers: [], change: { ...change, forgetData: false }, arrivals };
    journal.append(
      entry,
      () => {
        tell(run.id, end);
        host.arrived(arrivals);
      },
      () => clock.alarm(1000, () => failStored(run, error)),
    );
  };

  const safely = (run: StoredRun | NewRun, begin: () => void): void => {
    try {
      begin();
    } catch (thrown) {
      const fault =
        thrown instanceof Fault
          ? thrown
          : ourFault('run.cannot-start', `This run could not be started: ${String(thrown)}`);
      failStored(run, fault.toJSON());
    }
  };

  const startSoon = (flowId: FlowId): void => {
    ready.add(flowId);
    if (pumping) return;
    pumping = true;
    setImmediate(pump);
  };

  const pump = (): void => {
    pumping = false;
    const end = clock.monotonic() + sliceMs;
    for (const flowId of ready) {
      ready.delete(flowId);
      if (!advanceLane(flowId, end)) {
        startSoon(flowId);
        return;
      }
    }
  };

  /** Starts who may start; false when time ran out before that. */
  const advanceLane = (flowId: FlowId, endMs = Number.POSITIVE_INFINITY): boolean => {
    const lane = laneOf(flowId);
    while (!stopping && lane.line.length > 0) {
      if (clock.monotonic() > endMs) return false;
      const first = lane.line[0] as Waiting;
      let plan: Plan | undefined;
      safely(first.run, () => {
        plan = planOf(flowId, first.run.version);
      });
      if (plan && lane.active >= limitOf(plan)) return true;
      lane.line.shift();
      backlog--;
      if (plan) beginWaiting(first, plan);
    }
    return true;
  };

  const beginWaiting = ({ run, payload }: Waiting, plan: Plan): void => {
    if (payload === undefined) {
      resume(run.id);
      return;
    }
    safely(run, () => launch(newTask(run, plan, payload)));
  };

  const open: Runner['open'] = (run, plan, payload, watcher) => {
    const lane = laneOf(run.flowId);
    if (stopping || lane.line.length > 0 || lane.active >= limitOf(plan)) return null;
    let opening: Opening | null = null;
    watchers.set(run.id, watcher);
    launch({
      ...newTask(run, plan, payload),
      open: (entry, committed) => {
        const dropped = (): void => {
          journal.memory.drop(entry.memory ?? []);
          forget(run);
        };
        opening = { entry, committed, dropped };
      },
    });
    return opening;
  };

  /** Takes back a run of which nothing was stored. */
  const forget = ({ id, flowId }: NewRun): void => {
    live.delete(id);
    watchers.delete(id);
    laneOf(flowId).active--;
    if (live.size === 0) whenIdle();
    advanceLane(flowId);
  };

  const resume = (id: RunId, watcher?: RunWatcher): void => {
    if (stopping || live.has(id)) return;
    const loaded = journal.loadRun(id);
    if (!loaded) return;
    const { run, event, steps, timers } = loaded;
    if (watcher) watchers.set(id, watcher);
    safely(run, () => {
      const plan = planOf(run.flowId, run.version);
      const changedNodes = mismatches(plan, steps);
      if (changedNodes.length > 0 || event.payload === null)
        throw ourFault('run.does-not-match', 'What was recorded of this run does not fit its flow any more.', {
          fix: 'Run it again from the start.',
          data: { steps: changedNodes },
        });
      launch({ run, plan, payload: JSON.parse(event.payload) as JsonValue, steps, timers });
    });
  };

  const wasInStep = (id: RunId): boolean =>
    journal.loadRun(id)?.steps.some((step) => step.status === 'started') ?? false;

  const recoverOne = (run: StoredRun): void => {
    if (run.status === 'waiting') {
      safely(run, () => {
        if (planOf(run.flowId, run.version).settings.overlap !== 'queue') return;
        holding.add(run.id);
        laneOf(run.flowId).active++;
      });
      return;
    }
    if (run.status === 'queued') {
      laneOf(run.flowId).line.push({ run, payload: undefined });
      backlog++;
      advanceLane(run.flowId);
      return;
    }
    if (run.status !== 'running') return;
    if (!wasInStep(run.id) || journal.countRecovery(run.id) <= maxRecoveries) resume(run.id);
    else
      failStored(
        run,
        ourFault(
          'run.poison',
          `WhenThen ended ${maxRecoveries} times while this run was going on, so it is not tried again.`,
          {
            fix: 'Look at what arrived and at the step it was in, then run it again.',
          },
        ).toJSON(),
      );
  };

  return {
    open,
    start: (run, payload, watcher) => {
      const lane = laneOf(run.flowId);
      if (watcher) watchers.set(run.id, watcher);
      lane.line.push({ run, payload: lane.line.length < maxHeldPayloads ? payload : undefined });
      backlog++;
      startSoon(run.flowId);
    },
    resume,
    watch: (id, watcher) => {
      watchers.set(id, watcher);
    },
    nudge: async (entry) => {
      await new Promise<void>((resolve, reject) => journal.append(entry, () => resolve(), reject));
      const known = live.get(entry.runId);
      if (known) for (const site of entry.due) known.nudge(site);
      timers.fire();
    },
    cancel: async (id) => {
      if (live.get(id)?.cancel()) {
        await new Promise<void>((resolve) => leaving.set(id, resolve));
        return true;
      }
      const loaded = journal.loadRun(id);
      if (!loaded?.run || loaded.run.finishedAtMs !== null) return false;
      const now = clock.now();
      const change = { status: 'cancelled', startedAtMs: loaded.run.startedAtMs ?? now, finishedAtMs: now } as const;
      const rest = { error: null, failedNode: null, attention: false, forgetData: false };
      await new Promise<void>((resolve, reject) =>
        journal.append({ runId: id, steps: [], timers: [], change: { ...change, ...rest } }, () => resolve(), reject),
      );
      const lane = laneOf(loaded.run.flowId);
      const place = lane.line.findIndex((waiting) => waiting.run.id === id);
      if (place >= 0) {
        lane.line.splice(place, 1);
        backlog--;
      }
      if (holding.delete(id)) lane.active--;
      tell(id, { status: 'cancelled', error: null, wakeAtMs: null });
      advanceLane(loaded.run.flowId);
      return true;
    },
    recover: () => {
      for (const run of journal.openRuns()) recoverOne(run);
      timers.fire();
    },
    isBusy: (flowId) => {
      const lane = lanes.get(flowId);
      return lane !== undefined && lane.active + lane.line.length > 0;
    },
    backlog: () => backlog,
    active: () => live.size,
    stop: (graceMs) => {
      stopping = true;
      timers.stop();
      for (const run of live.values()) run.halt();
      if (live.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const callOff = clock.alarm(graceMs, resolve);
        whenIdle = () => {
          callOff();
          resolve();
        };
      });
    },
  };
};
