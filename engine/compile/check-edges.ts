import { closest } from '../model/closest.ts';
import type { Flow, FlowNode } from '../model/flow.ts';
import type { Problem } from '../model/problem.ts';
import type { CheckedNode } from './check-nodes.ts';
import type { Graph } from './graph.ts';
import { problem } from './problems.ts';

/** The port a failing step leaves by when `onError.then` is `branch`. */
export const failedPort = 'failed';

/** What a person calls a node. */
export const labelOf = (node: FlowNode, title?: string): string => node.name || title || node.id;

/** Ports an edge may leave a node from. */
export const portsOf = ({ node, definition, params }: CheckedNode): string[] => [
  ...definition.ports(params).map((port) => port.id),
  ...(node.onError.then === 'branch' ? [failedPort] : []),
];

const checkEnds = (flow: Flow, nodes: ReadonlyMap<string, CheckedNode>): Problem[] => {
  const ids = new Set<string>(flow.nodes.map((node) => node.id));
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const edge of flow.edges) {
    for (const end of [edge.from, edge.to])
      if (!ids.has(end)) {
        const guess = closest(end, ids);
        const other = end === edge.from ? edge.to : edge.from;
        problems.push(
          problem(
            {
              code: 'edge.dangling',
              message: `The line from "${edge.from}" to "${edge.to}" leads to a step that is not there: "${end}".`,
              fix: guess ? `Did you mean "${guess}"?` : 'Remove the line, or draw it to a step.',
            },
            ids.has(other) ? { node: other } : {},
          ),
        );
      }
    const key = JSON.stringify([edge.from, edge.port, edge.to]);
    if (seen.has(key))
      problems.push(
        problem(
          {
            code: 'edge.twice',
            message: `The line from "${edge.from}" (${edge.port}) to "${edge.to}" is there twice.`,
            fix: 'Remove one of them.',
          },
          { node: edge.from },
        ),
      );
    seen.add(key);
    const from = nodes.get(edge.from);
    if (from && !portsOf(from).includes(edge.port)) problems.push(unknownPort(edge, from));
    if (nodes.get(edge.to)?.definition.kind === 'trigger')
      problems.push(
        problem(
          {
            code: 'edge.into-trigger',
            message: `The line from "${edge.from}" leads into "${edge.to}", but a trigger starts runs and cannot be led to.`,
            fix: 'Remove the line.',
          },
          { node: edge.to },
        ),
      );
  }
  return problems;
};

const unknownPort = (edge: Flow['edges'][number], from: CheckedNode): Problem => {
  const ports = portsOf(from);
  const fix =
    edge.port === failedPort
      ? 'Set "when it fails" of that step to "go another way".'
      : ports.length > 0
        ? `It has: ${ports.map((port) => `"${port}"`).join(', ')}.`
        : 'Nothing can follow this step; remove the line.';
  return problem(
    { code: 'edge.unknown-port', message: `"${edge.from}" has no way out called "${edge.port}".`, fix },
    { node: edge.from },
  );
};

/** Problems of the lines: loose ends, unknown ports, circles, steps no trigger leads to. */
export const checkEdges = (
  flow: Flow,
  nodes: ReadonlyMap<string, CheckedNode>,
  graph: Graph,
  hasTrigger: boolean,
): Problem[] => {
  const problems = checkEnds(flow, nodes);
  if (graph.circle.length > 0)
    problems.push(
      problem(
        {
          code: 'flow.circle',
          message: `These steps lead in a circle: ${[...graph.circle, graph.circle[0]].join(' → ')}.`,
          fix: 'Remove one of the lines between them.',
        },
        { node: graph.circle[0] ?? '' },
      ),
    );
  if (!hasTrigger)
    problems.push(problem({ code: 'flow.no-trigger', message: 'Nothing starts this flow.', fix: 'Add a trigger.' }));
  const inCircle = new Set(graph.circle);
  for (const node of flow.nodes)
    if (hasTrigger && !graph.reached.has(node.id) && !inCircle.has(node.id))
      problems.push(
        problem(
          {
            code: 'flow.unreachable',
            message: `No line leads from a trigger to "${labelOf(node)}", so it never runs.`,
            fix: 'Connect it, or remove it.',
          },
          { node: node.id },
        ),
      );
  return problems;
};
