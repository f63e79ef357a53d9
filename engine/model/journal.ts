import type { Fault } from './fault.ts';
import type { EventId, FlowId, RunId } from './ids.ts';
import type { JsonValue } from './json.ts';
import type { FlowMemory, MemoryWrite } from './memory.ts';
import type { NewOutboxMessage, StoredOutboxMessage } from './outbox.ts';
import type { NewEvent, NewRun, RunChange, StepRecord, StoredEvent, StoredRun, Timer } from './records.ts';
import type { AlsoKept, SeenRows } from './watch.ts';

/** Everything one moment of a run has to say, written in one transaction. */
export interface JournalEntry {
  runId: RunId;
  /** Creates the run first (a retry, with the steps it takes over). */
  newRun?: NewRun;
  steps: StepRecord[];
  change?: RunChange;
  /** Replaces all timers of the run. */
  timers?: Timer[];
  /** Steps of the run that wait and may go on now, by `siteKey`. */
  due?: string[];
  /** Events the finishing step announced, and the runs they start. */
  arrivals?: Arrival[];
  /** Messages the finishing step leaves; one whose key is already there is not kept again. */
  messages?: NewOutboxMessage[];
  /** What the finishing step remembers; noted in {@link Journal.memory} already. */
  memory?: MemoryWrite[];
}

/** An event and the run it starts, if any. */
export interface Arrival {
  event: NewEvent;
  /** What the run sees: the payload as it is stored, secrets removed. */
  payload: JsonValue;
  run: NewRun | null;
  /** When an event with this key was seen before and has not expired, this one is a repeat and starts nothing. */
  seen: { key: string; expiresAtMs: number } | null;
}

/** How far a watching trigger has looked. */
export interface WatchMark {
  flowId: FlowId;
  node: string;
  state: JsonValue;
  also?: AlsoKept;
}

/** What became of an arrival. */
export interface Accepted {
  repeatOf: EventId | null;
}

/** A run with all that is known about it. */
export interface LoadedRun {
  run: StoredRun;
  event: StoredEvent;
  steps: StepRecord[];
  /** When waiting steps may go on, by `siteKey` (model/items.ts). */
  timers: Map<string, number>;
}

/** The door to `runs.db` for everything that runs. Promises resolve after the commit is on disk. */
export interface Journal {
  /** `opening`: what the run of this arrival has done so far; written with it, unless the arrival is a repeat. */
  accept(
    arrival: Arrival,
    done: (accepted: Accepted) => void,
    failed: (fault: Fault) => void,
    opening?: JournalEntry,
  ): void;
  /** Keeps arrivals of one watching trigger and how far it has looked, all in one transaction. */
  acceptAll(
    arrivals: readonly Arrival[],
    mark: WatchMark,
    done: (accepted: Accepted[]) => void,
    failed: (fault: Fault) => void,
  ): void;
  memory: FlowMemory;
  /** How far a trigger had looked; null when it never did. */
  watchState(flowId: FlowId, node: string): JsonValue | null;
  /** Everything triggers and steps of a flow remember goes: it was removed, and copies of a person's rows do not outlive it. */
  forget(flowId: FlowId): void;
  /** Rows a trigger remembers. */
  seenRows(flowId: FlowId, node: string): SeenRows;
  /** `done` is told which messages are new, when there were any. */
  append(
    entry: JournalEntry,
    done: (kept?: readonly StoredOutboxMessage[]) => void,
    failed: (fault: Fault) => void,
  ): void;
  /** Without steps, `steps` is empty. */
  loadRun(id: RunId, options?: { withSteps: boolean }): LoadedRun | null;
  /**
   * Runs that were not over when the store was opened and are not now, oldest first, without their steps. Later ones are in the
   * hands of whoever started them, who may not have heard yet that they are on disk.
   */
  openRuns(): StoredRun[];
  /** Runs with a timer that is due, at most 500. */
  dueRuns(nowMs: number): RunId[];
  /** When the next timer is due; null when there is none. */
  nextTimerMs(): number | null;
  /** Counts one more unfinished attempt of the engine itself; returns the new count. */
  countRecovery(id: RunId): number;
  nextRunId(): RunId;
  nextEventId(): EventId;
}
