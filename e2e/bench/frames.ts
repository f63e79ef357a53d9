import type { Page } from '@playwright/test';

/** The value below which so much of all values lies, to a tenth. `part` is 0.95 for the 95th percentile. */
export const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
};

/** Notes the time between frames in the page, in ms, until the returned function is called. */
export const recordFrames = async (page: Page): Promise<() => Promise<number[]>> => {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    let isOn = true;
    const next = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if (isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, {
      stopFrames: () => {
        isOn = false;
        return frames.slice(1);
      },
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { stopFrames: () => number[] }).stopFrames());
};
