import { defineStep, outPort } from '../define.ts';
import { checkRules, decideRules, describeRules, lenientPaths, rulesForm, rulesParams } from '../rules.ts';

/** Lets a run go on only when its rules hold; otherwise this branch ends, which is not a failure. */
export const node = defineStep({
  type: 'filter',
  version: 1,
  family: 'check',
  title: 'Only continue if',
  description: 'Continues when your rules hold, and quietly stops here when they do not.',
  icon: 'funnel',
  synonyms: ['filter', 'condition', 'only when', 'ignore', 'skip', 'rule'],
  params: rulesParams,
  form: rulesForm,
  ports: () => [outPort],
  summary: (params) => (params.rules.length === 0 ? 'Has no rule yet' : `Continues only when ${describeRules(params)}`),
  sample: () => ({ matched: true }),
  check: checkRules,
  lenient: lenientPaths,
  effect: () => 'pure',
  run: (params, { timeZone }) => {
    const matched = decideRules(params, timeZone);
    return { port: matched ? 'out' : null, output: { matched } };
  },
  upgrades: [],
});
