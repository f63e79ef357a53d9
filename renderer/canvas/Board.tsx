import '@xyflow/react/dist/base.css';
import { Background, type NodeMouseHandler, type OnMove, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react';
import { type DragEvent, type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { handleCopy, handlePaste } from '../pieces/flow-actions/clipboard.ts';
import { addLoose, insertInto } from '../pieces/flow-actions/edit-steps.ts';
import { type FlowCommand, listenFor, targetSteps } from '../pieces/flow-actions/flow-keys.ts';
import { stepMenu } from '../pieces/flow-actions/step-menu.ts';
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
import { GhostNode } from './GhostNode.tsx';
import { CollapsedNode, GroupNode } from './GroupNodes.tsx';
import { LineEdge, LineEnds } from './LineEdge.tsx';
import { NoteNode } from './NoteNode.tsx';
import { dragType } from './Palette.tsx';
import { StepNode } from './StepNode.tsx';
import { useBoardNodes } from './use-board-nodes.ts';
import { useConnecting } from './use-connecting.ts';
import { useCursorFocus } from './use-cursor-focus.ts';
import { useTidy } from './use-tidy.ts';

const nodeTypes = { step: StepNode, note: NoteNode, frame: GroupNode, collapsed: CollapsedNode, ghost: GhostNode };
const edgeTypes = { line: LineEdge };
const snapGrid: [number, number] = [8, 8];
const multiKeys = ['Shift', 'Meta', 'Control'];
/** Fewer cards are all kept, so that nothing pops up while the canvas is moved. */
const drawAllUpTo = 120;
const fitAll = { padding: 0.12, maxZoom: 1 };

const useLines = (looks: ReturnType<typeof useLooks>): LineEdgeType[] => {
  const document = useEditor((state) => state.document);
  const last = useRef<LineEdgeType[]>([]);
  return useMemo(() => {
    last.current = keepEdges(last.current, drawEdges(document, looks));
    return last.current;
  }, [document, looks]);
};

/** Keys and the clipboard, while the canvas or something in it has the focus. */
const useStageEvents = (stage: React.RefObject<HTMLElement | null>, commands: readonly FlowCommand[]): void =>
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const keys = listenFor(commands);
    const isHere = (): boolean =>
      element.contains(document.activeElement) && !document.activeElement?.matches('input, textarea');
    const copy = (event: ClipboardEvent): void => {
      if (isHere()) handleCopy(event, targetSteps(), event.type === 'cut');
    };
    const paste = (event: ClipboardEvent): void => {
      if (isHere()) handlePaste(event);
    };
    element.addEventListener('keydown', keys);
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      element.removeEventListener('keydown', keys);
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [stage, commands]);

const StepMenu = (): ReactElement | null => {
  const menu = useBoard((board) => board.menu);
  if (!menu) return null;
  const move = { id: 'move', label: 'Move…', kbd: 'M', onSelect: startMoving };
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
  useCursorFocus(stage);

  const tools = useMemo<CanvasTools>(
    () => ({
      flow: flow as unknown as CanvasTools['flow'],
      tidy,
      disarm,
      showAt,
      fit: () => void flow.fitView({ ...fitAll, duration: 160 }),
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
  useCommands(commands);
  useStageEvents(stage, commands);

  const onInit = useCallback((): void => {
    const { nodes } = useEditor.getState().document;
    const left = [...nodes].sort((a, b) => a.position.x - b.position.x)[0];
    void flow.fitView(fitAll);
    // A long flow is opened where it begins, large enough to be read.
    if (left && flow.getZoom() < 0.5) {
      const height = stage.current?.clientHeight ?? 600;
      void flow.setViewport({
        x: 48 - left.position.x * 0.76,
        y: height / 2 - (left.position.y + 56) * 0.76,
        zoom: 0.76,
      });
    }
    setBoard({ detail: detailAt(flow.getZoom()) });
  }, [flow]);
  const onMove = useCallback<OnMove>((_event, { zoom }) => setBoard({ detail: detailAt(zoom) }), []);
  const onNodeClick = useCallback<NodeMouseHandler<BoardNode>>(
    (event, node) => {
      setBoard({ selectedEdge: null });
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
  const setFreely = (event: { altKey: boolean }): void => setFree(event.altKey);

  return (
    <section
      ref={stage}
      tabIndex={-1}
      className={styles.stage}
      aria-label="Canvas"
      {...{ onDragOver, onDrop, onDragLeave: () => setBoard({ dropEdge: null }), onPointerMove: setFreely }}
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
        onEdgeClick={(_event, edge) => setBoard({ selectedEdge: edge.id })}
        connectionLineComponent={ConnectionLine}
        attributionPosition="bottom-left"
        connectionRadius={40}
        connectOnClick
        snapToGrid={!isFree}
        snapGrid={snapGrid}
        minZoom={0.25}
        maxZoom={2}
        panOnScroll
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={multiKeys}
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
      <ZoomTools fit={tools.fit} tidy={tidy} addNote={() => commands.find(({ id }) => id === 'canvas.note')?.run()} />
      <StepMenu />
    </section>
  );
};
