import type { Page } from '@playwright/test';
import type { App } from '../fixtures.ts';
import { canvasOf, importFlow } from '../pages/canvas.ts';
import { DockPage } from '../pages/dock.ts';
import { percentile } from './frames.ts';

/** What a key costs in a chip field while the form has fifty of them, in ms. */
export interface TypingFigures {
  keyToFrameP50Ms: number;
  keyToFrameP95Ms: number;
}

const keys = 120;

const manyFields = {
  name: 'Many fields',
  nodes: [
    { id: 'in', type: 'webhook', params: { path: 'many' } },
    {
      id: 'many',
      type: 'map',
      name: 'Many',
      position: { x: 352, y: 0 },
      params: {
        fields: Array.from({ length: 50 }, (_, at) => ({ name: `field_${at}`, value: '{{ trigger.body.type }} x' })),
      },
    },
  ],
  edges: [{ from: 'in', to: 'many' }],
  samples: [{ id: 's', name: 'Sample', node: 'in', payload: { body: { type: 'paid', amount: 4900 } } }],
};

/** Notes in the page how long it takes from a key to the frame that shows it. */
const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const took: number[] = [];
    addEventListener(
      'keydown',
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp))),
      { capture: true },
    );
    Object.assign(globalThis, { keysTook: took });
  });

export const measureTyping = async (app: App, page: Page): Promise<TypingFigures> => {
  await importFlow(app, manyFields);
  await page.goto(new URL('/#/flows/Many fields', app.url).href);
  await canvasOf(page).step('Many').click();
  const field = new DockPage(page).field('field_25');
  await field.press('End');
  await watchKeys(page);
  for (let key = 0; key < keys; key += 1) await page.keyboard.type('a');
  await page.waitForFunction(
    (count) => (globalThis as unknown as { keysTook: number[] }).keysTook.length >= count,
    keys,
  );
  const took = await page.evaluate(() => (globalThis as unknown as { keysTook: number[] }).keysTook);
  return { keyToFrameP50Ms: percentile(took, 0.5), keyToFrameP95Ms: percentile(took, 0.95) };
};
