import type { Plan, PlanBody, PlanStep } from '../compile/plan.ts';
import type { FaultData } from '../model/fault.ts';
import { itemPlace } from '../model/items.ts';
import type { JsonValue } from '../model/json.ts';
import type { StepRecord } from '../model/records.ts';
import type { Scope } from '../model/template.ts';
import type { ItemEnd, Repetition, StepResult } from '../nodes/define.ts';
import { createBodyWalk, type Walk } from './walk.ts';

/** One pass through steps: the flow itself, or what is repeated, for one item. */
export interface Frame {
  /** Part of the record of every step of this pass (model/items.ts). */
  place: number;
  walk: Walk;
  /** Outputs its steps can read, by node id. */
  outputs: Record<string, JsonValue>;
  scope: Scope;
  /** Steps that were reached and have not been left. */
  open: number;
  /** Null for the flow itself. */
  item: RepeatedItem | null;
}

interface RepeatedItem {
  loop: Loop;
  end: ItemEnd;
  /** The step that said what came of the item, by its place in the plan. */
  endedBy: number;
  isOver: boolean;
}

/** One step in one pass. */
export interface Site {
  frame: Frame;
  step: PlanStep;
}

/** What is recorded with every attempt of a step. */
export type Base = Pick<StepRecord, 'node' | 'item' | 'attempt' | 'firstStartedAtMs' | 'startedAtMs'>;

/** A step that repeats, while it does. */
export interface Loop extends Site {
  body: PlanBody;
  base: Base;
  repetition: Repetition;
  /** How many items were begun. */
  begun: number;
  /** How many are going on. */
  active: number;
  ends: ItemEnd[];
  isStopped: boolean;
}

export const createLoop = (site: Site, body: PlanBody, base: Base, repetition: Repetition): Loop => ({
  ...site,
  body,
  base,
  repetition,
  begun: 0,
  active: 0,
  ends: [],
  isStopped: false,
});

/** The next item of a loop that may begin now, as the pass for it; null when there is none or none may. */
export const beginItem = (plan: Plan, loop: Loop): Frame | null => {
  const { repetition, frame: outer, step } = loop;
  const { items, maxParallel } = repetition;
  if (loop.isStopped || loop.begun >= items.length || loop.active >= maxParallel) return null;
  const index = loop.begun++;
  loop.active++;
  const item = items[index] ?? null;
  const outputs: Record<string, JsonValue> = Object.assign(Object.create(null), outer.outputs);
  // A list inside a list still sees the item of the outer one, by the step that repeats it.
  outputs[step.id] = { item, index, count: items.length };
  const { trigger, run, flow, vars } = outer.scope;
  return {
    place: itemPlace(outer.place, index),
    walk: createBodyWalk(plan, step.index, loop.body),
    outputs,
    scope: {
      trigger,
      steps: outputs,
      run,
      flow,
      vars,
      item,
      index,
      get now() {
        return outer.scope.now;
      },
    },
    open: 0,
    item: { loop, end: { index, item, error: null }, endedBy: -1, isOver: false },
  };
};

/** Notes what a step handed on, when it is the last one of its item so far. */
export const noteEnd = ({ item }: Frame, step: PlanStep, port: string | null, output: JsonValue | undefined): void => {
  if (!item || port === null || output === undefined || step.index < item.endedBy) return;
  if (!item.loop.body.ends.has(step.index)) return;
  item.endedBy = step.index;
  item.end.output = output;
};

/** Ends an item as failed: no further step of it is begun. */
export const failItem = (item: RepeatedItem, error: FaultData): void => {
  item.end.error ??= error;
  if (item.loop.repetition.stopAtFirstFailure) item.loop.isStopped = true;
};

/** Whether all that could happen in a pass has happened. The first to ask gets true; later ones false. */
export const closeItem = ({ item, open }: Frame): boolean => {
  if (!item || item.isOver || open > 0) return false;
  item.isOver = true;
  item.loop.active--;
  item.loop.ends.push(item.end);
  return true;
};

/** Nothing of the loop is going on, and nothing of it will begin. */
export const isLoopOver = ({ active, begun, isStopped, repetition }: Loop): boolean =>
  active === 0 && (isStopped || begun >= repetition.items.length);

/** What the step comes to; throws the fault it fails with. */
export const finishLoop = ({ repetition, ends }: Loop) => repetition.finish(ends.sort((a, b) => a.index - b.index));

/** What an earlier attempt left. */
export type Known = Pick<StepRecord, 'firstStartedAtMs'> & Partial<Pick<StepRecord, 'output'>>;

/** A repetition that was begun before goes on with the items it was begun with. */
export const withKnownItems = (result: StepResult, known: Known | undefined): StepResult =>
  result.repeat && Array.isArray(known?.output)
    ? { ...result, repeat: { ...result.repeat, items: known.output } }
    : result;
