import type { Flow, FlowEdge, NodeDescription } from '../../client/types.ts';
import { edit, redo, undo, useEditor } from '../../stores/editor.ts';
import * as edits from '../../stores/flow-edits.ts';
import { edgeKey, numberSteps } from '../../stores/flow-graph.ts';
import { openStep, selectSteps, useSelection } from '../../stores/selection.ts';
import { announce } from '../../ui/announcer.ts';
import { toast } from '../../ui/toasts.ts';
import { nodeTypesNow } from '../step-card/node-types.ts';
import { failedPort } from '../step-card/step-look.ts';
import { focusStep, useCursor } from './cursor.ts';
import { findUses } from './fields-read.ts';
import { earlierInLine, laterInLine, swapInLine } from './reorder.ts';
import { stepLeft } from './walk.ts';

/** What a person does to steps, wherever they do it: each is one entry of the history, is announced, and moves the focus. */

const flowNow = (): Flow => useEditor.getState().document;

/** What a step is called on screen. */
export const titleOf = (id: string): string => {
  const node = flowNow().nodes.find((known) => known.id === id);
  return node?.name ?? nodeTypesNow().get(node?.type ?? '')?.title ?? 'step';
};

/** "Step 4 Send e-mail". */
export const callStep = (id: string): string => `Step ${numberSteps(flowNow()).get(id) ?? ''} ${titleOf(id)}`;

export const isTrigger = (id: string): boolean => {
  const node = flowNow().nodes.find((known) => known.id === id);
  return nodeTypesNow().get(node?.type ?? '')?.kind === 'trigger';
};

/** The ways out of a step that may be connected, the one for a failure last. */
export const portsOf = (id: string): { id: string; label: string }[] => {
  const { document, inspection } = useEditor.getState();
  const node = document.nodes.find((known) => known.id === id);
  const ports = inspection.steps[id]?.ports ?? nodeTypesNow().get(node?.type ?? '')?.ports ?? [];
  const ways = ports.filter((port) => port.id !== failedPort);
  return node?.onError.then === 'branch' ? [...ways, { id: failedPort, label: 'If it fails' }] : ways;
};

/** Opens a step that was just made. The keyboard stays on the step; Enter leads to its first empty field. */
const arrive = (id: string): string => {
  openStep(id);
  focusStep(id);
  announce(`Added ${callStep(id)}`);
  return id;
};

const named = (verb: string, { title }: NodeDescription): string => `${verb} ${title}`;

/** Adds a step that is not connected yet. */
export const addLoose = (kind: NodeDescription, at: edits.Point): string =>
  arrive(edit(named('add', kind), (flow) => edits.addStep(flow, kind, at)));

/** Adds a step behind one way out of another. */
export const addBehind = (kind: NodeDescription, from: string, port: string): string =>
  arrive(edit(named('add', kind), (flow) => edits.addStepAfter(flow, kind, from, port)));

/** Adds a step at a place and connects it behind another. */
export const addConnected = (kind: NodeDescription, from: string, port: string, at: edits.Point): string =>
  arrive(
    edit(named('add', kind), (flow) => {
      const id = edits.addStep(flow, kind, at);
      edits.connect(flow, { from, port, to: id } as FlowEdge);
      return id;
    }),
  );

/** Adds a step in the middle of a line. */
export const insertInto = (kind: NodeDescription, edge: FlowEdge): string =>
  arrive(edit(named('insert', kind), (flow) => edits.insertStep(flow, kind, { ...edge })));

/** Adds a step after another: at its first free way out, else into its only line, else beside what follows. */
export const addAfter = (kind: NodeDescription, step: string): string => {
  const out = flowNow().edges.filter(({ from }) => from === step);
  const ways = portsOf(step).filter(({ id }) => id !== failedPort);
  const free = ways.find(({ id }) => !out.some(({ port }) => port === id));
  if (free) return addBehind(kind, step, free.id);
  const only = out.length === 1 ? out[0] : undefined;
  return only ? insertInto(kind, only) : addBehind(kind, step, ways[0]?.id ?? 'out');
};

/** Adds a step before another, so that whatever led there leads to the new one. */
export const addBefore = (kind: NodeDescription, step: string): string => {
  const into = flowNow().edges.filter(({ to }) => to === step);
  const [first] = into;
  if (first && into.length === 1) return insertInto(kind, first);
  return arrive(
    edit(named('add', kind), (flow) => {
      const at = flow.nodes.find(({ id }) => id === step)?.position ?? { x: 0, y: 0 };
      const id = edits.addStep(flow, kind, { x: at.x - edits.cardSize.width - edits.cardGap.x, y: at.y });
      for (const edge of flow.edges) if (edge.to === step) edge.to = id as FlowEdge['to'];
      edits.connect(flow, { from: id, port: kind.ports[0]?.id ?? 'out', to: step } as FlowEdge);
      return id;
    }),
  );
};

