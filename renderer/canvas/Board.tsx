import '@xyflow/react/dist/base.css';
import {
  Background,
  type NodeMouseHandler,
  type OnMove,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { Move } from 'lucide-react';
import { type DragEvent, type PointerEvent, type ReactElement, useCallback, useMemo, useRef, useState } from 'react';
import { addLoose, insertInto } from '../pieces/flow-actions/edit-steps.ts';
import { stepMenu } from '../pieces/flow-actions/step-menu.ts';
import { useFlowEvents } from '../pieces/flow-actions/use-flow-events.ts';
import { nodeTypesNow } from '../pieces/step-card/node-types.ts';
import { useLooks } from '../pieces/step-card/use-looks.ts';
import { useCommands } from '../stores/commands.ts';
import { useEditor } from '../stores/editor.ts';
import type { Point } from '../stores/flow-edits.ts';
import { edgeKey } from '../stores/flow-graph.ts';
import { openStep } from '../stores/selection.ts';
import { ContextMenu } from '../ui/ContextMenu.tsx';
import styles from './Board.module.css';
import { HelperLines, ModeBanner, SelectionBar, SmallMap, ZoomTools } from './BoardTools.tsx';
import { type BoardNode, drawEdges, keepEdges, type LineEdgeType, lineUnder } from './board-model.ts';
import { detailAt, setBoard, useBoard } from './board-state.ts';
import { ConnectionLine } from './ConnectionLine.tsx';
import { type CanvasTools, canvasCommands, startMoving } from './canvas-commands.ts';
import { fitCards, openingView, zoomLimits } from './fit.ts';
import { GhostNode } from './GhostNode.tsx';
import { CollapsedNode, GroupNode } from './GroupNodes.tsx';
import { LineEdge, LineEnds } from './LineEdge.tsx';
import { NoteNode } from './NoteNode.tsx';
import { dragType } from './Palette.tsx';
import { StepNode } from './StepNode.tsx';
import { useBoardNodes } from './use-board-nodes.ts';
import { useConnecting } from './use-connecting.ts';
import { useCursorFocus } from './use-cursor-focus.ts';
import { useFitting } from './use-fitting.ts';
import { useTidy } from './use-tidy.ts';

const nodeTypes = { step: StepNode, note: NoteNode, frame: GroupNode, collapsed: CollapsedNode, ghost: GhostNode };
const edgeTypes = { line: LineEdge };
const snapGrid: [number, number] = [8, 8];
/** Fewer cards are all kept, so that nothing pops up while the canvas is moved. */
const drawAllUpTo = 120;

const useLines = (looks: ReturnType<typeof useLooks>): LineEdgeType[] => {
  const document = useEditor((state) => state.document);
  const last = useRef<LineEdgeType[]>([]);
  return useMemo(() => {
    last.current = keepEdges(last.current, drawEdges(document, looks));
    return last.current;
  }, [document, looks]);
};

const StepMenu = (): ReactElement | null => {
  const menu = useBoard((board) => board.menu);
  if (!menu) return null;
  const move = { id: 'move', label: 'Move…', icon: Move, kbd: 'M', onSelect: startMoving };
  return (
    <ContextMenu
      label="This step"
      isOpen
      x={menu.x}
      y={menu.y}
      items={stepMenu(menu.step, [move])}
      onClose={() => setBoard({ menu: null })}
    />
  );
};

const selectEdge = (_event: unknown, { id }: LineEdgeType): void => setBoard({ selectedEdge: id });

/** The drawing of the flow. It reads the flow that is open and changes it only through the editor. */
export const Board = (): ReactElement => {
  const stage = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<BoardNode, LineEdgeType>();
  const looks = useLooks();
  const edges = useLines(looks);
  const count = useEditor((state) => state.document.nodes.length);
  const { showAt, placeAt, ...nodeHandlers } = useBoardNodes(looks);
  const { disarm, connectArmed, handlers } = useConnecting();
  const tidy = useTidy(looks, showAt);
  const [isFree, setFree] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const store = useStoreApi();
  useCursorFocus(stage);

  const tools = useMemo<CanvasTools>(
    () => ({
      flow: flow as unknown as CanvasTools['flow'],
      tidy,
      disarm,
      showAt,
      show: (ids, largest = 1): void => void fitCards(flow, stage.current, { ids, largest, durationMs: 160 }),
      middle: (): Point => {
        const box = stage.current?.getBoundingClientRect();
        return box
          ? flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
          : { x: 0, y: 0 };
      },
    }),
    [flow, tidy, disarm, showAt],
  );
  const commands = useMemo(() => canvasCommands(tools), [tools]);
  const zoomTools = useMemo(
    () => ({
      tidy,
      fit: () => tools.show(),
      addNote: () => commands.find(({ id }) => id === 'canvas.note')?.run(),
    }),
    [tidy, tools, commands],
  );
  useCommands(commands);
  useFlowEvents(stage, commands);

  const onInit = useCallback((): void => {
    openingView(flow, stage.current);
    setBoard({ detail: detailAt(flow.getZoom()) });
  }, [flow]);
  const noteMove = useFitting(stage, flow);
  const onMove = useCallback<OnMove>(
    (event, { zoom }) => {
      noteMove(event);
      setBoard({ detail: detailAt(zoom) });
    },
    [noteMove],
  );
  const onNodeClick = useCallback<NodeMouseHandler<BoardNode>>(
    (event, node) => {
      setBoard({ selectedEdge: null });
      // A click on the place where lines meet a card is about a line.
      if ((event.target as Element).closest('.react-flow__handle')) return;
      if (node.type !== 'step' || event.shiftKey || event.metaKey || event.ctrlKey) return;
      if (!connectArmed(node.id)) openStep(node.id);
    },
    [connectArmed],
  );
  const onNodeContextMenu = useCallback<NodeMouseHandler<BoardNode>>((event, node) => {
    if (node.type !== 'step') return;
    event.preventDefault();
    setBoard({ menu: { step: node.id, x: event.clientX, y: event.clientY } });
  }, []);
  const onPaneClick = useCallback((): void => {
    disarm();
    setBoard({ selectedEdge: null });
    openStep(null);
    stage.current?.focus({ preventScroll: true });
  }, [disarm]);
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    const edge = lineUnder(useEditor.getState().document, looks, placeAt(event.clientX, event.clientY));
    setBoard({ dropEdge: edge ? edgeKey(edge) : null });
  };
  const onDragLeave = ({ relatedTarget }: DragEvent): void => {
    if (!(relatedTarget instanceof Node) || !stage.current?.contains(relatedTarget)) setBoard({ dropEdge: null });
  };
  const onDrop = (event: DragEvent): void => {
    const kind = nodeTypesNow().get(event.dataTransfer.getData(dragType));
    setBoard({ dropEdge: null });
    if (!kind) return;
    event.preventDefault();
    const at = placeAt(event.clientX, event.clientY);
    const edge = kind.kind === 'trigger' ? undefined : lineUnder(useEditor.getState().document, looks, at);
    if (edge) insertInto(kind, edge);
    else addLoose(kind, at);
  };
  // Read from the pointer itself: a key that was let go in another window is never heard of.
  const noteKeys = ({ altKey, shiftKey, metaKey, ctrlKey }: PointerEvent): void => {
    setFree(altKey);
    setPicking(shiftKey);
    store.setState({ multiSelectionActive: shiftKey || metaKey || ctrlKey });
  };

  return (
    <section
      ref={stage}
      tabIndex={-1}
      className={styles.stage}
      data-region="flow"
      aria-label="Canvas"
      {...{
        onDragOver,
        onDrop,
        onDragLeave,
        onPointerMove: noteKeys,
        onPointerDownCapture: noteKeys,
      }}
    >
      <LineEnds />
      <ReactFlow<BoardNode, LineEdgeType>
        aria-label={`Flow canvas, ${count} ${count === 1 ? 'step' : 'steps'}. Arrow keys go from step to step; the list shows the same flow.`}
        {...nodeHandlers}
        {...handlers}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={onInit}
        onMove={onMove}
        onNodeClick={onNodeClick}
        onNodeContextMenu={onNodeContextMenu}
        onPaneClick={onPaneClick}
        onEdgeClick={selectEdge}
        connectionLineComponent={ConnectionLine}
        attributionPosition="bottom-left"
        connectionRadius={40}
        connectOnClick
        snapToGrid={!isFree}
        snapGrid={snapGrid}
        minZoom={zoomLimits.least}
        maxZoom={zoomLimits.most}
        panOnScroll
        selectionKeyCode={null}
        selectionOnDrag={isPicking}
        panOnDrag={!isPicking}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={null}
        deleteKeyCode={null}
        nodeDragThreshold={3}
        zoomOnDoubleClick={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={count > drawAllUpTo}
      >
        <Background gap={18} size={1.4} />
        <SelectionBar tidy={tidy} />
        <HelperLines />
        <SmallMap />
      </ReactFlow>
      <ModeBanner disarm={disarm} showAt={showAt} />
      <ZoomTools {...zoomTools} />
      <StepMenu />
    </section>
  );
};
