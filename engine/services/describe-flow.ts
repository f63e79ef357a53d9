import { neededWhenOn } from '../compile/check-nodes.ts';
import { compileFlow } from '../compile/compile.ts';
import type { Plan, PlanNode } from '../compile/plan.ts';
import type { FlowReport, FlowSummary } from '../contract/shapes.ts';
import type { Grant } from '../model/grant.ts';
import { sameGrant } from '../model/grant.ts';
import type { Problem } from '../model/problem.ts';
import type { StoredFlow } from '../store/config.ts';
import { requestedGrants } from './grants.ts';
import type { Kernel } from './kernel.ts';
import { loopProblems } from './loops.ts';
import { practiceOf, unasked } from './practice.ts';

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const withoutStop = (text: string): string => text.replace(/\.$/, '');

/** "Starts …: …, …": what a flow does, in one line, from the summaries of its triggers and actions. */
export const sentenceOf = (plan: Plan | undefined): string => {
  if (!plan) return 'Not finished yet.';
  const say = (nodes: readonly PlanNode[]): string[] =>
    nodes.map((node) => lowerFirst(withoutStop(node.definition.summary(node.params as never))));
  const when = upperFirst(say(plan.triggers).join(' or '));
  const steps = plan.nodes.filter((node) => node.definition.family === 'then' && !node.skip);
  // Looking something up is only worth a mention when the flow does nothing else.
  const changes = steps.filter((node) => node.kind === 'step' && node.effect !== 'reads');
  const then = say(changes.length > 0 ? changes : steps);
  const shown = then.slice(0, 3);
  const more = then.length > shown.length ? ` and ${then.length - shown.length} more` : '';
  return then.length === 0 ? `${when}.` : `${when}, then ${shown.join(', ')}${more}.`;
};

/** Names of the connections a flow uses. */
export const credentialsOf = (plan: Plan): string[] => [
  ...new Set(
    plan.nodes.flatMap((node) => (node.skip ? [] : (node.definition.credentials?.(node.params as never) ?? []))),
  ),
];

const grantProblems = (fromData: string[]): Problem[] =>
  fromData.map((node) => ({
    code: 'grant.from-data',
    severity: 'error',
    node,
    message: `What "${node}" touches comes from the data itself, so it cannot be allowed.`,
    fix: 'Write the folder or address as fixed text in front of the placeholder.',
  }));

const summarizePlan = (kernel: Kernel, flow: StoredFlow, plan: Plan | undefined): FlowSummary => {
  const hooksUrl = kernel.hooksUrl() ?? '';
  const addresses = (plan?.triggers ?? []).flatMap((trigger) => {
    const registration = trigger.definition.listen(trigger.params as never);
    return registration.kind === 'webhook' ? [`${hooksUrl}/hooks/${registration.path}`] : [];
  });
  const live = flow.liveVersion === null ? null : kernel.config.document(flow.id, flow.liveVersion);
  return {
    id: flow.id,
    name: flow.name,
    on: flow.on,
    edited: live !== null && live !== flow.draft,
    version: flow.liveVersion,
    pausedReason: flow.pausedReason,
    sentence: sentenceOf(plan),
    addresses,
    savedAt: new Date(flow.draftSavedAtMs).toISOString(),
  };
};

/** Everything that stands between a flow and being switched on. */
export const reportFlow = (
  kernel: Kernel,
  flow: StoredFlow,
): FlowReport & { plan: Plan | undefined; requested: Grant[] } => {
  const { problems, plan, flow: document } = compileFlow(JSON.parse(flow.draft), kernel.types);
  const asked = plan ? requestedGrants(plan, kernel.filesFolder) : { grants: [], fromData: [] };
  const given = kernel.config.grants(flow.id);
  const known = new Set(kernel.vault.list().map(({ name }) => name));
  return {
    ...summarizePlan(kernel, flow, plan),
    problems: [
      // To be tried it may be missing; here it stands in the way.
      ...problems.map((one): Problem => (one.code === neededWhenOn ? { ...one, severity: 'error' } : one)),
      ...grantProblems(asked.fromData),
      ...(document ? loopProblems(kernel, flow.id, document) : []),
    ],
    missingGrants: asked.grants.filter((grant) => !given.some((other) => sameGrant(grant, other))),
    missingCredentials: plan ? credentialsOf(plan).filter((name) => !known.has(name)) : [],
    practice: plan ? unasked(kernel.config, flow.id, practiceOf(plan)) : [],
    plan,
    requested: asked.grants,
  };
};
