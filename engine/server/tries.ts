/** Wrong tries to get in. Five within a minute close the door for a minute, to the right key as well (reliability.md, SEC-02). */
export interface Tries {
  isLocked(): boolean;
  /** Someone showed a key that is not the right one. */
  wrong(): void;
}

const mostWrong = 5;
const minuteMs = 60_000;

export const createTries = (now: () => number): Tries => {
  let wrongAtMs: number[] = [];
  let lockedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    isLocked: () => now() < lockedUntilMs,
    wrong: () => {
      const nowMs = now();
      wrongAtMs = [...wrongAtMs.filter((atMs) => nowMs - atMs < minuteMs), nowMs];
      if (wrongAtMs.length < mostWrong) return;
      lockedUntilMs = nowMs + minuteMs;
      wrongAtMs = [];
    },
  };
};
