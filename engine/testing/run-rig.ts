import { compileFlow } from '../compile/compile.ts';
import type { Fault } from '../model/fault.ts';
import { type FlowId, flowIdOf, type RunId } from '../model/ids.ts';
import type { LoadedRun } from '../model/journal.ts';
import type { JsonRecord } from '../model/json.ts';
import type { HookAnswer } from '../model/outside.ts';
import type { CrashPoint, RunEnd, RunHost } from '../run/host.ts';
import { createIntake, fromOutside, type Intake } from '../run/intake.ts';
import { createLiveFlows, type LiveFlows, type LiveTrigger } from '../run/live-flows.ts';
import { createRunner, type Runner } from '../run/runner.ts';
import { openStores, type Stores } from '../store/open-stores.ts';
import type { CommitPoint } from '../store/write-batch.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { type Effect, testNodeTypes } from './node-types.ts';

/** A run loop on a real store, with test nodes and a clock that stands still. */
export interface RunRig {
  clock: FakeClock;
  stores: Stores;
  runner: Runner;
  intake: Intake;
  liveFlows: LiveFlows;
  /** Stores an event with its run and starts it; resolves when the run is over, waits long, or needs a decision. */
  start: (payload?: JsonRecord) => Promise<{ id: RunId; end: RunEnd; answer: HookAnswer | null }>;
  /** As `start`, but resolves as soon as the run is stored. */
  begin: (payload?: JsonRecord) => Promise<RunId>;
  load: (id: RunId) => LoadedRun;
  /** Node, attempt and status of every recorded step: `a#1 succeeded`. */
  steps: (id: RunId) => string[];
  /** Resolves when a change of the run to this status is on disk. */
  reached: (id: RunId, status: string) => Promise<void>;
  /** Ends the engine the hard way and opens the folder again. */
  restart: () => Promise<RunRig>;
  close: () => void;
}

export interface RigOptions {
  flow: JsonRecord;
  act?: Effect;
  folder: string;
  clock?: FakeClock;
  reach?: (point: CrashPoint | CommitPoint) => void;
}

const flowId: FlowId = flowIdOf(1);

export const openRunRig = (options: RigOptions): RunRig => {
  const { flow, act, folder, clock = createFakeClock(), reach = () => {} } = options;
  const { plan, problems } = compileFlow(flow, testNodeTypes(act));
  if (!plan) throw new Error(JSON.stringify(problems));
  let dead = false;
  const stores = openStores({
    dataDir: folder,
    now: clock.now,
    redact: (text) => text,
    reach,
    moving: null,
  });
  // After a hard end nothing more reaches the disk, whatever is still in flight.
  const journal: Stores['journal'] = {
    ...stores.journal,
    append: (entry, done, failed) => {
      if (!dead) stores.journal.append(entry, done, failed);
    },
  };
  const liveFlows = createLiveFlows();
  const live = liveFlows.put(flowId, 1, plan, true);
  const waiting = new Set<{ id: RunId; status: string; done: () => void }>();
  const isBusy = ({ flow: { id } }: LiveTrigger): boolean => runner.isBusy(id);
  const tooDeep = (): void => {
    liveFlows.put(flowId, 1, plan, false);
  };
  const intake = createIntake({ journal, clock, liveFlows, redact: (text) => text, isBusy, tooDeep });
  const host: RunHost = {
    journal,
    clock,
    installation: 'test',
    vars: () => ({}),
    outside: () =>
      ({
        http: never,
        databases: never,
        files: never,
        readFile: never,
        tables: never,
        mail: never,
        chat: never,
        ai: never,
        programs: never,
        scripts: never,
      }) as never,
    kept: () => {},
    announce: (run, name) => intake.announce(name, {}, { runId: run.id, depth: run.depth + 1 }),
    call: () => {
      throw new Error('this test calls no flow');
    },
    called: () => {
      throw new Error('this test calls no flow');
    },
    connectionBroke: () => {},
    failed: intake.failed,
    arrived: (arrivals) => {
      for (const { run, payload } of arrivals) if (run) runner.start(run, payload);
    },
    reach: (point) => {
      if (!dead) reach(point);
    },
  };
  const runner: Runner = createRunner({
    host,
    journal,
    clock,
    planOf: () => plan,
    changed: (id, { status }) => {
      for (const wish of waiting)
        if (wish.id === id && wish.status === status) {
          waiting.delete(wish);
          wish.done();
        }
    },
  });

  const store = (payload: JsonRecord, begin: (id: RunId) => Parameters<Runner['start']>[2]): Promise<RunId> =>
    new Promise((resolve, reject) => {
      const trigger = live.triggers[0] as LiveTrigger;
      const arrival = intake.arrival(trigger, 'manual', payload, fromOutside);
      const { run } = arrival;
      const started = (): void => {
        if (!run) {
          reject(new Error(arrival.event.verdict));
          return;
        }
        runner.start(run, arrival.payload, begin(run.id));
        resolve(run.id);
      };
      journal.accept(arrival, started, (fault: Fault) => reject(fault));
    });
  const load = (id: RunId): LoadedRun => {
    const loaded = stores.journal.loadRun(id);
    if (!loaded) throw new Error(`no run ${id}`);
    return loaded;
  };

  return {
    clock,
    stores,
    runner,
    intake,
    liveFlows,
    load,
    begin: (payload = {}) => store(payload, () => undefined),
    start: (payload = {}) =>
      new Promise((resolve, reject) => {
        let answer: HookAnswer | null = null;
        const watch = (id: RunId) => ({
          answered: (given: HookAnswer) => {
            answer = given;
          },
          left: (end: RunEnd) => resolve({ id, end, answer }),
        });
        store(payload, watch).catch(reject);
      }),
    steps: (id) => load(id).steps.map(({ node, attempt, status }) => `${node}#${attempt} ${status}`),
    reached: (id, status) =>
      new Promise((done) => {
        if (load(id).run.status === status) done();
        else waiting.add({ id, status, done });
      }),
    restart: async () => {
      dead = true;
      stores.close();
      return openRunRig({ ...options, folder, clock: createFakeClock(clock.now()) });
    },
    close: () => stores.close(),
  };
};

const never = new Proxy({}, { get: (_, key) => () => Promise.reject(new Error(`no ${String(key)} in this test`)) });
