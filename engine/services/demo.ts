import { basename } from 'node:path';
import { addDemoOrder } from '../adapters/databases/demo-order.ts';
import { ensureDemoShop, resetDemoShop } from '../adapters/databases/demo-shop.ts';
import type { Handlers } from '../contract/methods.ts';
import { fromOutside } from '../run/intake.ts';
import { acceptAll } from './events.ts';
import type { Kernel } from './kernel.ts';

/** What is announced when an order is added to the demo shop; the demo flow starts with it. */
export const demoOrderEvent = 'demo-shop.order';

/** The demo shop: a small database of invented orders that flows can be tried on without an account or the internet. */
export const demoHandlers = (kernel: Kernel): Pick<Handlers, 'demo.ensure' | 'demo.reset' | 'demo.addOrder'> => {
  const named = (path: string) => ({ file: basename(path), path });
  return {
    'demo.ensure': () => named(ensureDemoShop(kernel.filesFolder)),
    'demo.reset': () => named(resetDemoShop(kernel.filesFolder)),
    'demo.addOrder': async () => {
      const order = addDemoOrder(kernel.filesFolder, kernel.clock.now());
      const arrivals = kernel.intake.announce(demoOrderEvent, { ...order }, fromOutside);
      await acceptAll(kernel, arrivals);
      return { order, runs: arrivals.flatMap(({ run }) => run?.id ?? []) };
    },
  };
};
