const tickMs = 100;

/**
 * Waits for a promise no longer than so many ms of a computer that is awake: time it slept through, or a virtual machine
 * was held, does not count, because nobody made progress in it.
 */
export const waitAwake = <T>(promise: Promise<T>, ms: number, why: () => string): Promise<T> => {
  let left = Math.ceil(ms / tickMs);
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (--left <= 0) reject(new Error(why()));
    }, tickMs);
  });
  return Promise.race([promise, late]).finally(() => clearInterval(timer));
};
