import type { Plan, PlanStep } from '../compile/plan.ts';
import type { RunId } from '../model/ids.ts';
import { siteKey } from '../model/items.ts';
import type { JsonValue } from '../model/json.ts';
import type { StepOutside } from '../model/outside.ts';
import type { StepContext } from '../nodes/define.ts';
import type { Base, Frame, Site } from './frame.ts';
import type { RunHost, RunTask } from './host.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { createWalk } from './walk.ts';

/** The pass through the flow itself, with nothing done yet. */
export const createTop = ({ clock, vars }: RunHost, { plan, run, payload }: RunTask, startedAtMs: number): Frame => {
  const outputs: Record<string, JsonValue> = Object.create(null);
  outputs[run.trigger] = payload;
  return {
    place: 0,
    walk: createWalk(plan, plan.byId.get(run.trigger), payload),
    outputs,
    scope: {
      trigger: payload,
      steps: outputs,
      run: { id: run.id, startedAt: new Date(startedAtMs).toISOString() },
      flow: { name: plan.flow.name },
      get now() {
        return new Date(clock.now()).toISOString();
      },
      vars: vars(),
    },
    open: 0,
    item: null,
  };
};

/** What the steps before a step handed to it: those whose lines into it were taken. */
export const incomingOf = (plan: Plan, { walk, outputs }: Frame, { index }: PlanStep): StepContext['incoming'] =>
  walk.takenInto(index).flatMap((from) => {
    const node = plan.nodes[from]?.id ?? '';
    const output = outputs[node];
    return output === undefined ? [] : [{ node, output }];
  });

export const idempotencyKeyOf = (
  { installation }: RunHost,
  { keyRoot }: RunTask['run'],
  { node, item }: Base,
): string => idempotencyKey(installation, keyRoot, node, item);

/** Under this a step remembers the run it has called. */
export const calledKey = (key: string): string => `called:${key}`;

/**
 * What one attempt of a step may use. A class, because one is made for every step of every run: what it offers is worked out when
 * it is asked for.
 */
class LiveContext implements StepContext {
  readonly signal: AbortSignal;
  private readonly host: RunHost;
  private readonly task: RunTask;
  private readonly site: Site;
  private readonly base: Base;
  private reached: StepOutside | null = null;

  constructor(host: RunHost, task: RunTask, site: Site, base: Base, signal: AbortSignal) {
    this.host = host;
    this.task = task;
    this.site = site;
    this.base = base;
    this.signal = signal;
  }

  get idempotencyKey(): StepContext['idempotencyKey'] {
    return idempotencyKeyOf(this.host, this.task.run, this.base);
  }
  get timeoutMs(): StepContext['timeoutMs'] {
    return this.site.step.timeoutMs;
  }
  get prepared(): StepContext['prepared'] {
    return this.site.step.prepared;
  }
  get now(): StepContext['now'] {
    return this.host.clock.now;
  }
  get startedAtMs(): StepContext['startedAtMs'] {
    return this.base.firstStartedAtMs;
  }
  get payload(): StepContext['payload'] {
    return this.task.payload;
  }
  get timeZone(): StepContext['timeZone'] {
    return this.task.plan.settings.timeZone;
  }
  get depth(): StepContext['depth'] {
    return this.task.run.depth;
  }
  get occasion(): StepContext['occasion'] {
    return siteKey(this.task.run.eventId, this.site.frame.place);
  }
  get called(): StepContext['called'] {
    return () => {
      const { host, task, site } = this;
      const key = calledKey(this.idempotencyKey);
      const id = host.journal.memory.get(task.run.flowId, site.step.id, key);
      return typeof id === 'string' ? host.called(id as RunId) : null;
    };
  }
  get recall(): StepContext['recall'] {
    return (scope, key) =>
      this.host.journal.memory.get(this.task.run.flowId, scope === 'flow' ? '' : this.site.step.id, key);
  }
  get incoming(): StepContext['incoming'] {
    return incomingOf(this.task.plan, this.site.frame, this.site.step);
  }
  private get outside(): StepOutside {
    this.reached ??= this.host.outside(this.task.run.flowId);
    return this.reached;
  }
  get http(): StepContext['http'] {
    return this.outside.http;
  }
  get databases(): StepContext['databases'] {
    return this.outside.databases;
  }
  get files(): StepContext['files'] {
    return this.outside.files;
  }
  get readFile(): StepContext['readFile'] {
    return this.outside.readFile;
  }
  get tables(): StepContext['tables'] {
    return this.outside.tables;
  }
  get mail(): StepContext['mail'] {
    return this.outside.mail;
  }
  get chat(): StepContext['chat'] {
    return this.outside.chat;
  }
  get ai(): StepContext['ai'] {
    return this.outside.ai;
  }
  get programs(): StepContext['programs'] {
    return this.outside.programs;
  }
  get scripts(): StepContext['scripts'] {
    return this.outside.scripts;
  }
}

export const contextOf = (host: RunHost, task: RunTask, site: Site, base: Base, signal: AbortSignal): StepContext =>
  new LiveContext(host, task, site, base, signal);
