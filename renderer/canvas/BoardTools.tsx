import { MiniMap, NodeToolbar, Position, useReactFlow, useViewport, ViewportPortal } from '@xyflow/react';
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  CopyPlus,
  Group,
  LayoutGrid,
  Map as MapIcon,
  Maximize,
  StickyNote,
  Trash2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { deleteSteps, duplicateSteps, groupSelected, nudgeSteps, titleOf } from '../pieces/flow-actions/edit-steps.ts';
import { useEditor } from '../stores/editor.ts';
import { useSelection } from '../stores/selection.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Board.module.css';
import { setBoard, useBoard } from './board-state.ts';
import type { CanvasTools } from './canvas-commands.ts';
import { endMoving, moveBy } from './canvas-commands.ts';

interface ZoomToolsProps {
  fit: () => void;
  tidy: () => void;
  addNote: () => void;
}

/** Zoom, fit, tidy and notes, bottom right. */
const ZoomToolsNow = ({ fit, tidy, addNote }: ZoomToolsProps): ReactElement => {
  const flow = useReactFlow();
  const { zoom } = useViewport();
  const hasMinimap = useBoard((board) => board.hasMinimap);
  return (
    <div className={styles.tools} role="toolbar" aria-label="View of the canvas">
      <IconButton
        label="Zoom out"
        icon={ZoomOut}
        size="small"
        kbd="$mod+-"
        placement="top"
        onPress={() => void flow.zoomOut()}
      />
      <button
        type="button"
        className={styles.zoomLevel}
        aria-label={`Zoom is ${Math.round(zoom * 100)} %, set it to 100 %`}
        onClick={() => void flow.zoomTo(1)}
      >
        {Math.round(zoom * 100)} %
      </button>
      <IconButton
        label="Zoom in"
        icon={ZoomIn}
        size="small"
        kbd="$mod+="
        placement="top"
        onPress={() => void flow.zoomIn()}
      />
      <span className={styles.divider} />
      <IconButton label="Show everything" icon={Maximize} size="small" kbd="Shift+1" placement="top" onPress={fit} />
      <IconButton label="Tidy up" icon={LayoutGrid} size="small" kbd="$mod+Shift+L" placement="top" onPress={tidy} />
      <IconButton label="New note" icon={StickyNote} size="small" kbd="N" placement="top" onPress={addNote} />
      <IconButton
        label="Small map"
        icon={MapIcon}
        size="small"
        placement="top"
        isPressed={hasMinimap}
        onPress={() => setBoard({ hasMinimap: !hasMinimap })}
      />
    </div>
  );
};

/** The whole flow in small. Off until someone wants it: it costs time while cards are dragged. */
const SmallMapNow = (): ReactElement | null =>
  useBoard((board) => board.hasMinimap) ? (
    <MiniMap
      pannable
      zoomable
      ariaLabel="Small map of the flow"
      position="bottom-left"
      nodeColor="var(--border-strong)"
      maskColor="color-mix(in srgb, var(--canvas) 70%, transparent)"
      bgColor="var(--surface)"
    />
  ) : null;

const nudge = 8;

/** What can be done to several steps, above them. Its arrows move them without dragging. */
const SelectionBarNow = ({ tidy }: { tidy: () => void }): ReactElement | null => {
  const picked = useSelection((selection) => selection.steps);
  const nodes = useEditor((state) => state.document.nodes);
  const ids = nodes.flatMap(({ id }) => (picked.has(id) ? [id as string] : []));
  if (ids.length < 2) return null;
  const move = (x: number, y: number) => (): void => nudgeSteps(ids, { x, y }, `nudge ${ids.join(' ')}`);
  return (
    <NodeToolbar nodeId={ids} isVisible position={Position.Top} offset={12}>
      <div className={styles.selectionTools} role="toolbar" aria-label="Selected steps">
        <span className={styles.selectionCount}>{ids.length} steps</span>
        <IconButton
          label="Group"
          icon={Group}
          size="small"
          kbd="$mod+G"
          placement="top"
          onPress={() => groupSelected(ids)}
        />
        <IconButton
          label="Tidy up these"
          icon={LayoutGrid}
          size="small"
          kbd="$mod+Shift+L"
          placement="top"
          onPress={tidy}
        />
        <IconButton
          label="Duplicate"
          icon={CopyPlus}
          size="small"
          kbd="$mod+D"
          placement="top"
          onPress={() => duplicateSteps(ids)}
        />
        <IconButton
          label="Delete"
          icon={Trash2}
          size="small"
          kbd="Delete"
          placement="top"
          onPress={() => deleteSteps(ids)}
        />
        <span className={styles.divider} />
        <IconButton label="Move left" icon={ArrowLeft} size="small" placement="top" onPress={move(-nudge, 0)} />
        <IconButton label="Move up" icon={ArrowUp} size="small" placement="top" onPress={move(0, -nudge)} />
        <IconButton label="Move down" icon={ArrowDown} size="small" placement="top" onPress={move(0, nudge)} />
        <IconButton label="Move right" icon={ArrowRight} size="small" placement="top" onPress={move(nudge, 0)} />
      </div>
    </NodeToolbar>
  );
};

/** What the canvas waits for: the step to connect to, or where to put what is being moved. */
const ModeBannerNow = ({ disarm, showAt }: Pick<CanvasTools, 'disarm' | 'showAt'>): ReactElement | null => {
  const armed = useBoard((board) => board.armed);
  const moving = useBoard((board) => board.moving);
  if (moving) {
    const [first = ''] = moving.keys();
    const arrows = [
      { direction: 'left', label: 'Move left', sign: '←' },
      { direction: 'up', label: 'Move up', sign: '↑' },
      { direction: 'down', label: 'Move down', sign: '↓' },
      { direction: 'right', label: 'Move right', sign: '→' },
    ] as const;
    return (
      <div className={styles.banner}>
        <span>Moving {moving.size === 1 ? titleOf(first) : `${moving.size} steps`} · Esc takes it back</span>
        {arrows.map(({ direction, label, sign }) => (
          <button key={direction} type="button" aria-label={label} onClick={() => moveBy(direction, 40, { showAt })}>
            {sign}
          </button>
        ))}
        <button type="button" onClick={() => endMoving(true, { showAt })}>
          Done
        </button>
      </div>
    );
  }
  if (!armed) return null;
  return (
    <div className={styles.banner}>
      <span>Choose the step to connect to · Esc to cancel</span>
      <button type="button" onClick={disarm}>
        Cancel
      </button>
    </div>
  );
};

const far = 100_000;

/** Lines that show what a dragged card is level with. */
const HelperLinesNow = (): ReactElement => {
  const lines = useBoard((board) => board.helperLines);
  const { zoom } = useViewport();
  const thin = 1 / zoom;
  return (
    <ViewportPortal>
      {lines.map(({ axis, at }) => (
        <div
          key={axis}
          className={styles.helperLine}
          style={
            axis === 'x'
              ? { left: at, top: -far, width: thin, height: 2 * far }
              : { left: -far, top: at, width: 2 * far, height: thin }
          }
        />
      ))}
    </ViewportPortal>
  );
};

// While a card is dragged the board is drawn anew with every move; these have nothing to do with that.
export const ZoomTools = memo(ZoomToolsNow);
export const SelectionBar = memo(SelectionBarNow);
export const ModeBanner = memo(ModeBannerNow);
export const HelperLines = memo(HelperLinesNow);
export const SmallMap = memo(SmallMapNow);
