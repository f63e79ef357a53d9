import { type ConnectionLineComponentProps, getSmoothStepPath } from '@xyflow/react';
import type { ReactElement } from 'react';
import type { FlowEdge } from '../client/types.ts';
import { isTrigger } from '../pieces/flow-actions/edit-steps.ts';
import { useEditor } from '../stores/editor.ts';
import { whyNotConnect } from '../stores/flow-graph.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { BoardNode } from './board-model.ts';

/** The line that is being drawn, and why it may not end where it is (ux.md 2.8). */
export const ConnectionLine = ({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  fromHandle,
  fromNode,
  toNode,
  connectionStatus,
}: ConnectionLineComponentProps<BoardNode>): ReactElement => {
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
    borderRadius: 12,
  });
  const why =
    connectionStatus === 'invalid' && toNode
      ? whyNotConnect(
          useEditor.getState().document,
          { from: fromNode.id, port: fromHandle.id ?? 'out', to: toNode.id } as FlowEdge,
          isTrigger,
        )
      : null;
  return (
    <g>
      <path d={path} className={classes(styles.drawing, why !== null && styles.refused)} />
      {why !== null && (
        <foreignObject x={toX + 14} y={toY + 14} width={260} height={64} className={styles.bubbleBox}>
          <div className={styles.bubble}>{why}</div>
        </foreignObject>
      )}
    </g>
  );
};
