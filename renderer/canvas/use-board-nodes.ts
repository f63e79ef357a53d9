import { applyNodeChanges, type NodeChange, type OnNodeDrag, useReactFlow } from '@xyflow/react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FlowEdge } from '../client/types.ts';
import { spliceStep } from '../pieces/flow-actions/edit-steps.ts';
import type { StepLook } from '../pieces/step-card/step-look.ts';
import { edit, useEditor } from '../stores/editor.ts';
import { cardSize, moveSteps, type Point } from '../stores/flow-edits.ts';
import { edgeKey } from '../stores/flow-graph.ts';
import { selectSteps, useSelection } from '../stores/selection.ts';
import { announce } from '../ui/announcer.ts';
import { type BoardNode, drawNodes, groupOfNode, keepNodes, lineUnder } from './board-model.ts';
import { setBoard, useBoard } from './board-state.ts';
import { type Box, snapToOthers } from './snap.ts';

/** How far around a dragged card others are looked at, in the flow's pixels. */
const snapReach = 1200;

const boxOf = ({ position, width = 0, height = 0 }: BoardNode, at: Point = position): Box => ({ ...at, width, height });

const isNear = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) < snapReach && Math.abs(one.y - other.y) < snapReach;

/** Moves a lone dragged card to where it is level with others. */
const snapChanges = (changes: NodeChange<BoardNode>[], nodes: readonly BoardNode[]): NodeChange<BoardNode>[] => {
  const moved = changes.filter((change) => change.type === 'position' && change.dragging);
  const [only] = moved;
  if (moved.length !== 1 || only?.type !== 'position' || !only.position || groupOfNode(only.id) !== undefined)
    return changes;
  const node = nodes.find(({ id }) => id === only.id);
  if (!node) return changes;
  const box = boxOf(node, only.position);
  const others = nodes.filter(({ id, type }) => id !== only.id && type === 'step').map((other) => boxOf(other));
  const { position, lines } = snapToOthers(
    box,
    others.filter((other) => isNear(box, other)),
  );
  const shown = useBoard.getState().helperLines;
  const isSame =
    shown.length === lines.length &&
    shown.every(({ axis, at }, index) => lines[index]?.axis === axis && lines[index]?.at === at);
  if (!isSame) setBoard({ helperLines: lines });
  return changes.map((change) => (change === only ? { ...only, position } : change));
};

/** The members of a dragged frame go with it. */
const moveMembers = (changes: readonly NodeChange<BoardNode>[], nodes: readonly BoardNode[]): BoardNode[] => {
  let moved = [...nodes];
  for (const change of changes) {
    if (change.type !== 'position' || !change.position) continue;
    const group = groupOfNode(change.id);
    const frame = nodes.find(({ id }) => id === change.id);
    if (group === undefined || !frame) continue;
    const by = { x: change.position.x - frame.position.x, y: change.position.y - frame.position.y };
    const members = new Set<string>(useEditor.getState().document.groups.find(({ id }) => id === group)?.nodes);
    moved = moved.map((node) =>
      members.has(node.id)
        ? {
            ...node,
            position: { x: node.position.x + by.x, y: node.position.y + by.y },
            dragging: change.dragging === true,
          }
        : node,
    );
  }
  return moved;
};

const pickChanged = (changes: readonly NodeChange<BoardNode>[]): void => {
  const picked = new Set(useSelection.getState().steps);
  const before = picked.size;
  let isChanged = false;
  for (const change of changes) {
    if (change.type !== 'select' || picked.has(change.id) === change.selected) continue;
    isChanged = true;
    if (change.selected) picked.add(change.id);
    else picked.delete(change.id);
  }
  if (!isChanged) return;
  selectSteps(picked);
  if (picked.size > 1 && picked.size !== before) announce(`${picked.size} steps selected`);
};

