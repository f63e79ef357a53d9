import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { ask } from '../pieces/flow-actions/asking.ts';
import { disconnectSteps, edgeOf, titleOf } from '../pieces/flow-actions/edit-steps.ts';
import { useSelection } from '../stores/selection.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { LineEdgeType } from './board-model.ts';
import { setBoard, useBoard } from './board-state.ts';

/** A place to grab is larger than its dot; lines end at the dot. */
const handleRim = 8;

const LineOnCanvas = ({
  id,
  source,
  target,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  data,
}: EdgeProps<LineEdgeType>): ReactElement => {
  const isDrop = useBoard((board) => board.dropEdge === id);
  const isSelected = useBoard((board) => board.selectedEdge === id);
  const hasPlus = useBoard((board) => board.detail === 'full');
  const isHot = useSelection(({ steps }) => steps.has(source) || steps.has(target));
  const isFailed = data?.isFailed === true;
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX: isFailed ? sourceX : sourceX - handleRim,
    sourceY: isFailed ? sourceY - handleRim : sourceY,
    targetX: targetX + handleRim - 1,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 12,
  });
  // Where lines part, the place for a new step is beside the step it comes before.
  const isForward = targetX - sourceX > 20 && !isFailed;
  const [toolX, toolY] = isForward ? [(sourceX + targetX) / 2, targetY] : [labelX, labelY];
  const at = { transform: `translate(${toolX}px, ${toolY}px) translate(-50%, -50%)` };
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        markerEnd={`url(#${isDrop || isSelected || isHot ? 'line-end-hot' : isFailed ? 'line-end-failed' : 'line-end'})`}
        className={classes(
          styles.line,
          isFailed && styles.failedLine,
          (isHot || isSelected) && styles.hotLine,
          isDrop && styles.dropLine,
        )}
      />
      {(hasPlus || isSelected || isDrop || isFailed) && (
        <EdgeLabelRenderer>
          <div className={classes(styles.edgeTools, isDrop && styles.passive, 'nodrag', 'nopan')} style={at}>
            {isDrop ? (
              <span className={styles.insertHere}>Insert here</span>
            ) : (
              <>
                {isFailed && <span className={styles.failedLabel}>If it fails</span>}
                {hasPlus && (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.plus}
                    aria-label={`Add a step between ${titleOf(source)} and ${titleOf(target)}`}
                    onClick={(event) => {
                      const edge = edgeOf(id);
                      const { right, top } = event.currentTarget.getBoundingClientRect();
                      if (edge) ask({ kind: 'add', place: { where: 'into', edge }, point: { x: right, y: top } });
                    }}
                  >
                    <Plus size={12} aria-hidden="true" />
                  </button>
                )}
                {isSelected && (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.plus}
                    aria-label={`Disconnect ${titleOf(source)} from ${titleOf(target)}`}
                    onClick={() => {
                      disconnectSteps([edgeOf(id)].filter((edge) => edge !== undefined));
                      setBoard({ selectedEdge: null });
                    }}
                  >
                    <X size={12} aria-hidden="true" />
                  </button>
                )}
              </>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
};

/** A line between two steps, with a plus to put a step into it (ux.md 2.4). */
export const LineEdge = memo(LineOnCanvas);

/** The arrow heads of lines; mount them once. */
export const LineEnds = (): ReactElement => (
  <svg className={styles.ends} aria-hidden="true">
    <defs>
      {(['line-end', 'line-end-hot', 'line-end-failed'] as const).map((id) => (
        <marker
          key={id}
          id={id}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="12"
          markerHeight="12"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 0 8 4 0 8z" className={styles[id]} />
        </marker>
      ))}
    </defs>
  </svg>
);
