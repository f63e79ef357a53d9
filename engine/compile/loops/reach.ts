import type { Flow } from '../../model/flow.ts';
import type { Family } from '../../model/step-view.ts';

/** How a step is reached from a trigger: by a way no check stands on, or only past a check or a failure. */
export type Reach = 'always' | 'sometimes';

/** Every step a trigger leads to. A check, a way out other than the usual and a failure make it uncertain. */
export const reachFrom = (
  flow: Pick<Flow, 'nodes' | 'edges'>,
  trigger: string,
  familyOf: (type: string) => Family | undefined,
): Map<string, Reach> => {
  const nodes = new Map(flow.nodes.map((node) => [node.id as string, node]));
  const reached = new Map<string, Reach>([[trigger, 'always']]);
  const open = [trigger];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const node = nodes.get(at);
    const decides = node !== undefined && !node.skip && familyOf(node.type) === 'check';
    for (const { from, port, to } of flow.edges) {
      if (from !== at) continue;
      const next: Reach = decides || port !== 'out' ? 'sometimes' : (reached.get(at) ?? 'always');
      const known = reached.get(to);
      if (known === 'always' || known === next) continue;
      reached.set(to, next);
      open.push(to);
    }
  }
  return reached;
};
