import { personFault } from '../model/fault.ts';
import { type Flow, flowSchema } from '../model/flow.ts';
import { isRecord } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { usualTimeoutMs } from '../nodes/define.ts';
import { type Bodies, checkBodies, readBodies, repeatingPort } from './bodies.ts';
import { checkEdges, labelOf } from './check-edges.ts';
import { type CheckedNode, checkNode } from './check-nodes.ts';
import { checkReferences } from './check-references.ts';
import { type Graph, readGraph } from './graph.ts';
import { compileValues, listTemplates } from './param-values.ts';
import type { Compiled, NodeTypes, Plan, PlanBody, PlanNode, PlanStep, PlanTrigger } from './plan.ts';
import { describeIssue, paramPath, problem } from './problems.ts';

/** Reads the file itself: its shape, without looking into params. */
const readFile = (input: unknown): { flow?: Flow; problems: Problem[] } => {
  const parsed = flowSchema.safeParse(input);
  if (parsed.success) return { flow: parsed.data, problems: [] };
  if (!isRecord(input) || input.format !== 'whenthen.flow/1')
    return {
      problems: [
        problem({
          code: 'flow.not-a-flow',
          message: 'This is not a WhenThen flow file: it does not say "format": "whenthen.flow/1".',
          fix: 'Choose a file that was exported from WhenThen or n8n.',
        }),
      ],
    };
  const nodes = Array.isArray(input.nodes) ? input.nodes : [];
  return {
    problems: parsed.error.issues.map((issue) => {
      const { path, ...sentence } = describeIssue(issue, input, Object.keys(flowSchema.shape));
      const node: unknown = path[0] === 'nodes' && typeof path[1] === 'number' ? nodes[path[1]] : undefined;
      const id = isRecord(node) && typeof node.id === 'string' ? node.id : undefined;
      return problem(sentence, { param: paramPath(path), ...(id !== undefined && { node: id }) });
    }),
  };
};

const checkIds = (flow: Flow): Problem[] => {
  const seen = new Set<string>();
  return flow.nodes.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      problem(
        { code: 'node.duplicate-id', message: `Two steps have the id "${id}".`, fix: 'Give one of them another id.' },
        { node: id },
      ),
    ];
  });
};

const checkHookPaths = (nodes: Iterable<CheckedNode>): Problem[] => {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { node, definition, params } of nodes) {
    if (definition.kind !== 'trigger') continue;
    const registration = definition.listen(params);
    if (registration.kind !== 'webhook' || registration.path === '') continue;
    const other = seen.get(registration.path);
    if (other !== undefined)
      problems.push(
        problem(
          {
            code: 'webhook.duplicate-path',
            message: `"${node.id}" and "${other}" listen at the same address /hooks/${registration.path}.`,
            fix: 'Give one of them another path.',
          },
          { node: node.id, param: 'path' },
        ),
      );
    seen.set(registration.path, node.id);
  }
  return problems;
};

const planStep = (
  base: Omit<PlanStep, 'kind' | 'definition' | 'effect' | 'prepared' | 'onError' | 'timeoutMs' | 'resolve'>,
  checked: CheckedNode,
): PlanStep => {
  const { node, params } = checked;
  const definition = checked.definition as PlanStep['definition'];
  const read = compileValues(params, new Set(definition.lenient?.(params)));
  const resolve = (scope: Parameters<PlanStep['resolve']>[0]): unknown => {
    const values = read(scope);
    const parsed = definition.params.safeParse(values);
    if (parsed.success) return parsed.data;
    const { path, message, fix } = describeIssue(parsed.error.issues[0] as never, values);
    const source = listTemplates(params).find((found) => paramPath(path).startsWith(paramPath(found.path)))?.template
      .source;
    throw personFault('params.invalid-value', source ? `${message} It came from ${source}.` : message, { fix });
  };
  return {
    ...base,
    kind: 'step',
    definition,
    effect: definition.effect(params),
    prepared: definition.prepare?.(params) ?? null,
    onError: node.onError,
    timeoutMs: node.timeoutMs ?? definition.timeoutMs ?? usualTimeoutMs,
    // Params without templates were checked once and for all.
    resolve: listTemplates(params).length > 0 ? resolve : () => params,
  };
};

const makePlan = (flow: Flow, nodes: ReadonlyMap<string, CheckedNode>, graph: Graph, bodies: Bodies): Plan => {
  const placeOf = (id: string): number => place.get(id) ?? -1;
  const bodyOf = (checked: CheckedNode, next: PlanNode['next']): PlanBody | null => {
    const port = repeatingPort(checked);
    if (port === undefined) return null;
    const ends = [...(bodies.get(checked.node.id) ?? [])].filter((id) => !flow.edges.some(({ from }) => from === id));
    return { port, first: next.get(port) ?? [], ends: new Set(ends.map(placeOf)) };
  };
  const place = new Map(graph.order.map((id, index) => [id, index]));
  const planned = graph.order.map((id, index): PlanNode => {
    const checked = nodes.get(id) as CheckedNode;
    const next = new Map<string, number[]>();
    for (const edge of flow.edges)
      if (edge.from === id) next.set(edge.port, [...(next.get(edge.port) ?? []), placeOf(edge.to)]);
    const base = {
      id: checked.node.id,
      index,
      label: labelOf(checked.node, checked.definition.title),
      params: checked.params,
      skip: checked.node.skip,
      next,
      from: flow.edges.filter((edge) => edge.to === id).map(({ from, port }) => ({ index: placeOf(from), port })),
    };
    if (checked.definition.kind === 'trigger') return { ...base, kind: 'trigger', definition: checked.definition };
    return planStep({ ...base, body: bodyOf(checked, next) }, checked);
  });
  return {
    flow,
    settings: flow.settings,
    nodes: planned,
    byId: new Map(planned.map((node) => [node.id, node])),
    triggers: planned.filter((node): node is PlanTrigger => node.kind === 'trigger'),
    bodies,
  };
};

/**
 * Checks a flow file and, when nothing is wrong with it, works out everything that does not depend on data.
 * Reports every problem at once, each with step, param, a sentence and a fix. Never throws for bad input.
 */
export const compileFlow = (input: unknown, types: NodeTypes): Compiled => {
  const { flow, problems } = readFile(input);
  if (!flow) return { problems };
  problems.push(...checkIds(flow));
  const nodes = new Map<string, CheckedNode>();
  for (const node of flow.nodes) {
    const result = checkNode(node, types);
    problems.push(...result.problems);
    if (result.checked) nodes.set(node.id, result.checked);
  }
  const triggers = new Set(
    flow.nodes.filter((node) => types.get(node.type)?.kind === 'trigger').map((node): string => node.id),
  );
  const graph = readGraph(flow, triggers);
  problems.push(...checkEdges(flow, nodes, graph, triggers.size > 0));
  const bodies = readBodies(flow, nodes);
  problems.push(...checkBodies(flow, nodes, bodies), ...checkReferences(nodes.values(), flow, graph, bodies));
  problems.push(...checkHookPaths(nodes.values()));
  if (problems.some(({ severity }) => severity === 'error')) return { problems, flow };
  return { problems, flow, plan: makePlan(flow, nodes, graph, bodies) };
};
