import type { Add } from './figures.ts';
import { answerFlow, body } from './load/flows.ts';
import { median } from './load/measure.ts';
import { importFlow, newFolder, residentMb, type Served, serveProduct } from './load/product.ts';

/** One delivery. */
export const post = (served: Served): Promise<Response> =>
  fetch(`${served.hooksUrl}/hooks/bench`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

/** Time from the start of the process to the first answered webhook, and memory when nothing happens. */
export const measureStart = async (add: Add): Promise<void> => {
  const folder = newFolder();
  importFlow(folder.dataDir, answerFlow);
  const times: number[] = [];
  let idle = Number.NaN;
  for (let round = 0; round < 5; round++) {
    const before = performance.now();
    const served = await serveProduct(folder.dataDir);
    const response = await post(served);
    if (response.status !== 200) throw new Error(`the first webhook was answered ${response.status}`);
    times.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    idle = residentMb(served.pid);
    await served.stop();
  }
  folder.remove();
  add('first webhook answered after process start', median(times) / 1000, 's', '<= 0.9', median(times) <= 900);
  add('memory idle', idle, 'MB', '<= 130', !(idle > 130));
};
