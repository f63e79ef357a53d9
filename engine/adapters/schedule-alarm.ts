import type { AlarmAt } from '../model/outside.ts';

/** Loaded by the first schedule: most of what it brings along is not needed to set an alarm. */
const loadScheduler = () => import('node-schedule');

/**
 * One-shot alarms by node-schedule. What an alarm does never ends the process: node-schedule emits `error` for a callback that
 * throws, and an `error` nobody listens to is fatal.
 */
export const scheduleAlarm: AlarmAt = (atMs, fire) => {
  let callOff = (): void => {};
  let off = false;
  const ring = (): void => {
    if (off) return;
    off = true;
    try {
      fire();
    } catch (thrown) {
      console.error('A schedule alarm failed.', thrown);
    }
  };
  void loadScheduler().then(
    ({ default: { Job } }) => {
      if (off) return;
      const job = new Job(ring);
      job.on('error', (thrown: unknown) => console.error('A schedule alarm failed.', thrown));
      callOff = () => job.cancel();
      // A time that is past by now is refused, not fired.
      if (atMs <= Date.now() || !job.schedule(new Date(atMs))) setImmediate(ring);
    },
    (thrown) => {
      console.error('The alarm of the schedules could not be loaded.', thrown);
      const timer = setTimeout(ring, Math.max(0, atMs - Date.now()));
      callOff = () => clearTimeout(timer);
    },
  );
  return () => {
    off = true;
    callOff();
  };
};