/** Adds a step where a person would expect it: after the one they are at, else at the end, else as the first. */
export const addSomewhere = (kind: NodeDescription): string => {
  const flow = flowNow();
  const { activeStep, steps } = useSelection.getState();
  const chosen = activeStep ?? [...steps].at(-1) ?? [...numberSteps(flow).keys()].at(-1);
  const at = flow.nodes.find(({ id }) => id === chosen);
  if (at && kind.kind !== 'trigger') return addAfter(kind, at.id);
  const left = flow.nodes.map(({ position }) => position.x);
  const below = flow.nodes.map(({ position }) => position.y + edits.cardSize.height + edits.cardGap.y);
  return addLoose(kind, flow.nodes.length === 0 ? { x: 0, y: 0 } : { x: Math.min(...left), y: Math.max(...below) });
};

/** Repeats the step that is open for each item of a list. It stays open. */
export const repeatOpenStep = (list: string): void => {
  const { activeStep } = useSelection.getState();
  const kind = nodeTypesNow().get('for-each');
  if (activeStep === null || !kind) return;
  const title = titleOf(activeStep);
  edit(`repeat ${title} for each item`, (flow) => edits.repeatStep(flow, kind, activeStep, list));
  announce(`${title} is now done once for each item of the list`);
};

const countSteps = (ids: readonly string[]): string =>
  ids.length === 1 ? titleOf(ids[0] ?? '') : `${ids.length} steps`;

/** Takes back a change that was made a moment ago, unless more has changed since. */
const takeBack = (entry: unknown): void => {
  if (useEditor.getState().history.past.at(-1) === entry) undoLast();
  else toast({ tone: 'info', title: 'More has changed since.', text: 'Undo goes back one change at a time.' });
};

/** Removes steps, joins what was around them, and says which fields are missing now. */
export const deleteSteps = (ids: readonly string[]): void => {
  if (ids.length === 0) return;
  const flow = flowNow();
  const name = countSteps(ids);
  const uses = findUses(flow, ids);
  const parted = ids.some((id) => flow.edges.filter(({ from }) => from === id).length > 1);
  const next = stepLeft(flow, ids);
  edit(`delete ${name}`, (draft) => edits.removeSteps(draft, ids));
  openStep(null);
  focusStep(next);
  announce(`Deleted ${name}`);
  const entry = useEditor.getState().history.past.at(-1);
  const [first] = uses;
  const sentences = [
    uses.length === 0 ? '' : uses.length === 1 ? '1 field used it.' : `${uses.length} fields used it.`,
    parted ? 'Only the longest branch was joined; the others are not connected.' : '',
  ].filter((text) => text !== '');
  toast({
    tone: uses.length > 0 ? 'warn' : 'info',
    title: `Deleted ${name}.`,
    text: sentences.length > 0 ? sentences.join(' ') : undefined,
    action: { label: 'Undo', onPress: () => takeBack(entry) },
    other: first && { label: 'Show them', onPress: () => openStep(first.step, first.param) },
  });
};

/** Makes copies beside the originals and picks them. */
export const duplicateSteps = (ids: readonly string[]): void => {
  if (ids.length === 0) return;
  placeCopies(edits.copySteps(flowNow(), ids), { x: 48, y: 48 }, `duplicate ${countSteps(ids)}`);
};

/** Puts copies into the flow, picked and in sight. */
export const placeCopies = (clip: edits.Clip, offset: edits.Point, label: string): void => {
  const copies = edit(label, (flow) => edits.pasteSteps(flow, clip, offset));
  useSelection.setState({ activeStep: null, wantedParam: null });
  selectSteps(copies);
  focusStep(copies[0] ?? null);
  announce(copies.length === 1 ? 'Added 1 copy' : `Added ${copies.length} copies`);
};

/** Skips steps, or no longer when all of them are. */
export const toggleSkip = (ids: readonly string[]): void => {
  const steps = flowNow().nodes.filter(({ id }) => ids.includes(id) && !isTrigger(id));
  if (steps.length === 0) return;
  const skip = steps.some((node) => !node.skip);
  edit(`${skip ? 'skip' : 'no longer skip'} ${countSteps(ids)}`, (flow) => {
    for (const { id } of steps) edits.changeStep(flow, id, { skip });
  });
  announce(skip ? `${countSteps(ids)} will be skipped` : `${countSteps(ids)} will not be skipped`);
};

