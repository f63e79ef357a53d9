import type { AlarmAt, Clock } from '../model/outside.ts';
import type { ReadMetric, StartWatcher } from '../model/watch.ts';
import { createFileWatcher } from './file-watch/file-watcher.ts';
import { createPollWatcher } from './poll/poll-watcher.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { createTableWatcher } from './table-watch/table-watcher.ts';
import { createMonitorWatcher } from './threshold/monitor-watcher.ts';

/** What watchers need of the world. */
export interface WatcherTools {
  clock: Clock;
  /** Wakes the scheduler at a wall time. */
  alarmAt: AlarmAt;
  readMetric: ReadMetric;
}

/** One starter for every kind of source; machinery several watchers share is made once. */
export const createStartWatcher = ({ clock, alarmAt, readMetric }: WatcherTools): StartWatcher => {
  const schedule = createScheduler(clock, alarmAt);
  const files = createFileWatcher(clock);
  const poll = createPollWatcher(clock);
  const monitor = createMonitorWatcher(clock, readMetric);
  const tables = createTableWatcher(clock);
  return (source, context) => {
    switch (source.kind) {
      case 'schedule':
        return schedule(source, context);
      case 'file-watch':
        return files(source, context);
      case 'poll':
        return poll(source, context);
      case 'threshold':
        return monitor(source, context);
      case 'sqlite-change':
        return tables(source, context);
    }
  };
};
