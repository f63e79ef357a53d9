import type { FlowCard, FlowReport, FlowState } from '../contract/shapes.ts';
import type { RunStatus } from '../model/run.ts';
import { reportFlow } from './describe-flow.ts';
import type { Kernel } from './kernel.ts';
import { quietOf } from './quiet.ts';

/** Runs shown as bars, and runs that have to fail in a row before a flow calls for the person. */
const recentRuns = 14;
const failuresInARow = 3;
const weekMs = 7 * 86_400_000;

/** The one word for a flow; the first that applies, most urgent first. */
export const stateOf = (
  flow: Pick<FlowReport, 'on' | 'edited' | 'version' | 'pausedReason'>,
  toFinish: number,
  recent: readonly RunStatus[],
): FlowState => {
  const ended = recent.filter((status) => status === 'succeeded' || status === 'failed');
  const keepsFailing =
    ended.length >= failuresInARow && ended.slice(0, failuresInARow).every((status) => status === 'failed');
  if (flow.pausedReason !== null || (flow.on && keepsFailing)) return 'needs-attention';
  if (flow.on) return flow.edited ? 'on-edited' : 'on';
  return flow.version === null && toFinish > 0 ? 'draft' : 'off';
};

/** Every flow as its row in the list. A handful of indexed reads each, however many runs there are. */
export const listCards = (kernel: Kernel): FlowCard[] => {
  const held = kernel.history.heldRuns();
  return kernel.config.listFlows().map((flow) => {
    const {
      plan,
      requested: _requested,
      problems,
      missingGrants,
      missingCredentials,
      practice: _practice,
      ...summary
    } = reportFlow(kernel, flow);
    const toFinish =
      problems.filter(({ severity }) => severity === 'error').length + missingGrants.length + missingCredentials.length;
    const recent = kernel.history.runs({ flowId: flow.id, limit: recentRuns });
    const statuses = recent.map(({ status }) => status);
    const [trouble] = kernel.watchers.troubles(flow.id);
    return {
      ...summary,
      trouble: trouble ? { message: trouble.message, fix: trouble.fix } : null,
      drift: kernel.drift.of(flow.id),
      quiet: quietOf(kernel, flow.id),
      state: trouble ? 'needs-attention' : held.has(flow.id) ? 'holding' : stateOf(summary, toFinish, statuses),
      holding: held.get(flow.id) ?? 0,
      triggers: plan
        ? plan.triggers.map(({ definition }) => definition.type)
        : (JSON.parse(flow.draft) as { nodes: { type: string }[] }).nodes.flatMap(({ type }) =>
            kernel.types.get(type)?.kind === 'trigger' ? [type] : [],
          ),
      toFinish,
      recent: recent.map(({ id, status, startedAtMs, finishedAtMs }) => ({
        id,
        status,
        startedAt: startedAtMs === null ? null : new Date(startedAtMs).toISOString(),
        tookMs: startedAtMs === null || finishedAtMs === null ? null : finishedAtMs - startedAtMs,
      })),
      runsThisWeek: kernel.history.runsSince(flow.id, kernel.clock.now() - weekMs),
      attention: kernel.history.runs({ flowId: flow.id, attention: true, limit: 100 }).length,
    };
  });
};
