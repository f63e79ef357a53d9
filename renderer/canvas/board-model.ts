import type { Edge, Node } from '@xyflow/react';
import { Position } from '@xyflow/react';
import type { Flow, FlowEdge, Note } from '../client/types.ts';
import {
  cardHeightOf,
  failedPort,
  lineTop,
  portPlace,
  type StepLook,
  wayOutIds,
} from '../pieces/step-card/step-look.ts';
import { cardGap, cardSize, type Point } from '../stores/flow-edits.ts';
import { edgeKey } from '../stores/flow-graph.ts';

/** The flow as React Flow draws it. Pure: the same flow gives the same nodes and lines. */

export type StepNodeType = Node<{ look: StepLook; openPorts: string }, 'step'>;
export type NoteNodeType = Node<{ text: string; isComment: boolean }, 'note'>;
export type GroupNodeType = Node<{ group: string; title: string; count: number }, 'frame'>;
export type CollapsedNodeType = Node<
  { group: string; title: string; count: number; words: string; badge: StepLook['badge']; badgeText: string },
  'collapsed'
>;
export type GhostNodeType = Node<{ wants: 'when' | 'then'; step: string }, 'ghost'>;
export type BoardNode = StepNodeType | NoteNodeType | GroupNodeType | CollapsedNodeType | GhostNodeType;
export type LineEdgeType = Edge<{ isFailed: boolean }, 'line'>;

/** Ports of collapsed groups are joined into one of each. */
const groupNodeId = (group: string): string => `group ${group}`;
export const groupOfNode = (id: string): string | undefined => (id.startsWith('group ') ? id.slice(6) : undefined);

export const noteSize = { width: 220, height: 120 } as const;
const framePadding = { side: 20, top: 44, bottom: 20 } as const;
const handleSize = 28;

const handle = (id: string | null, type: 'source' | 'target', { x, y }: Point, position: Position) => ({
  id,
  type,
  position,
  x: x - handleSize / 2,
  y: y - handleSize / 2,
  width: handleSize,
  height: handleSize,
});

/** Where lines meet a card, so that lines to cards out of sight can be drawn too. */
const handlesOf = (look: StepLook) => [
  ...(look.isTrigger ? [] : [handle(null, 'target', { x: 0, y: lineTop }, Position.Left)]),
  ...wayOutIds(look).map((port) =>
    handle(port, 'source', portPlace(look, port), port === failedPort ? Position.Bottom : Position.Right),
  ),
];

const stepNode = (
  { id, position }: Flow['nodes'][number],
  look: StepLook,
  used: ReadonlySet<string>,
  isSelected: boolean,
): StepNodeType => ({
  id,
  type: 'step',
  position,
  data: {
    look,
    openPorts: wayOutIds(look)
      .filter((port) => !used.has(`${id} ${port}`) && port !== failedPort)
      .join(' '),
  },
  width: cardSize.width,
  height: cardHeightOf(look),
  handles: handlesOf(look),
  selected: isSelected,
});

const noteNode = ({ id, text, position, size, node }: Note, isSelected: boolean): NoteNodeType => ({
  id,
  type: 'note',
  position,
  data: { text, isComment: node !== undefined },
  width: size?.width ?? noteSize.width,
  height: size?.height ?? noteSize.height,
  connectable: false,
  selected: isSelected,
  zIndex: -1,
});

interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

const frameOf = (members: readonly { position: Point; look: StepLook }[]): Frame => {
  const x = Math.min(...members.map(({ position }) => position.x)) - framePadding.side;
  const y = Math.min(...members.map(({ position }) => position.y)) - framePadding.top;
  const right = Math.max(...members.map(({ position }) => position.x + cardSize.width)) + framePadding.side;
  const bottom =
    Math.max(...members.map(({ position, look }) => position.y + cardHeightOf(look))) + framePadding.bottom;
  return { x, y, width: right - x, height: bottom - y };
};

const worstFirst: readonly StepLook['badge'][] = ['running', 'error', 'unfinished', 'warning', 'skipped', 'ok'];

