import type { JsonRecord, JsonValue } from './json.ts';
import type { Metric } from './monitor/metric.ts';
import type { Reading } from './monitor/replay.ts';
import type { MonitorRule } from './monitor/rule.ts';
import type { HttpClient, UserDatabases } from './outside.ts';
import type { TableWish } from './table-watch/choose-way.ts';

/**
 * Triggers that look for themselves instead of being called: schedules, folders, feeds, tables, monitors. All of them use one
 * door: what they saw and how far they have looked is one transaction, so that a crash neither loses nor repeats anything.
 */

/** When a schedule fires. Exactly one of `cron`, `everySeconds` and `at` is set. */
export interface ScheduleSource {
  kind: 'schedule';
  cron: string | null;
  everySeconds: number | null;
  /** ISO time; without an offset it is a time of the zone. */
  at: string | null;
  /** Empty = the zone of the flow. */
  timeZone: string;
  missed: 'run-once' | 'skip' | 'run-all' | 'ask';
  missedWithinMinutes: number;
}

/** Files of a folder that appear, change or are removed. */
export interface FileSource {
  kind: 'file-watch';
  folder: string;
  /** Patterns of the name, see `file-pattern.ts`. */
  name: string;
  events: ('appeared' | 'changed' | 'removed')[];
  /** A file counts when it has not changed for so long. */
  settleMs: number;
  subfolders: boolean;
}

/** New items of a list that a web address answers with. */
export interface PollSource {
  kind: 'poll';
  url: string;
  format: 'json' | 'feed';
  /** Dotted path to the list in a JSON answer; empty = the list is found. */
  items: string;
  /** Dotted path to what tells items apart; empty = id, guid, link or the whole item. */
  itemId: string;
  everySeconds: number;
  credential: string | null;
  /** Whether what is in the list at the first look starts runs too. */
  startFrom: 'now' | 'existing';
}

/** A number that must stay within bounds. */
export interface ThresholdSource {
  kind: 'threshold';
  metric: Metric;
  rule: MonitorRule;
}

/** Rows of a table of a person's database. */
export interface TableSource extends TableWish {
  kind: 'sqlite-change';
  file: string;
  table: string;
  startFrom: 'now' | 'existing';
}

/** What a trigger watches, as plain data. Each kind has a watcher of its own in engine/listeners. */
export type WatchSource = ScheduleSource | FileSource | PollSource | ThresholdSource | TableSource;

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

/** The outside world, within what the flow was granted. */
export interface WatchOutside {
  http: HttpClient;
  databases: UserDatabases;
  /** The whole path of a folder the flow may read; throws `grant.missing`. */
  readableFolder(path: string): string;
}

/** Reads a number; null when there is none at its place. Throws faults; gives up when the signal says so. */
export type ReadMetric = (metric: Metric, outside: WatchOutside, signal: AbortSignal) => Promise<number | null>;

/** A number a monitor has read, kept for the picture of its past. */
export interface MetricReading extends Reading {
  /** What was read, as text; readings of another number do not belong into the same picture. */
  metric: string;
}

/** A row of a person's table as it was last seen. */
export interface SeenRow {
  key: string;
  hash: string;
  row: JsonRecord;
}

/** What is kept together with a state. */
export interface AlsoKept {
  reading?: MetricReading;
  /** Rows to remember and to forget; `clear` forgets all others first. */
  rows?: { clear: boolean; put: readonly SeenRow[]; remove: readonly string[] };
}

/** The rows a watcher remembers. */
export interface SeenRows {
  /** Hash of every row, by key. */
  hashes(): Map<string, string>;
  get(key: string): JsonRecord | null;
}

/** What a watcher is given. */
export interface WatchContext {
  /** How far it had looked when it last said so; null the first time, also after the trigger was removed. */
  state: JsonValue | null;
  /** True when a person has just switched the flow on: what happened while it was off is not caught up with. */
  justSwitchedOn: boolean;
  /** The zone of the flow. */
  timeZone: string;
  outside: WatchOutside;
  seenRows: SeenRows;
  /**
   * Keeps what was seen together with how far it looked, and lets the runs go. Resolves when all of it is on disk. Rejects,
   * having kept nothing, when the disk does not take it; then the watcher looks again later.
   */
  saw(sightings: readonly Sighting[], state: JsonValue, also?: AlsoKept): Promise<void>;
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
