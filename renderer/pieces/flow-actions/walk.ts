import type { FlowNode } from '../../client/types.ts';
import { type Lines, orderSteps } from '../../stores/flow-graph.ts';

/** Where the arrow keys lead (ux.md 2.11). Pure; null where there is nothing further. */

const placeOf = (flow: Lines, id: string): FlowNode['position'] =>
  flow.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 };

const nearest = (flow: Lines, from: string, ids: readonly string[]): string | null => {
  const at = placeOf(flow, from);
  const far = (id: string): number => {
    const { x, y } = placeOf(flow, id);
    return Math.hypot(x - at.x, y - at.y);
  };
  return [...ids].sort((a, b) => far(a) - far(b))[0] ?? null;
};

/** The step a line leads to, the nearest of several. */
export const stepAfter = (flow: Lines, id: string): string | null =>
  nearest(
    flow,
    id,
    flow.edges.flatMap(({ from, to }) => (from === id ? [to] : [])),
  );

/** The step a line comes from, the nearest of several. */
export const stepBefore = (flow: Lines, id: string): string | null =>
  nearest(
    flow,
    id,
    flow.edges.flatMap(({ from, to }) => (to === id ? [from] : [])),
  );

/** The nearest step above or below: a sibling branch, or whatever is there. */
export const stepBeside = (flow: Lines, id: string, direction: 'up' | 'down'): string | null => {
  const at = placeOf(flow, id);
  const sign = direction === 'up' ? -1 : 1;
  // Something far to the side is not "above", so sideways counts double.
  const beside = flow.nodes.flatMap((node) => {
    const [down, side] = [(node.position.y - at.y) * sign, Math.abs(node.position.x - at.x)];
    return node.id !== id && down > 0 ? [{ id: node.id as string, far: down + 2 * side }] : [];
  });
  return beside.sort((a, b) => a.far - b.far)[0]?.id ?? null;
};

export const firstStep = (flow: Lines): string | null => orderSteps(flow)[0] ?? null;
export const lastStep = (flow: Lines): string | null => orderSteps(flow).at(-1) ?? null;

/** The step the focus goes to when some are removed: what came before, else what comes after, else the first that is left. */
export const stepLeft = (flow: Lines, removed: readonly string[]): string | null => {
  const gone = new Set(removed);
  const order = orderSteps(flow);
  const at = order.findIndex((id) => gone.has(id));
  return (
    order
      .slice(0, Math.max(0, at))
      .reverse()
      .find((id) => !gone.has(id)) ??
    order.slice(at).find((id) => !gone.has(id)) ??
    null
  );
};
