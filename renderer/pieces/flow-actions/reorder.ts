import type { Flow, FlowNode } from '../../client/types.ts';

/** Moving a step one place along a straight line, for those who do not drag. */

const linesOf = (flow: Flow, id: string) => ({
  into: flow.edges.filter(({ to }) => to === id),
  out: flow.edges.filter(({ from }) => from === id),
});

/** The step this one would change places with when it moves up; null when the line is not straight there. */
export const earlierInLine = (flow: Flow, id: string, isTrigger: (id: string) => boolean): string | null => {
  const { into, out } = linesOf(flow, id);
  const before = into[0]?.from;
  if (before === undefined || into.length !== 1 || out.length > 1 || isTrigger(before)) return null;
  return linesOf(flow, before).out.length === 1 ? before : null;
};

/** The step this one would change places with when it moves down. */
export const laterInLine = (flow: Flow, id: string, isTrigger: (id: string) => boolean): string | null => {
  const next = linesOf(flow, id).out[0]?.to;
  return next !== undefined && earlierInLine(flow, next, isTrigger) === id ? next : null;
};

/** Changes the places of two steps that follow each other in a straight line; `freePort` is where the second leaves when nothing followed it. */
export const swapInLine = (flow: Flow, first: string, second: string, freePort = 'out'): void => {
  const [one, other] = [first, second].map((id) => flow.nodes.find((node) => node.id === id));
  const between = flow.edges.find(({ from, to }) => from === first && to === second);
  if (!one || !other || !between) return;
  const onward = flow.edges.find(({ from }) => from === second);
  for (const edge of flow.edges) if (edge.to === first) edge.to = second as FlowNode['id'];
  const { port } = between;
  between.port = onward?.port ?? freePort;
  between.from = second as FlowNode['id'];
  between.to = first as FlowNode['id'];
  if (onward) {
    onward.from = first as FlowNode['id'];
    onward.port = port;
  }
  const place = one.position;
  one.position = other.position;
  other.position = place;
};
