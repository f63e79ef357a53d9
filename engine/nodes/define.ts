import type { z } from 'zod';
import type { FaultData } from '../model/fault.ts';
import type { FormField } from '../model/form.ts';
import type { FormPage } from '../model/form-page.ts';
import type { GrantRequest } from '../model/grant.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { Memory, MemoryScope } from '../model/memory.ts';
import type { OutboxMessage } from '../model/outbox.ts';
import type { HookAnswer, StepOutside } from '../model/outside.ts';
import type { Preview } from '../model/preview.ts';
import type { EffectClass, Verdict } from '../model/run.ts';
import type { Family, Port } from '../model/step-view.ts';
import type { Resolved, Scope, TemplatePath } from '../model/template.ts';
import type { WatchSource } from '../model/watch.ts';

/** How long a step may take unless its type or the flow says otherwise. */
export const usualTimeoutMs = 30_000;

export const outPort: Port = { id: 'out', label: 'then' };

/** A problem a node finds in its own params, beyond what its schema says. */
export interface ParamProblem {
  param: string;
  message: string;
  fix: string;
  /** It can be tried as it is, but the flow cannot be switched on. */
  onlyWhenOn?: boolean;
  /** It does not matter while the step is skipped. */
  unlessSkipped?: true;
}

/** One step from params of version `from` to `from + 1`. Every upgrade has a name and a test that calls it. */
export interface ParamUpgrade {
  from: number;
  name: string;
  up: (params: JsonRecord) => JsonRecord;
}

interface NodeBase<Params extends z.ZodType> {
  type: string;
  version: number;
  family: Family;
  /** Sentence case, at most three words. */
  title: string;
  /** One sentence for the palette. */
  description: string;
  /** What a person may type when looking for it. */
  synonyms: string[];
  /** Name of a lucide icon (https://lucide.dev/icons). */
  icon: string;
  /** Nobody adds it by hand, so it is in no list of steps to choose from. */
  hidden?: true;
  /** Params whose texts stay as they are: braces in them are no placeholders. */
  verbatim?: readonly string[];
  /** Shape and defaults of the params; every key also appears in `form`. */
  params: Params;
  form: FormField[];
  ports: (params: z.output<Params>) => Port[];
  /** One line that says what this node is set to do, with the person's own values. */
  summary: (params: z.output<Params>) => string;
  /** A believable payload or output, used until there is a real one. */
  sample: (params: z.output<Params>) => JsonValue;
  check?: (params: z.output<Params>) => ParamProblem[];
  upgrades: ParamUpgrade[];
}

/** How one item of a repeated list ended. */
export interface ItemEnd {
  index: number;
  item: JsonValue;
  /** What the last step handed on; absent when the branch ended before it, as a filter does. */
  output?: JsonValue;
  /** Why it failed; null when it did not. */
  error: FaultData | null;
}

/** The wish of a step to have everything that hangs on its repeating port done once for each item. */
export interface Repetition {
  /** At most `maxItems` (model/items.ts). */
  items: readonly JsonValue[];
  maxParallel: number;
  /** No further item is begun once one has failed. */
  stopAtFirstFailure: boolean;
  /** What the step comes to, asked when no item is going on any more, with the ends in the order of the list. */
  finish: (ends: readonly ItemEnd[]) => StepResult;
}

/** A flow that is to be run, by name, and what it is given. */
export interface FlowCall {
  flow: string;
  payload: JsonRecord;
}

/** A run a step has called. */
export interface CalledRun {
  id: string;
  status: 'open' | 'succeeded' | 'failed' | 'cancelled';
  /** What it answered, else what its last step handed on. */
  result: JsonValue;
  error: FaultData | null;
  finishedAtMs: number | null;
}

/** What one attempt of a step came to. */
export interface StepResult {
  output?: JsonValue;
  /** The port to leave by; default `out`. `null` ends this branch. */
  port?: string | null;
  /** What was done, in the shape of the dry-run preview. */
  did?: Preview;
  /** Not finished: run again at this wall time, with `context.startedAtMs` unchanged. */
  waitUntilMs?: number;
  /** Starts a run of another flow, with the commit that holds this result; `called` tells what became of it. */
  call?: FlowCall;
  /** Not finished: asks for a repetition, which finishes the step. Only for a step with a port that `repeats`. */
  repeat?: Repetition;
  /** Events to announce, stored in the transaction that finishes the step. */
  announce?: { name: string; data: JsonValue }[];
  /** A message kept on this computer, stored once in the transaction that finishes the step. */
  keep?: OutboxMessage;
  /** What it remembers for later runs, or asks for while it waits; stored in the same transaction as the step. */
  remember?: Memory[];
  /** The answer to the caller who waits for this run. */
  answer?: HookAnswer;
  /** Ends the whole run. */
  end?: { as: 'failed' | 'done'; message: string };
}

/** What a step may use while it runs. Nothing else of the engine is in reach. */
export interface StepContext extends StepOutside {
  /** The same over retries and crashes, different for every step of every run. */
  idempotencyKey: string;
  /** Aborted when the step times out or the run is cancelled. */
  signal: AbortSignal;
  timeoutMs: number;
  now: () => number;
  /** When the first attempt began. */
  startedAtMs: number;
  /** What started the run. */
  payload: JsonValue;
  timeZone: string;
  /** How many runs led to this one. */
  depth: number;
  /** What `prepare` returned when the flow was compiled; null without it. */
  prepared: JsonValue;
  /**
   * Names what the step is doing now: the same in every retry of what arrived, from the start too, and different for each item
   * of a list.
   */
  occasion: string;
  /** The run this step called last; null when it has not called one. */
  called: () => CalledRun | null;
  recall: (scope: MemoryScope, key: string) => JsonValue | undefined;
  /** The steps whose lines into this one were taken and that handed something on, in the order of the flow. */
  incoming: readonly { node: string; output: JsonValue }[];
}

