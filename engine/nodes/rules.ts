import { z } from 'zod';
import { toFault } from '../model/fault.ts';
import type { FormField } from '../model/form.ts';
import type { JsonValue } from '../model/json.ts';
import type { Resolved } from '../model/template.ts';
import type { ParamProblem } from './define.ts';
import { tree } from './params.ts';
import { type RuleOp, ruleOpNames, ruleOps } from './rule-ops.ts';
import { hasTemplate, showValue } from './show-value.ts';

/** The params of every node that decides by rules. */
export const rulesParams = z.strictObject({
  match: z.enum(['all', 'any']).default('all').describe('Whether all rules have to hold, or one is enough'),
  rules: z
    .array(z.strictObject({ left: tree, op: z.enum(ruleOpNames).default('equals'), right: tree.optional() }))
    .default([]),
});
export type RulesParams = z.output<typeof rulesParams>;
type Rule = RulesParams['rules'][number];

export const rulesForm: FormField[] = [
  {
    name: 'match',
    label: 'Which rules have to hold',
    kind: 'choice',
    choices: [
      { value: 'all', label: 'All of them' },
      { value: 'any', label: 'Any one of them' },
    ],
  },
  {
    name: 'rules',
    label: 'Rules',
    kind: 'rules',
    templated: true,
    help: 'Looked at from top to bottom, until it is clear whether they hold. Upper and lower case make a difference.',
  },
];

const opOf = (rule: { op: Rule['op'] }): RuleOp => ruleOps[rule.op];
const placeOf = (index: number, timeZone: string) => ({ rule: `Rule ${index + 1}`, timeZone });

const checkRight = (rule: Rule, index: number): ParamProblem[] => {
  const param = `rules.${index}.right`;
  const { takesRight, words, checkRight: read } = opOf(rule);
  if (!takesRight) return [];
  if (rule.right === undefined)
    return [
      { param, message: `Rule ${index + 1} does not say what "${words}" is about.`, fix: 'Fill in the right side.' },
    ];
  if (hasTemplate(rule.right)) return [];
  try {
    // The zone moves a date by hours but never decides whether it is one.
    read(rule.right as JsonValue, placeOf(index, 'UTC'));
    return [];
  } catch (thrown) {
    const { message, fix } = toFault(thrown);
    return [{ param, message, fix: fix ?? 'Correct this value.' }];
  }
};

/** What is wrong with the rules as typed. */
export const checkRules = (params: RulesParams): ParamProblem[] =>
  params.rules.length === 0
    ? [{ param: 'rules', message: 'There is no rule yet.', fix: 'Add a rule that says when to go on.' }]
    : params.rules.flatMap(checkRight);

/** The left sides that may point at nothing: those of rules that ask whether something is there. */
export const lenientPaths = (params: RulesParams): string[] =>
  params.rules.flatMap((rule, index) => (opOf(rule).lenient ? [`rules.${index}.left`] : []));

/** The rules as a clause: `{{ trigger.total }} is greater than 50 and {{ trigger.country }} is "PT"`. */
export const describeRules = ({ match, rules }: RulesParams): string =>
  rules
    .map((rule) => {
      const { words, takesRight } = opOf(rule);
      return `${showValue(rule.left)} ${words}${takesRight ? ` ${showValue(rule.right)}` : ''}`;
    })
    .join(match === 'all' ? ' and ' : ' or ');

/**
 * Whether the rules hold. Stops at the first that decides, so a later rule cannot fail the step for nothing.
 * Throws `rule.*` and `pattern.*` faults that name the rule and the value.
 */
export const decideRules = ({ match, rules }: Resolved<RulesParams>, timeZone: string): boolean => {
  const holds = (rule: (typeof rules)[number], index: number): boolean =>
    opOf(rule).test(rule.left, rule.right ?? null, placeOf(index, timeZone));
  return match === 'all' ? rules.every(holds) : rules.some(holds);
};
