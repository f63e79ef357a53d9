import type { Flow, FlowEdge, FlowNode, Group, JsonRecord, JsonValue, NodeDescription, Note } from '../client/types.ts';
import { edgeKey } from './flow-graph.ts';
import { readCopies } from './references.ts';
import { type ParamPath, setAt } from './set-at.ts';

/**
 * Everything a person can do to a flow, as changes to a draft of it. Pure: the editor store gives each a label, makes it
 * undoable and saves it.
 */

export interface Point {
  x: number;
  y: number;
}

/** Sizes every view shares: cards, and the room between them (ux.md 2.2, 2.7). */
export const cardSize = { width: 264, height: 112 } as const;
export const cardGap = { x: 88, y: 40 } as const;
const stepRight = cardSize.width + cardGap.x;

const firstFree = (stem: string, isTaken: (id: string) => boolean): string => {
  let number = 1;
  while (isTaken(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
};

const freeNodeId = (flow: Flow, type: string): FlowNode['id'] =>
  firstFree(type, (id) => flow.nodes.some((node) => node.id === id)) as FlowNode['id'];

/** An id no other note, group or sample has. */
export const freePartId = (parts: readonly { id: string }[], stem: string): string =>
  firstFree(stem, (id) => parts.some((part) => part.id === id));

const makeNode = (flow: Flow, description: Pick<NodeDescription, 'type' | 'version'>, position: Point): FlowNode => ({
  id: freeNodeId(flow, description.type),
  type: description.type,
  version: description.version,
  position: { x: Math.round(position.x / 8) * 8, y: Math.round(position.y / 8) * 8 },
  params: {},
  onError: { retries: 3, firstDelayMs: 1000, then: 'stop' },
  skip: false,
});

const nodeOf = (flow: Flow, id: string): FlowNode | undefined => flow.nodes.find((node) => node.id === id);

/** The nearest free place: cards never cover each other. */
const freePlace = (flow: Flow, wanted: Point): Point => {
  const covers = ({ position }: FlowNode, at: Point): boolean =>
    Math.abs(position.x - at.x) < cardSize.width && Math.abs(position.y - at.y) < cardSize.height;
  let at = wanted;
  while (flow.nodes.some((node) => covers(node, at))) at = { x: at.x, y: at.y + cardSize.height + cardGap.y };
  return at;
};

/** Adds a step that is not connected to anything. Returns its id. */
export const addStep = (flow: Flow, description: NodeDescription, position: Point): string => {
  const node = makeNode(flow, description, freePlace(flow, position));
  flow.nodes.push(node);
  return node.id;
};

/** Adds a step behind a port of another; what hung on that port stays where it is. Returns its id. */
export const addStepAfter = (flow: Flow, description: NodeDescription, from: string, port: string): string => {
  const before = nodeOf(flow, from);
  const siblings = flow.edges.filter((edge) => edge.from === from).length;
  const place = before
    ? { x: before.position.x + stepRight, y: before.position.y + siblings * (cardSize.height + cardGap.y) }
    : { x: 0, y: 0 };
  const id = addStep(flow, description, place);
  if (before) flow.edges.push({ from: before.id, port, to: id as FlowNode['id'] });
  return id;
};

/** Moves everything from a place to the right, to make room for a card. */
const makeRoom = (flow: Flow, from: string): void => {
  const moved = new Set([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const { from: source, to } of flow.edges)
      if (source === at && !moved.has(to)) {
        moved.add(to);
        open.push(to);
      }
  for (const node of flow.nodes) if (moved.has(node.id)) node.position.x += stepRight;
};

/** Puts a step into a line: what followed follows the new step, and moves to the right. Returns its id. */
export const insertStep = (flow: Flow, description: NodeDescription, edge: FlowEdge): string => {
  const after = nodeOf(flow, edge.to);
  const place = after ? { ...after.position } : { x: 0, y: 0 };
  makeRoom(flow, edge.to);
  const node = makeNode(flow, description, place);
  flow.nodes.push(node);
  splice(flow, edge, node.id, description.ports[0]?.id ?? 'out');
  return node.id;
};

/** Moves steps and all that follows them under the card to their left, so that no line runs behind a card. */
const moveBelow = (flow: Flow, first: ReadonlySet<string>): void => {
  const moved = new Set(first);
  for (const at of moved) for (const { from, to } of flow.edges) if (from === at) moved.add(to);
  for (const node of flow.nodes)
    if (moved.has(node.id))
      node.position = { x: node.position.x - stepRight, y: node.position.y + cardSize.height + cardGap.y };
};

/**
 * Puts a step that repeats before another one, which is then done once for each item. What followed the step follows when all
 * items are done, unless the step decides between ways. Returns the id of the new step.
 */
export const repeatStep = (flow: Flow, loop: NodeDescription, id: string, list: string): string => {
  const step = nodeOf(flow, id);
  const each = loop.ports.find(({ repeats }) => repeats)?.id ?? 'each';
  const done = loop.ports.find(({ repeats }) => !repeats)?.id ?? 'done';
  const node = makeNode(flow, loop, step ? { ...step.position } : { x: 0, y: 0 });
  node.params = { list };
  makeRoom(flow, id);
  const follows = flow.edges.filter(({ from }) => from === id);
  const isOneWay = follows.every(({ port }) => port === 'out');
  for (const edge of flow.edges) if (edge.to === id) edge.to = node.id;
  if (isOneWay) {
    for (const edge of follows) Object.assign(edge, { from: node.id, port: done });
    moveBelow(flow, new Set(follows.map(({ to }): string => to)));
  }
  flow.nodes.push(node);
  flow.edges.push({ from: node.id, port: each, to: id as FlowNode['id'] });
  return node.id;
};

/** Leads a line through a step that is there already. */
export const splice = (flow: Flow, edge: FlowEdge, id: string, port: string): void => {
  const index = flow.edges.findIndex((known) => edgeKey(known) === edgeKey(edge));
  if (index < 0) return;
  const through = id as FlowNode['id'];
  flow.edges.splice(index, 1, { ...edge, to: through }, { from: through, port, to: edge.to });
};

export const connect = (flow: Flow, edge: FlowEdge): void => {
  if (!flow.edges.some((known) => edgeKey(known) === edgeKey(edge))) flow.edges.push(edge);
};

export const disconnect = (flow: Flow, edge: FlowEdge): void => {
  flow.edges = flow.edges.filter((known) => edgeKey(known) !== edgeKey(edge));
};

/** Removes one step and joins its neighbours where that is clear: one line in, and one branch that is the longest. */
const removeOne = (flow: Flow, id: string): void => {
  const into = flow.edges.filter(({ to }) => to === id);
  const out = flow.edges.filter(({ from }) => from === id);
  flow.edges = flow.edges.filter(({ from, to }) => from !== id && to !== id);
  flow.nodes = flow.nodes.filter((node) => node.id !== id);
  for (const group of flow.groups) group.nodes = group.nodes.filter((member) => member !== id);
  flow.notes = flow.notes.filter((note) => note.node !== id);
  flow.samples = flow.samples.filter(({ node }) => node !== id);
  const reach = (start: string): number => {
    const seen = new Set([start]);
    for (const at of seen) for (const edge of flow.edges) if (edge.from === at) seen.add(edge.to);
    return seen.size;
  };
  const next = [...out].sort((a, b) => reach(b.to) - reach(a.to))[0];
  if (next) for (const { from, port } of into) connect(flow, { from, port, to: next.to });
};

export const removeSteps = (flow: Flow, ids: readonly string[]): void => {
  for (const id of ids) removeOne(flow, id);
  flow.groups = flow.groups.filter(({ nodes }) => nodes.length > 0);
};

export const moveSteps = (flow: Flow, moves: ReadonlyMap<string, Point>): void => {
  for (const part of [...flow.nodes, ...flow.notes]) {
    const to = moves.get(part.id);
    if (to) part.position = { x: to.x, y: to.y };
  }
};

export const renameStep = (flow: Flow, id: string, name: string): void => {
  const node = nodeOf(flow, id);
  if (!node) return;
  if (name.trim() === '') delete node.name;
  else node.name = name.trim().slice(0, 200);
};

export const setParam = (flow: Flow, id: string, path: ParamPath, value: JsonValue | undefined): void => {
  const node = nodeOf(flow, id);
  if (node) setAt(node.params as JsonRecord, path, value);
};

export const changeStep = (
  flow: Flow,
  id: string,
  change: Partial<Pick<FlowNode, 'skip' | 'onError' | 'timeoutMs'>>,
): void => {
  const node = nodeOf(flow, id);
  if (node) Object.assign(node, change);
};

/** Steps with the lines between them, as they travel through the clipboard. No credentials: those stay on this computer. */
export interface Clip {
  format: 'whenthen.steps/1';
  nodes: FlowNode[];
  edges: FlowEdge[];
}

const withoutCredentials = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withoutCredentials);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'credential' || key === 'connection' ? [] : [[key, withoutCredentials(inner)]],
    ),
  );
};

