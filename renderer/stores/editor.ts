import { create } from 'zustand';
import { call, onPush, useConnection } from '../client/connection.ts';
import type { FaultData, Flow, FlowReport, Inspection } from '../client/types.ts';
import { applyEdit, emptyHistory, type History, redoEdit, undoEdit } from './history.ts';

/**
 * The flow that is being edited: one document, one history, whatever view shows it. Every change goes through `edit`, which makes
 * it undoable, keeps it on disk a moment later and asks the compiler what it thinks.
 */

/** `conflict`: another window saved the same flow; nothing is overwritten until the person chooses. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';

export interface EditorState {
  /** Null while no flow is open. */
  flowId: string | null;
  document: Flow;
  history: History;
  report: FlowReport | null;
  inspection: Inspection;
  save: SaveState;
  /** Why the last save failed. */
  saveFault: FaultData | null;
  /** What an undo or redo changed last, to scroll to and flash; goes up with every one. */
  touched: { count: number; nodes: string[] };
}

const emptyFlow: Flow = {
  format: 'whenthen.flow/1',
  name: '',
  description: '',
  settings: { timeZone: 'UTC', overlap: 'parallel', maxParallel: 10, afterCrash: 'repeat', keepData: true },
  nodes: [],
  edges: [],
  notes: [],
  groups: [],
  samples: [],
  tests: [],
};

const closed: EditorState = {
  flowId: null,
  document: emptyFlow,
  history: emptyHistory,
  report: null,
  inspection: { problems: [], steps: {} },
  save: 'saved',
  saveFault: null,
  touched: { count: 0, nodes: [] },
};

export const useEditor = create<EditorState>(() => closed);

/** A draft is written this long after the last change, and inspected a little sooner. */
const saveAfterMs = 400;
const inspectAfterMs = 120;

let revision = 0;
let saveTimer: ReturnType<typeof setTimeout> | undefined;
let inspectTimer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> | undefined;

const isOpen = (flowId: string): boolean => useEditor.getState().flowId === flowId;

const inspect = async (): Promise<void> => {
  const { document, flowId } = useEditor.getState();
  const inspection = await call('flows.inspect', { document });
  const now = useEditor.getState();
  if (now.flowId === flowId && now.document === document) useEditor.setState({ inspection });
};

const save = async (): Promise<void> => {
  const { document, flowId } = useEditor.getState();
  if (flowId === null) return;
  useEditor.setState({ save: 'saving' });
  try {
    const saved = await call('flows.save', { flow: flowId, document, revision });
    if (!isOpen(flowId)) return;
    revision = saved.revision;
    const isCurrent = useEditor.getState().document === document;
    useEditor.setState({ report: saved.report, save: isCurrent ? 'saved' : 'unsaved', saveFault: null });
  } catch (thrown) {
    if (!isOpen(flowId)) return;
    const fault = thrown as FaultData;
    useEditor.setState({ save: fault.code === 'draft.changed-elsewhere' ? 'conflict' : 'failed', saveFault: fault });
  }
};

/** Writes what is not on disk yet; resolves when it is, or when it could not be written (see `save`). */
export const saveNow = async (): Promise<void> => {
  clearTimeout(saveTimer);
  while (saving) await saving;
  if (useEditor.getState().save === 'saved') return;
  saving = save().finally(() => {
    saving = undefined;
  });
  await saving;
};

const documentChanged = (): void => {
  if (useEditor.getState().save !== 'conflict') useEditor.setState({ save: 'unsaved' });
  clearTimeout(saveTimer);
  clearTimeout(inspectTimer);
  if (useEditor.getState().save !== 'conflict') saveTimer = setTimeout(() => void saveNow(), saveAfterMs);
  inspectTimer = setTimeout(() => void inspect().catch(() => {}), inspectAfterMs);
};

