import type { Flow, FlowSettings, OnError } from '../model/flow.ts';
import type { NodeId } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { EffectClass } from '../model/run.ts';
import type { Scope } from '../model/template.ts';
import type { NodeDefinition, StepDefinition, TriggerDefinition } from '../nodes/define.ts';

/** Every node type the engine knows, by type. */
export type NodeTypes = ReadonlyMap<string, NodeDefinition>;

interface PlanNodeBase {
  id: NodeId;
  /** Place in `Plan.nodes`, which is an order in which every node stands after those it depends on. */
  index: number;
  /** What a person calls it: its name, or the title of its type. */
  label: string;
  /** Params with templates, defaults filled in. */
  params: unknown;
  skip: boolean;
  /** Edges out, by port. */
  next: ReadonlyMap<string, readonly number[]>;
  /** Edges in, in the order of the file. */
  from: readonly { index: number; port: string }[];
}

/** What a repeating step repeats. */
export interface PlanBody {
  /** The port that repeats. */
  port: string;
  /** The steps on that port. */
  first: readonly number[];
  /** Steps inside from which no line leads on: the last of them that ran says what came of an item. */
  ends: ReadonlySet<number>;
}

export interface PlanTrigger extends PlanNodeBase {
  kind: 'trigger';
  definition: TriggerDefinition;
}

export interface PlanStep extends PlanNodeBase {
  kind: 'step';
  definition: StepDefinition;
  effect: EffectClass;
  prepared: JsonValue;
  onError: OnError;
  timeoutMs: number;
  /** Null for a step that does not repeat. */
  body: PlanBody | null;
  /** Replaces templates by values and checks the result; throws `template.*` and `params.*` faults. */
  resolve: (scope: Scope) => unknown;
}

export type PlanNode = PlanTrigger | PlanStep;

/** A flow, ready to run: everything that can be known before data arrives has been worked out. */
export interface Plan {
  flow: Flow;
  settings: FlowSettings;
  nodes: readonly PlanNode[];
  byId: ReadonlyMap<string, PlanNode>;
  triggers: readonly PlanTrigger[];
  /** For every step that repeats, the ids of the steps it repeats. */
  bodies: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Compiled {
  problems: Problem[];
  /** Absent when there is a problem of severity `error`. */
  plan?: Plan;
  /** The file as understood, with defaults; absent when it is not a flow file at all. */
  flow?: Flow;
}
