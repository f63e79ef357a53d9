import { type Fault, reviveFault } from '../../model/fault.ts';
import type { ChildExit, ChildHandle, LaunchChild } from '../children/launch-child.ts';
import { childDied, stopped, withUnknownOutcome } from './database-faults.ts';
import type { Answer, Batch, DatabaseLimits, DatabaseRequest, FromChild, Lane } from './protocol.ts';

/** A request and the promise somebody waits for. */
export interface Call {
  request: DatabaseRequest;
  resolve: (value: unknown) => void;
  reject: (fault: Fault) => void;
}

interface PendingCall extends Call {
  /** Why it is given up; told when the child that works on it has ended. */
  doom: Fault | null;
  /** How many children ended while working on it. */
  deaths: number;
}

/** The batch a child is working on. */
interface Flight {
  id: number;
  calls: PendingCall[];
  committing: boolean;
  killTimer: NodeJS.Timeout | null;
}

export interface LaneOptions {
  launch: LaunchChild;
  file: string;
  lane: Lane;
  limits: DatabaseLimits;
  idleMs: number;
  /** Called when the lane has had nothing to do for `idleMs` and has let its child go. */
  onIdle: () => void;
}

/** Calls one batch may hold: enough to share a commit, few enough that the file is locked for moments only. */
const batchSize = { reader: 1, writer: 1000, watcher: 1 } as const;
/** How long a child may take to end after SIGKILL or a farewell. A process that waits for a dead drive cannot be killed. */
const exitMs = 2000;
const script = new URL('./database-child.ts', import.meta.url);

/**
 * One child process for one file, and the queue in front of it. The child works on one batch at a time, so it is
 * always known what a batch has come to: waiting here = not touched; sent = not applied until the child says that it
 * commits; committing = only the answer tells.
 *
 * A call that is given up while the child works on it costs the child its life; the others of its batch are then sent
 * to a new child, one by one, so that no call is interrupted a second time by another.
 */