/** Where everything that was dragged is now, as far as it moved; members of a folded group go with their card. */
const movesOf = (dragged: readonly BoardNode[], nodes: readonly BoardNode[], starts: ReadonlyMap<string, Point>) => {
  const { document } = useEditor.getState();
  const places = new Map<string, Point>(
    [...document.nodes, ...document.notes].map(({ id, position }) => [id, position]),
  );
  const moves = new Map<string, Point>();
  for (const { id } of dragged) {
    const node = nodes.find((known) => known.id === id);
    const start = starts.get(id);
    if (!node || !start) continue;
    const by = { x: node.position.x - start.x, y: node.position.y - start.y };
    if (by.x === 0 && by.y === 0) continue;
    const group = groupOfNode(id);
    const ids = group === undefined ? [id] : (document.groups.find((known) => known.id === group)?.nodes ?? []);
    for (const moved of ids) {
      const from = places.get(moved);
      if (from) moves.set(moved, { x: Math.round(from.x + by.x), y: Math.round(from.y + by.y) });
    }
  }
  return moves;
};

/** The cards as React Flow holds them: those of the document, and what is being dragged until it is let go. */
export const useBoardNodes = (looks: ReadonlyMap<string, StepLook>) => {
  const document = useEditor((state) => state.document);
  const picked = useSelection((selection) => selection.steps);
  const wanted = useMemo(() => drawNodes(document, looks, picked), [document, looks, picked]);
  const [nodes, setNodes] = useState(wanted);
  const latest = useRef(wanted);
  const isFree = useRef(false);
  const starts = useRef<Map<string, Point>>(new Map());
  const drop = useRef<FlowEdge | undefined>(undefined);
  const flow = useReactFlow();

  const put = useCallback((next: BoardNode[]): void => {
    latest.current = next;
    setNodes(next);
  }, []);
  useLayoutEffect(() => put(keepNodes(latest.current, wanted)), [wanted, put]);

  const onNodesChange = useCallback(
    (changes: NodeChange<BoardNode>[]): void => {
      pickChanged(changes);
      const snapped = isFree.current ? changes : snapChanges(changes, latest.current);
      put(applyNodeChanges(snapped, moveMembers(snapped, latest.current)));
    },
    [put],
  );
  const onNodeDragStart = useCallback<OnNodeDrag<BoardNode>>((_event, _node, dragged) => {
    starts.current = new Map(dragged.map(({ id, position }) => [id, { ...position }]));
  }, []);
  const onNodeDrag = useCallback<OnNodeDrag<BoardNode>>(
    (event, node, dragged) => {
      isFree.current = event.altKey;
      const { document: now } = useEditor.getState();
      const isLoose = !now.edges.some(({ from, to }) => from === node.id || to === node.id);
      const mayInsert = dragged.length === 1 && node.type === 'step' && isLoose && !node.data.look.isTrigger;
      const place = latest.current.find(({ id }) => id === node.id)?.position;
      drop.current = mayInsert && place ? lineUnder(now, looks, place, node.id) : undefined;
      setBoard({ dropEdge: drop.current ? edgeKey(drop.current) : null });
    },
    [looks],
  );
  const onNodeDragStop = useCallback<OnNodeDrag<BoardNode>>((_event, node, dragged) => {
    const moves = movesOf(dragged, latest.current, starts.current);
    setBoard({ helperLines: [], dropEdge: null });
    const edge = drop.current;
    drop.current = undefined;
    if (moves.size === 0) return;
    if (edge) spliceStep(node.id, edge, moves);
    else edit(moves.size === 1 ? 'move 1 step' : `move ${moves.size} steps`, (draft) => moveSteps(draft, moves));
  }, []);
  /** Shows places without keeping them; `hold` keeps them there whatever the document says meanwhile. */
  const showAt = useCallback(
    (places: ReadonlyMap<string, Point>, hold: boolean): void =>
      put(
        latest.current.map((node) => {
          const position = places.get(node.id);
          return position ? ({ ...node, position, dragging: hold } as BoardNode) : node;
        }),
      ),
    [put],
  );
  /** Where a card dropped at a point of the window goes. */
  const placeAt = useCallback(
    (x: number, y: number): Point => {
      const at = flow.screenToFlowPosition({ x, y });
      return { x: at.x - cardSize.width / 2, y: at.y - 40 };
    },
    [flow],
  );
  return { nodes, onNodesChange, onNodeDragStart, onNodeDrag, onNodeDragStop, showAt, placeAt };
};
