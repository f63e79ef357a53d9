import type { Plan, PlanTrigger } from '../compile/plan.ts';
import type { FlowId } from '../model/ids.ts';
import type { Registration } from '../nodes/define.ts';

/** One trigger of one flow, as it listens. */
export interface LiveTrigger {
  flow: LiveFlow;
  trigger: PlanTrigger;
  registration: Registration;
}

/** A flow the engine knows: the version that runs when it is on. */
export interface LiveFlow {
  id: FlowId;
  version: number;
  plan: Plan;
  on: boolean;
  triggers: readonly LiveTrigger[];
}

/** What is listened for, kept in memory so that no delivery costs a database read. */
export interface LiveFlows {
  put(id: FlowId, version: number, plan: Plan, on: boolean): LiveFlow;
  remove(id: FlowId): void;
  get(id: FlowId): LiveFlow | undefined;
  all(): readonly LiveFlow[];
  /** The trigger at a hook path; flows that are off answer too, so that their deliveries are recorded as such. */
  hook(path: string): LiveTrigger | undefined;
  /** Triggers of flows that are on and wait for this event. */
  listeningFor(name: string): readonly LiveTrigger[];
  /** Triggers of flows that are on and wait for a failed run of this flow: never its own, nor any when it waits for failures itself. */
  waitingForFailure(id: FlowId, name: string): readonly LiveTrigger[];
}

/** Told whenever a flow changes what it listens for. */
export interface LiveFlowsObserver {
  put(flow: LiveFlow): void;
  removed(id: FlowId): void;
}

export const createLiveFlows = (observer?: LiveFlowsObserver): LiveFlows => {
  const flows = new Map<FlowId, LiveFlow>();
  let hooks = new Map<string, LiveTrigger>();
  let names = new Map<string, LiveTrigger[]>();
  let failures: LiveTrigger[] = [];

  const index = (): void => {
    hooks = new Map();
    names = new Map();
    failures = [];
    // Flows that are on come last and win: an address belongs to the flow that is switched on.
    for (const flow of [...flows.values()].sort((a, b) => Number(a.on) - Number(b.on)))
      for (const live of flow.triggers) {
        if (live.registration.kind === 'webhook') hooks.set(live.registration.path, live);
        if (live.registration.kind === 'flow-failed' && flow.on) failures.push(live);
        if (live.registration.kind === 'app-event' && flow.on) {
          const { name } = live.registration;
          names.set(name, [...(names.get(name) ?? []), live]);
        }
      }
  };

  return {
    put: (id, version, plan, on) => {
      const triggers: LiveTrigger[] = [];
      const flow: LiveFlow = { id, version, plan, on, triggers };
      for (const trigger of plan.triggers)
        if (!trigger.skip) triggers.push({ flow, trigger, registration: trigger.definition.listen(trigger.params) });
      flows.set(id, flow);
      index();
      observer?.put(flow);
      return flow;
    },
    remove: (id) => {
      flows.delete(id);
      index();
      observer?.removed(id);
    },
    get: (id) => flows.get(id),
    all: () => [...flows.values()],
    hook: (path) => hooks.get(path),
    listeningFor: (name) => names.get(name) ?? [],
    waitingForFailure: (id, name) => {
      // Without this, two flows that watch each other would go on for ever.
      if (
        failures.length === 0 ||
        flows.get(id)?.triggers.some(({ registration }) => registration.kind === 'flow-failed')
      )
        return [];
      return failures.filter(({ registration }) => {
        const wanted = registration.kind === 'flow-failed' ? registration.flows : [];
        return wanted === null || wanted.includes(name);
      });
    },
  };
};