const groupNode = (
  { id, title, collapsed }: Flow['groups'][number],
  members: readonly { position: Point; look: StepLook }[],
): GroupNodeType | CollapsedNodeType => {
  const { x, y, width, height } = frameOf(members);
  const name = title === '' ? 'Group' : title;
  const shared = { id: groupNodeId(id), connectable: false, selectable: false };
  if (!collapsed)
    return {
      ...shared,
      type: 'frame',
      position: { x, y },
      data: { group: id, title: name, count: members.length },
      width,
      height,
      zIndex: -2,
    };
  const looks = members.map(({ look }) => look).sort((a, b) => a.number - b.number);
  const worst = worstFirst.flatMap((badge) => looks.find((look) => look.badge === badge) ?? [])[0];
  const [first, last] = [looks[0]?.title ?? '', looks.at(-1)?.title ?? ''];
  return {
    ...shared,
    type: 'collapsed',
    position: { x: x + framePadding.side, y: y + framePadding.top },
    data: {
      group: id,
      title: name,
      count: members.length,
      words: first === last ? first : `${first} … ${last}`,
      badge: worst?.badge ?? null,
      badgeText: worst?.badgeText ?? '',
    },
    width: cardSize.width,
    height: cardSize.height,
    handles: [
      handle(null, 'target', { x: 0, y: lineTop }, Position.Left),
      handle('out', 'source', { x: cardSize.width, y: lineTop }, Position.Right),
    ],
  };
};

/** What invites to begin: a When on an empty canvas, a Then beside the only When, a When before steps nothing starts. */
const ghostNode = ({ nodes }: Flow, looks: ReadonlyMap<string, StepLook>): GhostNodeType[] => {
  const triggers = nodes.filter(({ id }) => looks.get(id)?.isTrigger);
  const shared = { type: 'ghost' as const, draggable: false, selectable: false, connectable: false };
  if (triggers.length === 0) {
    const left = [...nodes].sort((a, b) => a.position.x - b.position.x)[0];
    const position = left ? { x: left.position.x - cardSize.width - cardGap.x, y: left.position.y } : { x: 0, y: 0 };
    return [
      { ...shared, id: 'ghost when', position, data: { wants: 'when', step: left?.id ?? '' }, width: 264, height: 300 },
    ];
  }
  const [only] = nodes;
  if (nodes.length !== 1 || !only) return [];
  const position = { x: only.position.x + cardSize.width + cardGap.x, y: only.position.y };
  return [{ ...shared, id: 'ghost then', position, data: { wants: 'then', step: only.id }, width: 264, height: 112 }];
};

/** Steps that are inside a collapsed group, and which one. */
const hiddenSteps = ({ groups }: Flow): ReadonlyMap<string, string> =>
  new Map(groups.filter(({ collapsed }) => collapsed).flatMap(({ id, nodes }) => nodes.map((member) => [member, id])));

/** Everything on the canvas, behind first. */
export const drawNodes = (
  flow: Flow,
  looks: ReadonlyMap<string, StepLook>,
  selected: ReadonlySet<string>,
): BoardNode[] => {
  const hidden = hiddenSteps(flow);
  const used = new Set(flow.edges.map(({ from, port }) => `${from} ${port}`));
  const byId = new Map<string, Flow['nodes'][number]>(flow.nodes.map((node) => [node.id, node]));
  const groups = flow.groups.flatMap((group) => {
    const members = group.nodes.flatMap((id) => {
      const [node, look] = [byId.get(id), looks.get(id)];
      return node && look ? [{ position: node.position, look }] : [];
    });
    return members.length > 0 ? [groupNode(group, members)] : [];
  });
  const steps = flow.nodes.flatMap((node) => {
    const look = looks.get(node.id);
    return look && !hidden.has(node.id) ? [stepNode(node, look, used, selected.has(node.id))] : [];
  });
  return [
    ...groups,
    ...flow.notes.map((note) => noteNode(note, selected.has(note.id))),
    ...steps,
    ...ghostNode(flow, looks),
  ];
};

