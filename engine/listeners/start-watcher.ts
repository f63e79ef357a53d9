import type { AlarmAt, Clock } from '../model/outside.ts';
import type { StartWatcher } from '../model/watch.ts';
import { createScheduler } from './schedule/scheduler.ts';

/** What watchers need of the world. */
export interface WatcherTools {
  clock: Clock;
  /** Wakes the scheduler at a wall time. */
  alarmAt: AlarmAt;
}

/** One starter for every kind of source; machinery several watchers share is made once. */
export const createStartWatcher = ({ clock, alarmAt }: WatcherTools): StartWatcher => {
  const schedule = createScheduler(clock, alarmAt);
  return (source, context) => {
    switch (source.kind) {
      case 'schedule':
        return schedule(source, context);
    }
  };
};
