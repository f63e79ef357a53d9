import { type RuleOpName, ruleOpNames, ruleOps } from '../../engine/nodes/rule-ops.ts';
import type { JsonValue } from './types.ts';

/** Comparisons, worked out in the window itself by the very code the engine uses. */

/** Every way to compare, in the words that stand between the two sides. */
export const ruleWords: readonly { id: string; label: string }[] = ruleOpNames.map((id) => ({
  id,
  label: ruleOps[id].words,
}));

const isOp = (name: string): name is RuleOpName => Object.hasOwn(ruleOps, name);

/** Whether a comparison has something to compare with. */
export const takesRight = (op: string): boolean => isOp(op) && ruleOps[op].takesRight;

/** Whether a rule holds; undefined when it cannot be decided, because a value is missing or of the wrong kind. */
export const tryRule = (
  op: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  timeZone: string,
): boolean | undefined => {
  if (!isOp(op) || (left === undefined && !ruleOps[op].lenient)) return undefined;
  try {
    return ruleOps[op].test(left ?? null, right ?? null, { rule: 'This rule', timeZone });
  } catch {
    return undefined;
  }
};
