import type { Plan, PlanBody, PlanNode } from '../compile/plan.ts';
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
  /** The nodes whose edges into this one were taken, in the order of the file. */
  takenInto(index: number): number[];
}

const createOpenWalk = (plan: Plan) => {
  const undecided = plan.nodes.map((node) => node.from.length);
  const taken = plan.nodes.map(() => false);
  const leftBy: (string | null | undefined)[] = [];
  const ready: number[] = [];

  const decide = (target: number, isTaken: boolean): void => {
    if (isTaken) taken[target] = true;
    const left = (undecided[target] ?? 0) - 1;
    undecided[target] = left;
    if (left > 0) return;
    if (taken[target]) ready.push(target);
    else settle(target, null);
  };

  const settle = (index: number, port: string | null): void => {
    leftBy[index] = port;
    const node = plan.nodes[index];
    if (!node) return;
    for (const [name, targets] of node.next) for (const target of targets) decide(target, name === port);
  };

  const walk: Walk = {
    next: () => ready.shift(),
    settle,
    takenInto: (index) =>
      (plan.nodes[index]?.from ?? []).filter(({ index: at, port }) => leftBy[at] === port).map(({ index: at }) => at),
  };
  return { walk, decide, leftBy };
};

/** Starts at one trigger, which leaves by the port its payload tells; the other triggers of the flow are decided as not taken. */
export const createWalk = (plan: Plan, trigger: PlanNode | undefined, payload: JsonValue): Walk => {
  const { walk } = createOpenWalk(plan);
  for (const other of plan.triggers) if (other !== trigger) walk.settle(other.index, null);
  if (trigger?.kind === 'trigger') walk.settle(trigger.index, trigger.definition.leavesBy?.(payload) ?? 'out');
  return walk;
};

/** Walks what a repeating step repeats, once. Nothing outside it can be reached from inside. */
export const createBodyWalk = (plan: Plan, loop: number, { port, first }: PlanBody): Walk => {
  const { walk, decide, leftBy } = createOpenWalk(plan);
  leftBy[loop] = port;
  for (const target of first) decide(target, true);
  return walk;
};
