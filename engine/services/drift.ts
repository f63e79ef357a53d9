import { listTemplates } from '../compile/param-values.ts';
import type { PlanNode } from '../compile/plan.ts';
import {
  type DriftNotice,
  type FieldChange,
  type FieldMemory,
  noteDelivery,
  sayChange,
  withHolders,
} from '../model/drift.ts';
import type { FlowId } from '../model/ids.ts';
import type { Arrival } from '../model/journal.ts';
import type { Clock } from '../model/outside.ts';
import { eventKindOf } from '../model/shape.ts';
import type { TemplatePath } from '../model/template.ts';
import type { LiveFlows, LiveTrigger } from '../run/live-flows.ts';
import type { ConfigStore } from '../store/config.ts';

/** Learns what the deliveries of flows that are on look like, and notices when one does not. Nothing ever waits for it. */
export interface Drift {
  /** A delivery that starts a run is on disk. Only takes note of it; it is looked at when nothing else is going on. */
  saw(arrival: Arrival): void;
  /** What was noticed and nobody has seen to, newest first. */
  of(id: FlowId): DriftNotice[];
  /** A change the person has seen is not told again. */
  dismiss(id: FlowId, notice: string): void;
  forget(id: FlowId): void;
  /** Writes what was learned. */
  stop(): void;
}

export interface DriftOptions {
  settings: Pick<ConfigStore, 'setting' | 'putSetting' | 'removeSetting'>;
  clock: Clock;
  liveFlows: Pick<LiveFlows, 'get'>;
  /** Told when a flow has one notice more or less. */
  changed: (id: FlowId) => void;
}

/** What is known of one flow: by trigger and kind of event, what each field was. */
interface Known {
  fields: Map<string, Map<string, FieldMemory>>;
  notices: DriftNotice[];
  /** Changes a person said are fine. */
  fine: Set<string>;
}

const writeEveryMs = 30_000;
/** More deliveries at once than this are not all looked at: a sample of them says the same. */
const mostWaiting = 1000;
/** Services that name every event differently are not learned without end. */
const mostKinds = 60;
const mostNotices = 20;

const keyOf = (id: FlowId): string => `deliveries-look-like ${id}`;

const write = ({ fields, notices, fine }: Known): string =>
  JSON.stringify({ fields: [...fields].map(([key, memory]) => [key, [...memory]]), notices, fine: [...fine] });

const read = (text: string | null): Known => {
  if (text === null) return { fields: new Map(), notices: [], fine: new Set() };
  const { fields, notices, fine } = JSON.parse(text) as {
    fields: [string, [string, FieldMemory][]][];
    notices: DriftNotice[];
    fine: string[];
  };
  return { fields: new Map(fields.map(([key, memory]) => [key, new Map(memory)])), notices, fine: new Set(fine) };
};

/** The paths a step reads, those its node knows of included. */
const pathsOf = (node: PlanNode): TemplatePath[] => [
  ...listTemplates(node.params).flatMap(({ template }) => template.references),
  ...(node.kind === 'step' ? (node.definition.reads?.(node.params as never) ?? []) : []),
];

/** What the steps after a trigger read of what arrives there. */
const readsOf = ({ flow, trigger }: LiveTrigger): string[][] => {
  const after = new Set([trigger.index]);
  // The order of the plan puts every step after those that lead to it.
  for (const node of flow.plan.nodes)
    if (after.has(node.index) && !(node.kind === 'step' && node.skip))
      for (const next of [...node.next.values()].flat()) after.add(next);
  const paths = flow.plan.nodes.filter(({ index, skip }) => after.has(index) && !skip).flatMap(pathsOf);
  const below = paths.flatMap((path) => {
    const start = path[0] === 'trigger' ? 1 : path[0] === 'steps' && path[1] === trigger.id ? 2 : path.length;
    return path.length > start ? [path.slice(start).map(String)] : [];
  });
  return withHolders(below);
};

export const createDrift = ({ settings, clock, liveFlows, changed }: DriftOptions): Drift => {
  const known = new Map<FlowId, Known>();
  const reads = new WeakMap<LiveTrigger, string[][]>();
  const unwritten = new Set<FlowId>();
  let waiting: Arrival[] = [];
  let callOff: (() => void) | null = null;

  const knownOf = (id: FlowId): Known => {
    const found = known.get(id) ?? read(settings.setting(keyOf(id)));
    known.set(id, found);
    return found;
  };

  const writeAll = (): void => {
    callOff?.();
    callOff = null;
    for (const id of unwritten) settings.putSetting(keyOf(id), write(knownOf(id)));
    unwritten.clear();
  };

  const readsAt = (live: LiveTrigger): string[][] => {
    const found = reads.get(live) ?? readsOf(live);
    reads.set(live, found);
    return found;
  };

  const notice = (own: Known, id: string, arrival: Arrival, change: FieldChange): boolean => {
    if (own.fine.has(id) || own.notices.some((known) => known.id === id)) return false;
    const { event } = arrival;
    own.notices = [
      {
        id,
        node: event.node,
        path: change.path,
        message: sayChange(change),
        event: event.id,
        at: new Date(clock.now()).toISOString(),
      },
      ...own.notices,
    ].slice(0, mostNotices);
    return true;
  };

  const look = (arrival: Arrival): void => {
    const { flowId, node } = arrival.event;
    const live =
      flowId === null ? undefined : liveFlows.get(flowId)?.triggers.find(({ trigger }) => trigger.id === node);
    if (flowId === null || !live) return;
    const paths = readsAt(live);
    if (paths.length === 0) return;
    const own = knownOf(flowId);
    // One address may take several kinds of events; each has fields of its own.
    const kind = `${node} ${(eventKindOf(arrival.payload) ?? '').slice(0, 100)}`;
    const memory = own.fields.get(kind) ?? new Map<string, FieldMemory>();
    if (!own.fields.has(kind)) {
      if (own.fields.size >= mostKinds) return;
      own.fields.set(kind, memory);
    }
    const changes = noteDelivery(memory, paths, arrival.payload);
    const told = changes.filter((change) => notice(own, `${kind} ${change.path} ${change.is}`, arrival, change));
    unwritten.add(flowId);
    if (told.length > 0) {
      writeAll();
      changed(flowId);
    } else callOff ??= clock.alarm(writeEveryMs, writeAll);
  };

  const lookAtAll = (): void => {
    const all = waiting;
    waiting = [];
    for (const arrival of all) look(arrival);
  };

  return {
    saw: (arrival) => {
      if (waiting.length === 0) setImmediate(lookAtAll);
      if (waiting.length < mostWaiting) waiting.push(arrival);
    },
    of: (id) => (liveFlows.get(id)?.on ? knownOf(id).notices : []),
    dismiss: (id, notice) => {
      const own = knownOf(id);
      if (!own.notices.some((known) => known.id === notice)) return;
      own.notices = own.notices.filter((known) => known.id !== notice);
      own.fine.add(notice);
      unwritten.add(id);
      writeAll();
      changed(id);
    },
    forget: (id) => {
      known.delete(id);
      unwritten.delete(id);
      settings.removeSetting(keyOf(id));
    },
    stop: () => {
      lookAtAll();
      writeAll();
    },
  };
};
