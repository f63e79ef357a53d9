import type { Page } from '@playwright/test';
import type { App } from '../fixtures.ts';
import { bigFlow, bigFlowSteps } from '../pages/big-flow.ts';
import { canvasOf, importFlow } from '../pages/canvas.ts';
import { percentile, recordFrames } from './frames.ts';

/** How quick the canvas is with 500 steps (ux.md 2.13); all in ms. */
export interface CanvasFigures {
  steps: number;
  openMs: number;
  dragNearP95Ms: number;
  dragAllInSightP95Ms: number;
}

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

/** Opens a flow of 500 steps from the list of flows, and drags a step of it, near and with everything in sight. */
export const measureCanvas = async (app: App, page: Page): Promise<CanvasFigures> => {
  await importFlow(app, bigFlow());
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
  return {
    steps: bigFlowSteps,
    openMs,
    dragNearP95Ms: percentile(near, 0.95),
    dragAllInSightP95Ms: percentile(far, 0.95),
  };
};
