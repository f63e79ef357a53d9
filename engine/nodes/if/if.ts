import { defineStep } from '../define.ts';
import { checkRules, decideRules, describeRules, lenientPaths, rulesForm, rulesParams } from '../rules.ts';

/** Decides by rules and leaves by `yes` or `no`. */
export const node = defineStep({
  type: 'if',
  version: 1,
  family: 'check',
  title: 'Check',
  description: 'Goes one way when your rules hold, and the other way when they do not.',
  icon: 'split',
  synonyms: ['if', 'condition', 'compare', 'decide', 'branch', 'rule', 'else'],
  params: rulesParams,
  form: rulesForm,
  ports: () => [
    { id: 'yes', label: 'yes' },
    { id: 'no', label: 'no' },
  ],
  summary: (params) =>
    params.rules.length === 0 ? 'Has no rule yet' : `Goes on at "yes" when ${describeRules(params)}`,
  sample: () => ({ matched: true }),
  check: checkRules,
  lenient: lenientPaths,
  effect: () => 'pure',
  run: (params, { timeZone }) => {
    const matched = decideRules(params, timeZone);
    return { port: matched ? 'yes' : 'no', output: { matched } };
  },
  upgrades: [],
});
