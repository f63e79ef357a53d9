import { z } from 'zod';
import { closest } from '../model/closest.ts';
import type { FlowNode } from '../model/flow.ts';
import type { JsonRecord } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { NodeDefinition } from '../nodes/define.ts';
import { readParams } from './param-values.ts';
import type { NodeTypes } from './plan.ts';
import { describeIssue, paramPath, problem } from './problems.ts';

/** A node whose type is known and whose params are valid. */
export interface CheckedNode {
  node: FlowNode;
  definition: NodeDefinition;
  params: unknown;
}

/** The code of a problem that leaves a flow to be tried, but not to be switched on. */
export const neededWhenOn = 'param.needed-when-on';

const knownKeys = (definition: NodeDefinition): string[] =>
  definition.params instanceof z.ZodObject ? Object.keys(definition.params.shape) : [];

/** Brings the params of an older version of a node type up to the present one. */
export const upgradeParams = (node: FlowNode, definition: NodeDefinition): JsonRecord =>
  definition.upgrades
    .filter((upgrade) => upgrade.from >= node.version)
    .sort((a, b) => a.from - b.from)
    .reduce<JsonRecord>((params, upgrade) => upgrade.up(params), node.params);

const checkType = (node: FlowNode, types: NodeTypes): NodeDefinition | Problem => {
  const definition = types.get(node.type);
  if (!definition) {
    const guess = closest(node.type, types.keys());
    return problem(
      {
        code: 'node.unknown-type',
        message: `"${node.type}" is not a kind of step this version of WhenThen knows.`,
        fix: guess ? `Did you mean "${guess}"?` : 'Update WhenThen, or remove the step.',
      },
      { node: node.id },
    );
  }
  if (node.version > definition.version)
    return problem(
      {
        code: 'node.newer',
        message: `This step was made by a newer version of WhenThen (${node.type} version ${node.version}).`,
        fix: 'Update WhenThen to use it.',
      },
      { node: node.id },
    );
  return definition;
};

/** Checks type and params of one node. `checked` is present when there is nothing wrong with it. */
export const checkNode = (node: FlowNode, types: NodeTypes): { problems: Problem[]; checked?: CheckedNode } => {
  const definition = checkType(node, types);
  if (!('params' in definition)) return { problems: [definition as Problem] };
  const problems: Problem[] = [];
  const withParsed = readParams(upgradeParams(node, definition), definition, (path, fault) =>
    problems.push(
      problem(
        { code: fault.code, message: fault.message, fix: fault.fix ?? '' },
        { node: node.id, param: paramPath(path) },
      ),
    ),
  );
  const parsed = definition.params.safeParse(withParsed);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const { path, ...sentence } = describeIssue(issue, withParsed, knownKeys(definition));
      problems.push(problem(sentence, { node: node.id, ...(path.length > 0 && { param: paramPath(path) }) }));
    }
    return { problems };
  }
  for (const { param, message, fix, onlyWhenOn, unlessSkipped } of definition.check?.(parsed.data) ?? []) {
    if (node.skip && unlessSkipped) continue;
    problems.push(
      onlyWhenOn
        ? problem({ code: neededWhenOn, message, fix }, { node: node.id, param, severity: 'warning' })
        : problem({ code: 'param.invalid', message, fix }, { node: node.id, param }),
    );
  }
  const isGood = problems.every(({ severity }) => severity === 'warning');
  return { problems, ...(isGood && { checked: { node, definition, params: parsed.data } }) };
};
