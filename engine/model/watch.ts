import type { JsonRecord, JsonValue } from './json.ts';

/**
 * Triggers that look for themselves instead of being called: schedules, folders, feeds, tables, monitors. All of them use one
 * door: what they saw and how far they have looked is one transaction, so that a crash neither loses nor repeats anything.
 */

/** When a schedule fires. Exactly one of `cron`, `everySeconds` and `at` is set. */
export interface ScheduleSource {
  kind: 'schedule';
  cron: string | null;
  everySeconds: number | null;
  /** ISO time. */
  at: string | null;
  timeZone: string;
  missed: 'run-once' | 'skip' | 'run-all' | 'ask';
  missedWithinMinutes: number;
}

/** What a trigger watches, as plain data. Each kind has a watcher of its own in engine/listeners. */
export type WatchSource = ScheduleSource;

/** Something a watcher saw. */
export interface Sighting {
  payload: JsonRecord;
  /** The same for the same thing: seen again, it is kept as a repeat and starts nothing. */
  key?: string;
  /** Starts nothing, and why; for what the person should know of all the same. */
  verdict?: { verdict: 'filtered' | 'missed' | 'gap'; reason: string };
}

/** What keeps a watcher from doing its work; shown as the state of the flow. */
export interface WatchTrouble {
  code: string;
  message: string;
  fix: string;
}

/** What a watcher is given. */
export interface WatchContext {
  /** How far it had looked when it last said so; null the first time, also after the trigger was removed. */
  state: JsonValue | null;
  /** The zone of the flow. */
  timeZone: string;
  /**
   * Keeps what was seen together with how far it looked, and lets the runs go. Resolves when all of it is on disk. Rejects,
   * having kept nothing, when the disk does not take it; then the watcher looks again later.
   */
  saw(sightings: readonly Sighting[], state: JsonValue): Promise<void>;
  /** Says what is wrong, or with null that all is well again. */
  trouble(trouble: WatchTrouble | null): void;
}

/** A watcher at work. */
export interface Watching {
  /** Looks now: after the computer woke up, or because the person asked. */
  look(): void;
  stop(): void | Promise<void>;
}

export type StartWatcher<Source extends WatchSource = WatchSource> = (
  source: Source,
  context: WatchContext,
) => Watching;
