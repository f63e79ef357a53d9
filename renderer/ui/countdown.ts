/** A time that runs down and can be stopped in between. */
export interface Countdown {
  /** Stops the clock; what is left is kept. */
  pause: () => void;
  /** Lets the clock run on with what was left. */
  resume: () => void;
  /** Ends it for good, without calling `onEnd`. */
  cancel: () => void;
}

/** Calls `onEnd` after `ms` milliseconds of running. It starts paused. */
export const createCountdown = (ms: number, onEnd: () => void): Countdown => {
  let left = ms;
  let startedAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (): void => {
    if (startedAt === undefined) return;
    clearTimeout(timer);
    left = Math.max(0, left - (Date.now() - startedAt));
    startedAt = undefined;
  };
  const resume = (): void => {
    if (startedAt !== undefined) return;
    startedAt = Date.now();
    timer = setTimeout(onEnd, left);
  };
  return { pause, resume, cancel: pause };
};
