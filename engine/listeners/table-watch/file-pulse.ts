import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Fault, toFault } from '../../model/fault.ts';
import type { Clock } from '../../model/outside.ts';
import type { FileMark } from '../../model/table-watch/asks.ts';

/** How often a file is asked whether it changed: while something goes on, and after five quiet minutes. */
const busyEveryMs = 250;
const idleEveryMs = 2000;
const quietMs = 5 * 60_000;
/** A file that another program keeps locked is asked again; after so long the person is told. */
const lockedMs = 10_000;
/** A look that takes long is followed by a longer pause, so that watching never fills the day of the file. */
const restFactor = 10;

export interface PulseOptions {
  clock: Clock;
  mark: () => Promise<FileMark>;
  /** Looks into the file; called at first, after every change, and again when it threw. */
  changed: (mark: FileMark, before: FileMark | null) => Promise<void>;
  /** Nothing has changed. */
  quiet: (mark: FileMark) => Promise<void>;
  /** What keeps it from looking; null when all is well. */
  trouble: (fault: Fault | null) => void;
}

const differs = (mark: FileMark, before: FileMark | null): boolean =>
  before === null ||
  mark.session !== before.session ||
  mark.identity !== before.identity ||
  mark.version !== before.version ||
  mark.schema !== before.schema;

/**
 * Notices that a database file changed: `PRAGMA data_version` is the proof, the file system's word only makes it ask sooner,
 * because it is silent on some disks and never reliable.
 */
export const startPulse = ({ clock, mark, changed, quiet, trouble }: PulseOptions) => {
  let last: FileMark | null = null;
  let lastChangeMs = clock.monotonic();
  let lockedSinceMs: number | null = null;
  let looking = false;
  let again = false;
  let stopped = false;
  let hint: { path: string; watcher: FSWatcher | null } | null = null;
  let callOff = (): void => {};

  const listen = (path: string): void => {
    if (hint?.path === path) return;
    hint?.watcher?.close();
    hint = { path, watcher: null };
    const names = new Set([basename(path), `${basename(path)}-wal`, `${basename(path)}-journal`]);
    try {
      hint.watcher = watch(
        dirname(path),
        { persistent: false },
        (_, name) => name !== null && names.has(name) && look(),
      );
      hint.watcher.on('error', () => {});
    } catch {
      // Without hints it is asked all the same.
    }
  };

  const isLocked = (fault: Fault): boolean => {
    if (fault.code !== 'database.busy') return false;
    lockedSinceMs ??= clock.monotonic();
    return clock.monotonic() - lockedSinceMs < lockedMs;
  };

  const beat = async (): Promise<number> => {
    const startMs = clock.monotonic();
    try {
      const now = await mark();
      listen(now.path);
      const isNew = differs(now, last);
      if (isNew) {
        lastChangeMs = startMs;
        await changed(now, last);
        last = now;
      } else await quiet(now);
      lockedSinceMs = null;
      trouble(null);
      return isNew ? (clock.monotonic() - startMs) * restFactor : 0;
    } catch (thrown) {
      const fault = toFault(thrown);
      if (!stopped && !isLocked(fault)) trouble(fault);
      return fault.code === 'database.busy' ? 0 : idleEveryMs;
    }
  };

  const look = (): void => {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    callOff();
    void beat().then((restMs) => {
      looking = false;
      if (stopped) return;
      const pace = clock.monotonic() - lastChangeMs > quietMs ? idleEveryMs : busyEveryMs;
      callOff = clock.alarm(again ? Math.min(restMs, busyEveryMs) : Math.max(restMs, pace), look);
    });
  };

  look();
  return {
    look,
    stop: () => {
      stopped = true;
      callOff();
      hint?.watcher?.close();
    },
  };
};
