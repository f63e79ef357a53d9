import type { Plan } from '../compile/plan.ts';
import { personFault, worldFault } from '../model/fault.ts';
import type { FlowId, RunId } from '../model/ids.ts';
import type { Journal, LoadedRun } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { CalledRun } from '../nodes/define.ts';
import type { RunHost } from './host.ts';
import type { Intake } from './intake.ts';
import type { LiveFlow, LiveFlows } from './live-flows.ts';
import { isSettled } from './replay.ts';

interface CallsOptions {
  intake: Intake;
  liveFlows: LiveFlows;
  journal: Journal;
  planOf: (flowId: FlowId, version: number) => Plan;
  /** A step that waits for a called run may look again. */
  nudge: (runId: RunId, site: string) => void;
}

/** Runs of flows that are called by steps of other flows. */
export interface Calls extends Pick<RunHost, 'call' | 'called'> {
  /** A run is over: whoever called it goes on. */
  over(id: RunId): void;
}

const parsed = (text: string): JsonValue => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
};

/** What a run came to: its answer if it gave one, else what the last step handed on from which no line was taken further. */
const resultOf = ({ steps }: LoadedRun, plan: Plan): JsonValue => {
  const outside = steps.filter(({ item }) => item === 0);
  const answer = outside.findLast(({ did }) => did?.kind === 'answer')?.did;
  if (answer?.kind === 'answer') return parsed(answer.body);
  const ends = outside.filter((step) => {
    const node = plan.byId.get(step.node);
    return isSettled(step) && step.output !== undefined && (node?.next.get(step.port ?? '') ?? []).length === 0;
  });
  const placeOf = (node: string): number => plan.byId.get(node)?.index ?? -1;
  return ends.sort((a, b) => placeOf(a.node) - placeOf(b.node)).at(-1)?.output ?? null;
};

/** The way into a flow that is called: by hand where it has one. */
const wayInto = ({ triggers }: LiveFlow) =>
  triggers.find(({ registration }) => registration.kind === 'manual') ?? triggers[0];

export const createCalls = ({ intake, liveFlows, journal, planOf, nudge }: CallsOptions): Calls => {
  /** Who waits for which run. Lost with the process; then the callers look by themselves now and then. */
  const callers = new Map<RunId, { runId: RunId; site: string }>();

  const find = (name: string): LiveFlow => {
    const named = liveFlows.all().filter(({ plan }) => plan.flow.name === name);
    const on = named.find((flow) => flow.on);
    if (on) return on;
    throw named.length > 0
      ? personFault('call-flow.off', `The flow "${name}" is switched off.`, { fix: 'Switch it on, then retry.' })
      : personFault('call-flow.not-found', `There is no flow "${name}" that was ever switched on.`, {
          fix: 'Choose another flow, or switch this one on.',
        });
  };

  return {
    call: (run, site, { flow, payload }) => {
      const live = wayInto(find(flow));
      if (!live)
        throw personFault('call-flow.no-way-in', `Nothing starts the flow "${flow}".`, { fix: 'Add a trigger to it.' });
      const arrival = intake.arrival(live, 'manual', payload, { runId: run.id, depth: run.depth + 1 });
      if (!arrival.run)
        throw worldFault('call-flow.refused', `The flow "${flow}" took no run. ${arrival.event.reason ?? ''}`.trim(), {
          retryable: arrival.event.verdict === 'busy',
          fix: 'Try again later.',
        });
      callers.set(arrival.run.id, { runId: run.id, site });
      return arrival;
    },
    called: (id): CalledRun => {
      const loaded = journal.loadRun(id);
      // It is stored with the step that called it, so it is only not there any more when it was tidied away.
      if (!loaded) return { id, status: 'cancelled', result: null, error: null, finishedAtMs: null };
      const { status, error, finishedAtMs, flowId, version } = loaded.run;
      if (status !== 'succeeded' && status !== 'failed' && status !== 'cancelled')
        return { id, status: 'open', result: null, error: null, finishedAtMs: null };
      const result = status === 'succeeded' ? resultOf(loaded, planOf(flowId, version)) : null;
      return { id, status, result, error, finishedAtMs };
    },
    over: (id) => {
      const caller = callers.get(id);
      if (!caller) return;
      callers.delete(id);
      nudge(caller.runId, caller.site);
    },
  };
};
