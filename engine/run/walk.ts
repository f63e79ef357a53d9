import type { Plan, PlanNode } from '../compile/plan.ts';
import type { JsonValue } from '../model/json.ts';

/**
 * Which nodes of a plan have been decided in one run, and which may run next. A node is ready as soon as every edge
 * into it is decided and at least one was taken; if none was taken it is passed over, and so is what hangs on it alone.
 */
export interface Walk {
  /** The next node that may run, or undefined. */
  next(): number | undefined;
  /** Decides a node: the edges of `port` are taken, all others are not. `null` takes none. */
  settle(index: number, port: string | null): void;
}

/** Starts at one trigger, which leaves by the port its payload tells; the other triggers of the flow are decided as not taken. */
export const createWalk = (plan: Plan, trigger: PlanNode | undefined, payload: JsonValue): Walk => {
  const undecided = plan.nodes.map((node) => node.incoming);
  const taken = plan.nodes.map(() => false);
  const ready: number[] = [];

  const settle = (index: number, port: string | null): void => {
    const node = plan.nodes[index];
    if (!node) return;
    for (const [name, targets] of node.next)
      for (const target of targets) {
        if (name === port) taken[target] = true;
        const left = (undecided[target] ?? 0) - 1;
        undecided[target] = left;
        if (left > 0) continue;
        if (taken[target]) ready.push(target);
        else settle(target, null);
      }
  };

  for (const other of plan.triggers) if (other !== trigger) settle(other.index, null);
  if (trigger?.kind === 'trigger') settle(trigger.index, trigger.definition.leavesBy?.(payload) ?? 'out');
  return { next: () => ready.shift(), settle };
};
