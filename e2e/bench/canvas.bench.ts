/**
 * How quick the canvas is with 500 steps: opening it, and dragging a step (ux.md 2.13). Prints one JSON line; build the screens
 * first. Run it with `node e2e/bench/canvas.bench.ts`.
 */
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../find-browser.ts';
import { startApp } from '../fixtures.ts';
import { bigFlow, bigFlowSteps } from '../pages/big-flow.ts';
import { canvasOf, importFlow } from '../pages/canvas.ts';

const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
};

/** Notes the time between frames in the page until the returned function is called. */
const recordFrames = async (page: Page): Promise<() => Promise<number[]>> => {
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

const drag = async (page: Page): Promise<number[]> => {
  const box = await canvasOf(page).steps.nth(1).boundingBox();
  if (!box) throw new Error('No step is on screen.');
  await page.mouse.move(box.x + 80, box.y + 14);
  await page.mouse.down();
  const stop = await recordFrames(page);
  for (let turn = 0; turn < 120; turn += 1)
    await page.mouse.move(box.x + 80 + Math.sin(turn / 8) * 160, box.y + 80 + Math.cos(turn / 8) * 120);
  const frames = await stop();
  await page.mouse.up();
  return frames;
};

const app = await startApp();
const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  await importFlow(app, bigFlow());
  const page = await browser.newPage({ viewport: { width: 1360, height: 880 } });
  await page.goto(app.url);
  await page.goto(new URL('/#/flows', app.url).href);
  await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor();
  const startedAt = performance.now();
  await page.evaluate(() => location.assign('#/flows/Big'));
  await canvasOf(page).step('Start by hand').waitFor();
  const openMs = Math.round(performance.now() - startedAt);
  const near = await drag(page);
  await page.keyboard.press('Shift+1');
  await page.getByText('25 %').waitFor();
  const far = await drag(page);
  const figures = (frames: number[]) => ({ p50: percentile(frames, 0.5), p95: percentile(frames, 0.95) });
  console.log(
    JSON.stringify({ steps: bigFlowSteps, openMs, dragNearMs: figures(near), dragAllInSightMs: figures(far) }),
  );
} finally {
  await browser.close();
  await app.dispose();
}
