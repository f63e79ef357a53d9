import type { FaultData } from '../model/fault.ts';
import { siteKey } from '../model/items.ts';
import type { Kernel } from './kernel.ts';

/** A step found a connection broken: it is shown so, and rests. */
export const connectionBroke = (kernel: Kernel, name: string, fault: FaultData): void => {
  const { brokenConnections, config, push, vault } = kernel;
  brokenConnections.broke(name, fault);
  if (!vault.list().some((info) => info.name === name)) return;
  config.keepCheck(name, { ok: false, message: fault.message, fix: fault.fix ?? null });
  push({ name: 'credential.changed', data: { name } });
};

/** A connection was mended: the runs that wait for it go on, one after the other, so that the service is not overrun. */
export const connectionMended = async (kernel: Kernel, name: string): Promise<void> => {
  kernel.brokenConnections.mended(name);
  for (const { runId, node, item } of kernel.history.heldBy(name))
    await kernel.runner.nudge({ runId, steps: [], due: [siteKey(node, item)] });
};
