import { closest } from '../model/closest.ts';
import type { Flow } from '../model/flow.ts';
import type { Problem } from '../model/problem.ts';
import { scopeRoots, type TemplatePath } from '../model/template.ts';
import { type Bodies, loopsAround } from './bodies.ts';
import type { CheckedNode } from './check-nodes.ts';
import type { Graph } from './graph.ts';
import { listTemplates } from './param-values.ts';
import { paramPath, problem, type Sentence } from './problems.ts';
import { writePath } from './template/read-path.ts';

/** What a file offers to read from. */
interface Readable {
  flow: Flow;
  graph: Graph;
  bodies: Bodies;
}

const checkStep = (path: TemplatePath, from: CheckedNode, { flow, graph, bodies }: Readable): Sentence | undefined => {
  const target = path[1];
  if (target === undefined)
    return {
      code: 'template.no-step',
      message: '"steps" needs the id of a step after it.',
      fix: 'For example {{ steps.lookup.rows }}.',
    };
  const id = String(target);
  if (!flow.nodes.some((node) => node.id === id)) {
    const guess = closest(
      id,
      flow.nodes.map((node) => node.id),
    );
    return {
      code: 'template.unknown-step',
      message: `${writePath(path)} names a step that is not there: "${id}".`,
      fix: guess ? `Did you mean "${guess}"?` : 'Pick a value from an earlier step.',
    };
  }
  const upstream = graph.upstream.get(from.node.id);
  if (upstream?.has(id)) return undefined;
  const loop = loopsAround(bodies, id).find((around) => upstream?.has(around));
  if (loop !== undefined)
    return {
      code: 'template.inside-repeat',
      message: `${writePath(path)} reads "${id}", which ran once for each item, so there is not one value to read.`,
      fix: `Read what came of all items: {{ steps.${loop}.results }}.`,
    };
  return {
    code: 'template.not-upstream',
    message:
      id === from.node.id
        ? `${writePath(path)} reads this step's own output, which is not there yet.`
        : `${writePath(path)} reads "${id}", but no line leads from "${id}" to this step.`,
    fix: 'Pick a value from a step before this one, or draw a line.',
  };
};

const checkPath = (path: TemplatePath, from: CheckedNode, readable: Readable): Sentence | undefined => {
  const root = String(path[0]);
  if (root === 'steps') return checkStep(path, from, readable);
  if (root === 'item' || root === 'index') {
    if (loopsAround(readable.bodies, from.node.id).length > 0) return undefined;
    return {
      code: 'template.no-item',
      message: `"${root}" exists only inside a step that repeats for each item of a list.`,
      fix: 'Pick a value from what arrived or from an earlier step.',
    };
  }
  if ((scopeRoots as readonly string[]).includes(root)) return undefined;
  const guess = closest(root, scopeRoots);
  return {
    code: 'template.unknown-word',
    message: `"${writePath(path)}" starts with "${root}", which means nothing here.`,
    fix: guess
      ? `Did you mean "${guess}"?`
      : 'A value starts with "trigger", "steps", "run", "flow", "now" or "vars"; fixed text inside a placeholder needs quotes.',
  };
};

/** Problems of what templates read: unknown words, steps that are not there or not before this one. */
export const checkReferences = (nodes: Iterable<CheckedNode>, flow: Flow, graph: Graph, bodies: Bodies): Problem[] => {
  const problems: Problem[] = [];
  for (const checked of nodes)
    for (const { path: param, template } of listTemplates(checked.params))
      for (const path of template.references) {
        const sentence = checkPath(path, checked, { flow, graph, bodies });
        if (sentence) problems.push(problem(sentence, { node: checked.node.id, param: paramPath(param) }));
      }
  return problems;
};