/** Every line; those of a collapsed group end at its card, and those inside it are not drawn. */
export const drawEdges = (flow: Flow, looks: ReadonlyMap<string, StepLook>): LineEdgeType[] => {
  const hidden = hiddenSteps(flow);
  const seen = new Set<string>();
  return flow.edges.flatMap((edge): LineEdgeType[] => {
    const [fromGroup, toGroup] = [hidden.get(edge.from), hidden.get(edge.to)];
    if (fromGroup !== undefined && fromGroup === toGroup) return [];
    const ways = wayOutIds(looks.get(edge.from) ?? emptyLook);
    const way = ways.includes(edge.port) ? edge.port : ways[0];
    const id = edgeKey(edge);
    if (seen.has(id) || !looks.has(edge.to) || way === undefined) return [];
    seen.add(id);
    return [
      {
        id,
        type: 'line',
        source: fromGroup === undefined ? edge.from : groupNodeId(fromGroup),
        sourceHandle: fromGroup === undefined ? way : 'out',
        target: toGroup === undefined ? edge.to : groupNodeId(toGroup),
        data: { isFailed: edge.port === failedPort },
      },
    ];
  });
};

const emptyLook = { onlyPort: null, branches: [], canFail: false } as unknown as StepLook;

const sameData = (one: BoardNode, other: BoardNode): boolean => {
  const [a, b] = [one.data as Record<string, unknown>, other.data as Record<string, unknown>];
  return Object.keys(b).every((key) => a[key] === b[key]);
};

const sameNode = (one: BoardNode, other: BoardNode): boolean =>
  one.type === other.type &&
  one.position.x === other.position.x &&
  one.position.y === other.position.y &&
  one.width === other.width &&
  one.height === other.height &&
  Boolean(one.selected) === Boolean(other.selected) &&
  sameData(one, other);

/** The new nodes, with the old object where nothing changed and what was measured kept, so that few cards are drawn anew. */
export const keepNodes = (before: readonly BoardNode[], now: readonly BoardNode[]): BoardNode[] => {
  const old = new Map(before.map((node) => [node.id, node]));
  return now.map((fresh) => {
    const known = old.get(fresh.id);
    if (!known) return fresh;
    // What is being moved stays under the pointer until it is let go.
    const node = known.dragging ? { ...fresh, position: known.position, dragging: true } : fresh;
    if (sameNode(known, node)) return known;
    const { measured } = known;
    const isSameSize = known.width === node.width && known.height === node.height;
    return { ...node, ...(measured && isSameSize && { measured }) } as BoardNode;
  });
};

/** The old lines where nothing changed. */
export const keepEdges = (before: readonly LineEdgeType[], now: readonly LineEdgeType[]): LineEdgeType[] => {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  return now.map((edge) => {
    const known = old.get(edge.id);
    return known &&
      known.source === edge.source &&
      known.target === edge.target &&
      known.sourceHandle === edge.sourceHandle
      ? known
      : edge;
  });
};

/** Whether a straight way between two points crosses a rectangle. */
const crosses = (a: Point, b: Point, box: Frame): boolean => {
  let [enter, leave] = [0, 1];
  const sides: [delta: number, room: number][] = [
    [-(b.x - a.x), a.x - box.x],
    [b.x - a.x, box.x + box.width - a.x],
    [-(b.y - a.y), a.y - box.y],
    [b.y - a.y, box.y + box.height - a.y],
  ];
  for (const [delta, room] of sides) {
    if (delta === 0 && room < 0) return false;
    if (delta === 0) continue;
    const at = room / delta;
    if (delta < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
  }
  return enter <= leave;
};

/** The line a card at this place lies on, leaving its rim out of account. */
export const lineUnder = (
  flow: Flow,
  looks: ReadonlyMap<string, StepLook>,
  at: Point,
  own?: string,
): FlowEdge | undefined => {
  const box = { x: at.x + 40, y: at.y + 8, width: cardSize.width - 80, height: cardSize.height - 16 };
  const places = new Map<string, Point>(flow.nodes.map(({ id, position }) => [id, position]));
  return flow.edges.find((edge) => {
    const [from, to, look] = [places.get(edge.from), places.get(edge.to), looks.get(edge.from)];
    if (!from || !to || !look || edge.from === own || edge.to === own) return false;
    const port = portPlace(look, edge.port);
    return crosses({ x: from.x + port.x, y: from.y + port.y }, { x: to.x, y: to.y + lineTop }, box);
  });
};