export const copySteps = (flow: Flow, ids: readonly string[]): Clip => {
  const wanted = new Set(ids);
  return {
    format: 'whenthen.steps/1',
    nodes: flow.nodes
      .filter(({ id }) => wanted.has(id))
      .map((node) => ({ ...node, params: withoutCredentials(node.params as JsonRecord) as FlowNode['params'] })),
    edges: flow.edges.filter(({ from, to }) => wanted.has(from) && wanted.has(to)),
  };
};

/** Adds copies of steps, moved by an offset; what they read among themselves they read from the copies. Returns the new ids. */
export const pasteSteps = (flow: Flow, clip: Clip, offset: Point): string[] => {
  const copies = new Map<string, FlowNode['id']>();
  for (const node of clip.nodes) {
    const id = freeNodeId(flow, node.type);
    copies.set(node.id, id);
    const position = { x: node.position.x + offset.x, y: node.position.y + offset.y };
    // The place in the list keeps the next copy from taking the same id.
    flow.nodes.push({ ...structuredClone(node), id, position });
  }
  for (const node of flow.nodes)
    if ([...copies.values()].includes(node.id))
      node.params = readCopies(node.params as JsonValue, copies) as FlowNode['params'];
  for (const { from, port, to } of clip.edges) {
    const [source, target] = [copies.get(from), copies.get(to)];
    if (source && target) flow.edges.push({ from: source, port, to: target });
  }
  return [...copies.values()];
};

