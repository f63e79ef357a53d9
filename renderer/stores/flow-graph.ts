import type { Flow, FlowEdge } from '../client/types.ts';

/** Questions about the lines of a flow. Pure; ids that lead nowhere are ignored. */

export type Lines = Pick<Flow, 'nodes' | 'edges'>;

export const edgeKey = ({ from, port, to }: FlowEdge): string => `${from} ${port} ${to}`;

const spread = (flow: Lines, start: string, next: (edge: FlowEdge) => [at: string, to: string]): Set<string> => {
  const neighbours = Map.groupBy(flow.edges, (edge) => next(edge)[0]);
  const seen = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const edge of neighbours.get(at) ?? []) {
      const [, to] = next(edge);
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  return seen;
};

/** Every step that can be reached from this one. */
export const downstreamOf = (flow: Lines, id: string): Set<string> => spread(flow, id, ({ from, to }) => [from, to]);

/** Every step a path leads from to this one. */
export const upstreamOf = (flow: Lines, id: string): Set<string> => spread(flow, id, ({ from, to }) => [to, from]);

/**
 * The steps in the order a person reads them: each after those that lead to it, from left to right and top to bottom. Steps in a
 * circle come last.
 */
export const orderSteps = (flow: Lines): string[] => {
  const incoming: Map<string, number> = new Map(flow.nodes.map(({ id }) => [id as string, 0]));
  const edges = flow.edges.filter(({ from, to }) => incoming.has(from) && incoming.has(to));
  for (const { to } of edges) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const out = Map.groupBy(edges, ({ from }): string => from);
  const place: Map<string, { x: number; y: number }> = new Map(
    flow.nodes.map(({ id, position }) => [id as string, position]),
  );
  const byPlace = (a: string, b: string): number => {
    const [one, other] = [place.get(a) ?? { x: 0, y: 0 }, place.get(b) ?? { x: 0, y: 0 }];
    return one.x - other.x || one.y - other.y || a.localeCompare(b);
  };
  const ready = [...incoming].flatMap(([id, count]) => (count === 0 ? [id] : [])).sort(byPlace);
  const order: string[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    let added = false;
    for (const { to } of out.get(id) ?? []) {
      const left = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, left);
      if (left === 0) added = ready.push(to) > 0;
    }
    if (added) ready.sort(byPlace);
  }
  const seen = new Set<string>(order);
  return [...order, ...flow.nodes.flatMap(({ id }) => (seen.has(id) ? [] : [id]))];
};

/** The number of every step, as it is shown on cards, in field trees, in errors and in runs. */
export const numberSteps = (flow: Lines): ReadonlyMap<string, number> =>
  new Map(orderSteps(flow).map((id, index) => [id, index + 1]));

/** The steps that repeat a step for each item of a list, innermost first. `repeats` says by which port a step repeats. */
export const loopsAround = (flow: Lines, step: string, repeats: (id: string) => string | undefined): string[] =>
  flow.nodes
    .flatMap(({ id }) => {
      const port = repeats(id);
      if (port === undefined) return [];
      const first = flow.edges.filter((edge) => edge.from === id && edge.port === port).map(({ to }): string => to);
      const body = new Set(first.flatMap((to) => [to, ...downstreamOf(flow, to)]));
      return body.has(step) ? [{ id, size: body.size }] : [];
    })
    .sort((a, b) => a.size - b.size)
    .map(({ id }): string => id);

/** Why two steps may not be connected, in the words shown at the cursor (ux.md 2.8); null when they may. */
export const whyNotConnect = (flow: Lines, edge: FlowEdge, isTrigger: (id: string) => boolean): string | null => {
  if (edge.from === edge.to) return "A step can't lead to itself.";
  if (isTrigger(edge.to)) return 'A flow starts here; nothing comes before it.';
  if (flow.edges.some((known) => edgeKey(known) === edgeKey(edge))) return 'Already connected.';
  if (downstreamOf(flow, edge.to).has(edge.from)) return 'This would go round in circles.';
  return null;
};