export const renameStep = (id: string, name: string): void => {
  const kindTitle = nodeTypesNow().get(flowNow().nodes.find((node) => node.id === id)?.type ?? '')?.title;
  const wanted = name.trim() === kindTitle ? '' : name;
  edit(`rename ${titleOf(id)}`, (flow) => edits.renameStep(flow, id, wanted));
};

export const connectSteps = (edge: FlowEdge): void => {
  edit(`connect ${titleOf(edge.from)} to ${titleOf(edge.to)}`, (flow) => edits.connect(flow, { ...edge }));
  announce(`Connected to ${callStep(edge.to)}`);
};

export const disconnectSteps = (edges: readonly FlowEdge[]): void => {
  const [first] = edges;
  if (!first) return;
  const label = edges.length === 1 ? `disconnect ${titleOf(first.from)} from ${titleOf(first.to)}` : 'disconnect steps';
  edit(label, (flow) => {
    for (const edge of edges) edits.disconnect(flow, edge);
  });
  announce('Disconnected');
};

/** Puts a step that is there already into a line. */
export const spliceStep = (id: string, edge: FlowEdge, moves: ReadonlyMap<string, edits.Point>): void => {
  edit(`insert ${titleOf(id)}`, (flow) => {
    edits.moveSteps(flow, moves);
    edits.splice(flow, { ...edge }, id, portsOf(id)[0]?.id ?? 'out');
  });
  announce(`${titleOf(id)} is now between ${titleOf(edge.from)} and ${titleOf(edge.to)}`);
};

/** Moves steps or notes by a distance. Moves that follow each other closely are one entry when they have the same key. */
export const nudgeSteps = (ids: readonly string[], by: edits.Point, key?: string): void => {
  const moved = new Set(ids);
  const moves = new Map(
    [...flowNow().nodes, ...flowNow().notes].flatMap(({ id, position }): [string, edits.Point][] =>
      moved.has(id) ? [[id, { x: position.x + by.x, y: position.y + by.y }]] : [],
    ),
  );
  edit(`move ${countSteps(ids)}`, (flow) => edits.moveSteps(flow, moves), key);
};

/** Changes places with the step before or after it in a straight line; says why when it cannot. */
export const moveInLine = (id: string, direction: 'up' | 'down'): void => {
  const flow = flowNow();
  const other = (direction === 'up' ? earlierInLine : laterInLine)(flow, id, isTrigger);
  if (other === null) {
    announce('Only steps in a straight line can change places.');
    return;
  }
  const [first, second] = direction === 'up' ? [other, id] : [id, other];
  edit(`move ${titleOf(id)} ${direction}`, (draft) => swapInLine(draft, first, second, portsOf(second)[0]?.id));
  focusStep(id);
  announce(`Moved ${direction}, now ${direction === 'up' ? 'before' : 'after'} ${titleOf(other)}`);
};

/** Whether "Move up" and "Move down" do something. */
export const canMoveInLine = (id: string, direction: 'up' | 'down'): boolean =>
  (direction === 'up' ? earlierInLine : laterInLine)(flowNow(), id, isTrigger) !== null;

export const groupSelected = (ids: readonly string[]): void => {
  if (ids.length === 0) return;
  edit(`group ${countSteps(ids)}`, (flow) => edits.groupSteps(flow, ids, 'Group'));
  announce(`Grouped ${countSteps(ids)}`);
};

/** Takes away the frames any of these steps are in. */
export const ungroupSelected = (ids: readonly string[]): void => {
  const groups = flowNow().groups.filter(({ nodes }) => nodes.some((id) => ids.includes(id)));
  if (groups.length === 0) return;
  edit('ungroup', (flow) => {
    for (const { id } of groups) edits.ungroup(flow, id);
  });
  announce('Ungrouped');
};

/** The line with this key, if it is still there. */
export const edgeOf = (key: string): FlowEdge | undefined => flowNow().edges.find((edge) => edgeKey(edge) === key);

const afterTravel = (word: string, label: string | undefined): void => {
  if (label === undefined) {
    announce(word === 'Undone' ? 'Nothing to undo' : 'Nothing to do again');
    return;
  }
  announce(`${word}: ${label}`);
  const { document, touched } = useEditor.getState();
  const there = new Set<string>(document.nodes.map(({ id }) => id));
  const { activeStep, steps } = useSelection.getState();
  if (activeStep !== null && !there.has(activeStep)) openStep(null);
  else if ([...steps].some((id) => !there.has(id))) selectSteps([...steps].filter((id) => there.has(id)));
  const cursor = useCursor.getState().step;
  const next = touched.nodes.find((id) => there.has(id)) ?? cursor;
  focusStep(next !== null && there.has(next) ? next : stepLeft(document, []));
};

export const undoLast = (): void => afterTravel('Undone', undo());
export const redoLast = (): void => afterTravel('Done again', redo());