/** Opens a flow; what was open before is saved first. Throws the fault of `flows.draft`. */
export const openFlow = async (flow: string): Promise<void> => {
  await closeFlow();
  const draft = await call('flows.draft', { flow });
  const inspection = await call('flows.inspect', { document: draft.document });
  revision = draft.revision;
  useEditor.setState({
    ...closed,
    flowId: draft.report.id,
    document: draft.document,
    report: draft.report,
    inspection,
  });
};

/** Saves and lets go of the flow that is open. */
export const closeFlow = async (): Promise<void> => {
  if (useEditor.getState().flowId !== null) await saveNow();
  clearTimeout(inspectTimer);
  useEditor.setState(closed);
};

/** Resolves a conflict: take what the other window saved, or overwrite it with what is here. */
export const resolveConflict = async (keep: 'theirs' | 'mine'): Promise<void> => {
  const { flowId } = useEditor.getState();
  if (flowId === null) return;
  if (keep === 'theirs') {
    useEditor.setState({ save: 'saved' });
    await openFlow(flowId);
    return;
  }
  revision = (await call('flows.draft', { flow: flowId })).revision;
  useEditor.setState({ save: 'unsaved' });
  await saveNow();
};

/**
 * Changes the flow. `label` names the change in "Undo: …"; edits with the same `key` that follow each other closely are one.
 * Returns what the recipe returned.
 */
export const edit = <Result>(label: string, recipe: (flow: Flow) => Result, key?: string): Result => {
  const { document, history } = useEditor.getState();
  let result: Result | undefined;
  const change = (draft: Flow): void => {
    result = recipe(draft);
  };
  const next = applyEdit(document, history, {
    label,
    recipe: change,
    atMs: Date.now(),
    ...(key !== undefined && { key }),
  });
  if (next.document !== document) {
    useEditor.setState(next);
    documentChanged();
  }
  return result as Result;
};

/** Ids of the nodes that differ between two documents; those that are gone come last. */
const nodesTouched = (before: Flow, after: Flow): string[] => {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const isSame = (one: Flow['nodes'][number] | undefined, other: Flow['nodes'][number]): boolean =>
    one === other || JSON.stringify(one) === JSON.stringify(other);
  const there = new Set(after.nodes.map(({ id }) => id));
  return [
    ...after.nodes.filter((node) => !isSame(old.get(node.id), node)).map(({ id }) => id),
    ...before.nodes.filter(({ id }) => !there.has(id)).map(({ id }) => id),
  ];
};

const travel = (step: typeof undoEdit): string | undefined => {
  const { document, history, touched } = useEditor.getState();
  const next = step(document, history);
  if (!next) return undefined;
  const nodes = nodesTouched(document, next.document);
  useEditor.setState({ document: next.document, history: next.history, touched: { count: touched.count + 1, nodes } });
  documentChanged();
  return next.entry.label;
};

/** Takes the last change back; returns its label, undefined when there is none. */
export const undo = (): string | undefined => travel(undoEdit);
/** Does it again. */
export const redo = (): string | undefined => travel(redoEdit);

/** After the compiler's side changed (turned on, permission given): reads the report again without touching the draft. */
export const refreshReport = async (): Promise<void> => {
  const { flowId } = useEditor.getState();
  if (flowId === null) return;
  const { document: _document, ...report } = await call('flows.show', { flow: flowId });
  if (isOpen(flowId)) useEditor.setState({ report });
};

// Somebody switched the flow that is open, here or elsewhere. The draft is not touched: what another window saved shows when saving.
onPush((push) => {
  if (push.name === 'flow.changed' && isOpen(push.data.id)) void refreshReport().catch(() => {});
});

// What could not be written because the engine was gone is written as soon as it is back.
useConnection.subscribe(({ state }, before) => {
  const { save: how, saveFault } = useEditor.getState();
  if (state === 'open' && before.state !== 'open' && how === 'failed' && saveFault?.code === 'wire.closed')
    void saveNow();
});
