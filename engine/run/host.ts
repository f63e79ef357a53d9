import type { Plan } from '../compile/plan.ts';
import type { FaultData } from '../model/fault.ts';
import type { FlowId, RunId } from '../model/ids.ts';
import type { Arrival, Journal, JournalEntry } from '../model/journal.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import type { Clock, HookAnswer, StepOutside } from '../model/outside.ts';
import type { NewRun, StepRecord } from '../model/records.ts';
import type { RunStatus } from '../model/run.ts';
import type { CalledRun, FlowCall } from '../nodes/define.ts';
import type { RunFailure } from './intake.ts';

/** Named moments at which a test or the torture rig may end the process. */
export type CrashPoint = 'before-step' | 'after-started' | 'after-effect' | 'after-finished' | 'before-answer';

/** What a live run needs from the engine. */
export interface RunHost {
  journal: Journal;
  clock: Clock;
  /** Random text of this installation; part of every idempotency key. */
  installation: string;
  vars: () => JsonRecord;
  /** The outside world, within what the flow was granted. */
  outside: (flowId: FlowId) => StepOutside;
  /** The events (and runs) an announcement of this run leads to. */
  announce: (run: NewRun, name: string, data: JsonValue) => Arrival[];
  /** The run of another flow a step calls; throws when that flow cannot be run. */
  call: (run: NewRun, site: string, call: FlowCall) => Arrival;
  /** What became of a run that was called. */
  called: (id: RunId) => CalledRun;
  /** A step found a connection broken and waits for it. */
  connectionBroke: (name: string, fault: FaultData) => void;
  /** The events (and runs) a failed run leads to; stored with its end. */
  failed: (failure: RunFailure) => Arrival[];
  /** Called with arrivals once they are on disk. */
  arrived: (arrivals: Arrival[]) => void;
  /** Called with messages once they are on disk. */
  kept: (messages: readonly StoredOutboxMessage[]) => void;
  reach: (point: CrashPoint) => void;
}

/** A run to go on with: new, recovered, or woken. */
export interface RunTask {
  run: NewRun & { status: RunStatus; startedAtMs: number | null };
  plan: Plan;
  payload: JsonValue;
  steps: readonly StepRecord[];
  /** When waiting steps may go on, by `siteKey` (model/items.ts). */
  timers: ReadonlyMap<string, number>;
  /** Takes the first entry in place of the journal, to be written with the arrival; `done` is called once it is on disk. */
  open?: (entry: JournalEntry, done: () => void) => void;
}

export interface RunEnd {
  status: RunStatus;
  error: FaultData | null;
  /** When a waiting run goes on. */
  wakeAtMs: number | null;
}

/** What the owner of a run is told, always after the commit that makes it true. */
export interface RunListener {
  answered: (answer: HookAnswer) => void;
  /** The run left memory: it is over, waits for a timer, or waits for a decision. */
  left: (end: RunEnd) => void;
}

export interface LiveRun {
  id: RunId;
  /** Some timer of this run is due. */
  wake: () => void;
  /** False when the run is already on its way out of memory; what is stored then has the last word. */
  cancel: () => boolean;
  /** A step that waits may go on now. */
  nudge: (site: string) => void;
  /** Stops starting steps; what is in flight is recorded when it ends. */
  halt: () => void;
}
