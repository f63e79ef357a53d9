/** Waits for a condition, one turn of the event loop at a time; fails after five seconds instead of hanging. */
export const until = async (holds: () => boolean, deadlineMs = 5000): Promise<void> => {
  const end = performance.now() + deadlineMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for: ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** The same for a condition that has to be asked for. */
export const untilAsync = async (holds: () => Promise<boolean>, deadlineMs = 5000): Promise<void> => {
  const end = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