export const createLane = (options: LaneOptions) => {
  const { launch, file, lane, limits, idleMs, onIdle } = options;
  const waiting: PendingCall[] = [];
  let child: ChildHandle | null = null;
  let flight: Flight | null = null;
  let nextId = 1;
  let scheduled = false;
  let idleTimer: NodeJS.Timeout | null = null;
  /** Whether a child died with the file open for writing, so that a half-written journal may lie beside it. */
  let mustRecover = false;
  let ended = false;

  const reject = (call: PendingCall, fault: Fault, unknown: boolean): void =>
    call.reject(unknown ? withUnknownOutcome(fault, file) : fault);

  /** The child is gone, or counts as gone. Decides for every call it worked on. */
  const bury = (dead: ChildHandle, exit: ChildExit): void => {
    if (dead !== child) return;
    child = null;
    const lost = flight;
    flight = null;
    if (lost?.killTimer) clearTimeout(lost.killTimer);
    if (lost && lane === 'writer' && lost.calls.length > 0) mustRecover = true;
    const again: PendingCall[] = [];
    for (const call of lost?.calls ?? []) {
      const unknown = lost?.committing ?? false;
      call.deaths++;
      if (call.doom) reject(call, call.doom, unknown);
      else if (unknown || call.deaths > 1) reject(call, childDied(file, exit), unknown);
      else again.push(call);
    }
    waiting.unshift(...again);
    schedule();
  };

  const killChild = (): void => {
    const dying = child;
    if (!dying) return;
    dying.kill();
    setTimeout(() => {
      if (dying !== child) return;
      // It could not be killed, so whether it will still write is anybody's guess.
      if (flight && lane === 'writer') flight.committing = true;
      bury(dying, { code: null, signal: 'SIGKILL' });
    }, exitMs).unref();
  };

  const settle = (call: PendingCall, answer: Answer | undefined): void => {
    if (answer && 'value' in answer) call.resolve(answer.value);
    else if (answer) call.reject(reviveFault(answer.fault));
  };

  const receive = (from: ChildHandle, message: FromChild): void => {
    if (from !== child || flight?.id !== message.id) return;
    if ('committing' in message) {
      flight.committing = true;
      return;
    }
    const { calls, killTimer } = flight;
    if (killTimer) clearTimeout(killTimer);
    flight = null;
    for (const [index, call] of calls.entries()) settle(call, message.answers[index]);
    schedule();
  };

  const start = (): ChildHandle => {
    const started = launch(script);
    started.onMessage((message) => receive(started, message as FromChild));
    started.onExit((exit) => bury(started, exit));
    return started;
  };

  /** The calls of the next batch. One whose child died goes alone, so that only its own fate depends on it. */
  const takeBatch = (): PendingCall[] => {
    if ((waiting[0]?.deaths ?? 0) > 0) return waiting.splice(0, 1);
    const firstSurvivor = waiting.findIndex((call) => call.deaths > 0);
    return waiting.splice(0, Math.min(batchSize[lane], firstSurvivor === -1 ? waiting.length : firstSurvivor));
  };

  const sendNext = (): void => {
    scheduled = false;
    if (flight || ended) return;
    if (waiting.length === 0 && !mustRecover) {
      armIdle();
      return;
    }
    // An empty batch opens the file and thereby rolls back what a killed writer left behind.
    const calls = takeBatch();
    mustRecover = false;
    flight = { id: nextId++, calls, committing: false, killTimer: null };
    child ??= start();
    const requests = calls.map((call) => call.request);
    child.send({ id: flight.id, file, lane, limits, requests } satisfies Batch);
  };

  /** Everything asked for in the same moment goes out together. */
  const schedule = (): void => {
    if (idleTimer) clearTimeout(idleTimer);
    idleTimer = null;
    if (scheduled) return;
    scheduled = true;
    setImmediate(sendNext);
  };

  /** Lets the child close the file in good order; resolves when it has ended. */
  const dismiss = (): Promise<void> =>
    new Promise((resolve) => {
      const leaving = child;
      if (!leaving) return resolve();
      const killTimer = setTimeout(() => leaving.kill(), exitMs);
      const giveUpTimer = setTimeout(resolve, 2 * exitMs);
      leaving.onExit(() => {
        clearTimeout(killTimer);
        clearTimeout(giveUpTimer);
        resolve();
      });
      leaving.send({ farewell: true });
    });

  const armIdle = (): void => {
    idleTimer = setTimeout(() => {
      const leaving = dismiss();
      child = null;
      ended = true;
      onIdle();
      void leaving;
    }, idleMs);
    idleTimer.unref();
  };

  return {
    /** Puts a call into the queue. Returns the function that gives it up, with the reason its caller is told. */
    submit(call: Call): (doom: Fault) => void {
      const pending: PendingCall = { ...call, doom: null, deaths: 0 };
      waiting.push(pending);
      schedule();
      return (doom) => {
        const index = waiting.indexOf(pending);
        if (index >= 0) {
          waiting.splice(index, 1);
          pending.reject(doom);
        } else if (flight?.calls.includes(pending) && !pending.doom) {
          pending.doom = doom;
          // A commit is given the time it may have to wait for readers: better a late answer than none.
          if (!flight.committing) killChild();
          else flight.killTimer ??= setTimeout(killChild, limits.busyMs[lane] + exitMs);
        }
      };
    },
    /** Gives up everything, except a commit that has begun and is nearly done, and ends the child. */
    async stop(): Promise<void> {
      ended = true;
      if (idleTimer) clearTimeout(idleTimer);
      for (const call of waiting.splice(0)) call.reject(stopped(file));
      for (const call of flight?.calls ?? []) call.doom ??= stopped(file);
      if (flight && !flight.committing) killChild();
      await dismiss();
    },
  };
};
