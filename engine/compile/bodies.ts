import type { Flow } from '../model/flow.ts';
import { maxDepth } from '../model/items.ts';
import type { Problem } from '../model/problem.ts';
import { labelOf } from './check-edges.ts';
import type { CheckedNode } from './check-nodes.ts';
import { problem } from './problems.ts';

/** For every step that repeats, the ids of the steps it repeats: all that a line leads to from its repeating port. */
export type Bodies = ReadonlyMap<string, ReadonlySet<string>>;

/** The port whose steps are repeated; undefined for a step that does not repeat. */
export const repeatingPort = ({ definition, params }: CheckedNode): string | undefined =>
  definition.ports(params).find(({ repeats }) => repeats)?.id;

const bodyOf = (flow: Pick<Flow, 'edges'>, id: string, port: string): Set<string> => {
  const body = new Set(flow.edges.filter((edge) => edge.from === id && edge.port === port).map(({ to }): string => to));
  // A set grows while it is walked, so this follows the lines to their ends.
  for (const inside of body) for (const edge of flow.edges) if (edge.from === inside) body.add(edge.to);
  return body;
};

/** Finds what each step repeats. Steps that are not understood repeat nothing. */
export const readBodies = (flow: Pick<Flow, 'edges'>, nodes: ReadonlyMap<string, CheckedNode>): Bodies => {
  const bodies = new Map<string, Set<string>>();
  for (const [id, checked] of nodes) {
    const port = repeatingPort(checked);
    if (port !== undefined) bodies.set(id, bodyOf(flow, id, port));
  }
  return bodies;
};

/** The steps that repeat a step, outermost first. */
export const loopsAround = (bodies: Bodies, id: string): string[] =>
  [...bodies]
    .filter(([, body]) => body.has(id))
    .sort(([, a], [, b]) => b.size - a.size)
    .map(([loop]) => loop);

/** Problems of repeated steps: lines that lead into them from outside, and lists repeated too deep inside lists. */
export const checkBodies = (flow: Flow, nodes: ReadonlyMap<string, CheckedNode>, bodies: Bodies): Problem[] => {
  const problems: Problem[] = [];
  const name = (id: string): string => {
    const node = flow.nodes.find((one) => one.id === id);
    return node ? labelOf(node, nodes.get(id)?.definition.title) : id;
  };
  for (const [loop, body] of bodies) {
    const port = repeatingPort(nodes.get(loop) as CheckedNode);
    for (const { from, port: by, to } of flow.edges)
      if (body.has(to) && !body.has(from) && !(from === loop && by === port))
        problems.push(
          problem(
            {
              code: 'repeat.line-into',
              message: `"${name(to)}" is repeated for each item of "${name(loop)}", but a line also leads to it from "${name(from)}", which is not.`,
              fix: `Remove one of the lines, or put "${name(to)}" after "${name(loop)}" is done.`,
            },
            { node: to },
          ),
        );
    if (loopsAround(bodies, loop).length >= maxDepth)
      problems.push(
        problem(
          {
            code: 'repeat.too-deep',
            message: `"${name(loop)}" would be the ${maxDepth + 1}th list inside a list; ${maxDepth} are possible.`,
            fix: 'Call another flow for the innermost list.',
          },
          { node: loop },
        ),
      );
  }
  return problems;
};
