import type { Flow, FlowEdge } from '../model/flow.ts';

/** What the edges of a flow say, worked out once. Edges whose ends do not exist are left out. */
export interface Graph {
  /** Node ids such that every node stands after those it depends on; nodes in a circle are missing. */
  order: string[];
  /** One circle, as the node ids along it; empty when there is none. */
  circle: string[];
  /** For every node, those from which a path leads to it. */
  upstream: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nodes a trigger leads to, triggers included. */
  reached: ReadonlySet<string>;
}

const walkCircle = (left: ReadonlySet<string>, out: ReadonlyMap<string, FlowEdge[]>): string[] => {
  const path: string[] = [];
  const start = left.values().next().value;
  // Every node left after sorting has an edge in from another one left, so walking backwards must close a circle.
  const into = new Map<string, string>();
  for (const [from, edges] of out)
    for (const edge of edges) if (left.has(from) && left.has(edge.to)) into.set(edge.to, from);
  for (let at = start; at !== undefined; at = into.get(at)) {
    const seen = path.indexOf(at);
    if (seen >= 0) return path.slice(seen).reverse();
    path.push(at);
  }
  return [];
};

/** Sorts the nodes (Kahn's algorithm, in file order where there is a choice) and finds circles and what is reachable. */
export const readGraph = (flow: Pick<Flow, 'nodes' | 'edges'>, triggers: ReadonlySet<string>): Graph => {
  const out = new Map<string, FlowEdge[]>(flow.nodes.map((node) => [node.id, []]));
  const incoming = new Map<string, number>(flow.nodes.map((node) => [node.id, 0]));
  for (const edge of flow.edges) {
    if (!out.has(edge.from) || !incoming.has(edge.to)) continue;
    out.get(edge.from)?.push(edge);
    incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1);
  }
  const order = [...incoming].filter(([, count]) => count === 0).map(([id]) => id);
  const upstream = new Map<string, Set<string>>(flow.nodes.map((node) => [node.id, new Set()]));
  const reached = new Set(triggers);
  for (const id of order)
    for (const edge of out.get(id) ?? []) {
      const above = upstream.get(edge.to);
      above?.add(id);
      for (const further of upstream.get(id) ?? []) above?.add(further);
      if (reached.has(id)) reached.add(edge.to);
      const left = (incoming.get(edge.to) ?? 0) - 1;
      incoming.set(edge.to, left);
      if (left === 0) order.push(edge.to);
    }
  const sorted = new Set(order);
  const left = new Set(flow.nodes.map((node): string => node.id).filter((id) => !sorted.has(id)));
  return { order, circle: left.size > 0 ? walkCircle(left, out) : [], upstream, reached };
};
