import type { RunId } from '../model/ids.ts';
import type { Journal } from '../model/journal.ts';
import type { Clock } from '../model/outside.ts';

/** Timers are hints: sleep and clock changes are caught by looking at least this often while something waits. */
const lookAgainMs = 1000;
const overdueMs = 50;

/** Calls runs whose time has come. */
export interface DueTimers {
  /** Looks again when the next timer is due; to be called whenever one may have been added. */
  arm(): void;
  /** Looks now. */
  fire(): void;
  stop(): void;
}

export const createDueTimers = (
  journal: Pick<Journal, 'dueRuns' | 'nextTimerMs'>,
  clock: Clock,
  due: (id: RunId) => void,
): DueTimers => {
  let callOff = (): void => {};
  let isStopped = false;

  const arm = (): void => {
    callOff();
    if (isStopped) return;
    const next = journal.nextTimerMs();
    if (next === null) return;
    // A timer that is overdue has just been fired and goes with the next commit.
    const delay = next > clock.now() ? Math.min(lookAgainMs, next - clock.now()) : overdueMs;
    callOff = clock.alarm(delay, fire);
  };

  const fire = (): void => {
    for (const id of journal.dueRuns(clock.now())) due(id);
    arm();
  };

  return {
    arm,
    fire,
    stop: () => {
      isStopped = true;
      callOff();
    },
  };
};
