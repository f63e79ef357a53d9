/** Waits for a condition, one turn of the event loop at a time; fails after five seconds instead of hanging. */
export const until = async (holds: () => boolean, deadlineMs = 5000): Promise<void> => {
  const end = performance.now() + deadlineMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for: ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
};