/** A prepare, check or action node. */
export interface StepDefinition<Params extends z.ZodType = z.ZodType> extends NodeBase<Params> {
  kind: 'step';
  family: 'prepare' | 'check' | 'then';
  effect: (params: z.output<Params>) => EffectClass;
  /** How long it may take where the flow does not say; default {@link usualTimeoutMs}. */
  timeoutMs?: number;
  /** What it touches and a person must allow. */
  grants?: (params: z.output<Params>) => GrantRequest[];
  /** Names of the credentials it uses. */
  credentials?: (params: z.output<Params>) => string[];
  /** Facts about the params as typed, templates included, worked out once when the flow is compiled. */
  prepare?: (params: z.output<Params>) => JsonValue;
  /**
   * Dotted paths of templates that become null when they point at nothing, instead of failing the step
   * (`rules.0.left` of a rule that asks whether something is there).
   */
  lenient?: (params: z.output<Params>) => string[];
  /** What it reads beyond the paths of its templates, as those are written (`trigger`, `body`, `email`). */
  reads?: (params: z.output<Params>) => TemplatePath[];
  /** What it keeps in the Practice outbox instead of sending it, in the plural ("E-mails"); null when it sends. */
  practice?: (params: z.output<Params>) => string | null;
  run: (params: Resolved<z.output<Params>>, context: StepContext) => StepResult | Promise<StepResult>;
  /**
   * What `run` would do, without doing it, and an output for the steps after it. Only for nodes with an effect;
   * pure and reading nodes are simply run.
   */
  preview?: (params: Resolved<z.output<Params>>, context: StepContext) => StepResult | Promise<StepResult>;
}

/** A request that arrived at the hook port, before anyone judged it. */
export interface Delivery {
  method: string;
  /** Below `/hooks/`, without the leading slash. */
  path: string;
  query: JsonRecord;
  /** Lower-case names; a header that was sent twice is a list. */
  headers: { [name: string]: string | string[] };
  raw: Uint8Array;
  receivedAtMs: number;
}

/** The result of looking at the signature. `rejected` says why in words for the person. */
export type Authentication = { ok: true } | { ok: false; reason: string; status: 401 | 503; fix: string };

/** What a trigger wants the engine to listen for. Data and pure functions; the listening itself is shared machinery. */
export type Registration =
  | {
      kind: 'webhook';
      path: string;
      methods: string[];
      maxBodyBytes: number;
      /** Names of the secrets `authenticate` needs. */
      credentials: string[];
      authenticate: (delivery: Delivery, secrets: ReadonlyMap<string, string>) => Authentication;
      /** Whether an accepted payload starts a run; looked at after it is stored. */
      judge: (payload: JsonRecord) => { start: true } | { start: false; verdict: Verdict; reason: string };
      /** The same for every delivery of the same thing; null = every delivery is new. */
      dedupeKey: (delivery: Delivery, payload: JsonRecord) => string | null;
      dedupeWindowMs: number;
      respond: 'at-once' | 'when-done';
      /** Sent instead of `{"received":true,"id":…}` when answering at once. */
      answer: HookAnswer | null;
      /** People fill in a page at this address instead of programs calling it. */
      page?: FormPage;
      /** An answer the service wants before it sends anything (Slack's `url_verification`); no run is started. */
      challenge: (payload: JsonRecord) => HookAnswer | null;
    }
  | { kind: 'app-event'; name: string }
  /** Runs of other flows that failed; by name, or null for all. */
  | { kind: 'flow-failed'; flows: readonly string[] | null }
  | { kind: 'watch'; source: WatchSource }
  | { kind: 'manual' };

/** A node that starts runs. */
export interface TriggerDefinition<Params extends z.ZodType = z.ZodType> extends NodeBase<Params> {
  kind: 'trigger';
  family: 'when';
  /** Params as typed: templates in them are evaluated per delivery with `scopeOf`. */
  listen: (params: z.output<Params>) => Registration;
  /** What it touches and a person must allow. */
  grants?: (params: z.output<Params>) => GrantRequest[];
  credentials?: (params: z.output<Params>) => string[];
  /**
   * The port a run leaves by, told by the payload as it is stored, so that it is the same after a crash, in a retry and in a
   * test; default `out`.
   */
  leavesBy?: (payload: JsonValue) => string;
}

export type NodeDefinition = StepDefinition | TriggerDefinition;

/** Declares a step; the types of its functions follow from its params schema. */
export const defineStep = <Params extends z.ZodType>(
  definition: Omit<StepDefinition<Params>, 'kind'>,
): StepDefinition => ({ ...definition, kind: 'step' }) as unknown as StepDefinition;

/** Declares a trigger; the types of its functions follow from its params schema. */
export const defineTrigger = <Params extends z.ZodType>(
  definition: Omit<TriggerDefinition<Params>, 'kind' | 'family'>,
): TriggerDefinition => ({ ...definition, kind: 'trigger', family: 'when' }) as unknown as TriggerDefinition;

/** The scope a trigger's own templates see: nothing but the payload that has just arrived. */
export const scopeOf = (payload: JsonValue): Scope => ({
  trigger: payload,
  steps: {},
  run: { id: '', startedAt: '' },
  flow: { name: '' },
  now: '',
  vars: {},
});

/** A step that failed, as the nodes after its `failed` port see it. */
export interface FailedOutput {
  error: FaultData;
}