export const addNote = (flow: Flow, position: Point, node?: string): string => {
  const id = freePartId(flow.notes, 'note');
  flow.notes.push({ id, text: '', position, ...(node !== undefined && { node: node as FlowNode['id'] }) });
  return id;
};

export const changeNote = (flow: Flow, id: string, change: Partial<Omit<Note, 'id'>>): void => {
  const note = flow.notes.find((known) => known.id === id);
  if (note) Object.assign(note, change);
};

export const removeNote = (flow: Flow, id: string): void => {
  flow.notes = flow.notes.filter((note) => note.id !== id);
};

/** Puts steps into one frame; a step is in one group at the most. */
export const groupSteps = (flow: Flow, ids: readonly string[], title: string): string => {
  const members = ids as FlowNode['id'][];
  for (const group of flow.groups) group.nodes = group.nodes.filter((id) => !members.includes(id));
  flow.groups = flow.groups.filter(({ nodes }) => nodes.length > 0);
  const id = freePartId(flow.groups, 'group');
  flow.groups.push({ id, title, nodes: [...members], collapsed: false });
  return id;
};

export const changeGroup = (flow: Flow, id: string, change: Partial<Pick<Group, 'title' | 'collapsed'>>): void => {
  const group = flow.groups.find((known) => known.id === id);
  if (group) Object.assign(group, change);
};

/** Takes the frame away and keeps the steps. */
export const ungroup = (flow: Flow, id: string): void => {
  flow.groups = flow.groups.filter((group) => group.id !== id);
};
