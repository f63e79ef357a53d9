import type { Clock } from '../model/outside.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Moves time forward and fires what is due, in order. */
  advance(ms: number): void;
  /** Sets the wall clock without moving monotonic time, as when somebody changes it. */
  setWall(nowMs: number): void;
  /** Alarms that are set. */
  armed(): number;
}

/** Starts at 2026-11-23T12:00:00Z. `random` always gives 1 minus a hair, so that pauses are at their longest. */
export const createFakeClock = (startMs = Date.UTC(2026, 10, 23, 12)): FakeClock => {
  let wall = startMs;
  let monotonic = 0;
  let alarms: { at: number; fire: () => void }[] = [];
  return {
    now: () => wall,
    monotonic: () => monotonic,
    random: () => 0.999999,
    alarm: (delayMs, fire) => {
      const alarm = { at: monotonic + Math.max(0, delayMs), fire };
      alarms.push(alarm);
      return () => {
        alarms = alarms.filter((other) => other !== alarm);
      };
    },
    advance: (ms) => {
      const end = monotonic + ms;
      for (;;) {
        const [next] = alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        alarms = alarms.filter((other) => other !== next);
        wall += Math.max(0, next.at - monotonic);
        monotonic = Math.max(monotonic, next.at);
        next.fire();
      }
      wall += end - monotonic;
      monotonic = end;
    },
    setWall: (nowMs) => {
      wall = nowMs;
    },
    armed: () => alarms.length,
  };
};
