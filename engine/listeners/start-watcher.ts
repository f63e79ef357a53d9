import type { Clock } from '../model/outside.ts';
import type { StartWatcher } from '../model/watch.ts';
import { createScheduler } from './schedule/scheduler.ts';

/** What watchers need of the world. */
export interface WatcherTools {
  clock: Clock;
}

/** One starter for every kind of source; machinery several watchers share is made once. */
export const createStartWatcher = ({ clock }: WatcherTools): StartWatcher => {
  const schedule = createScheduler(clock);
  return (source, context) => {
    switch (source.kind) {
      case 'schedule':
        return schedule(source, context);
    }
  };
};
