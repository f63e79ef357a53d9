import { ReactFlowProvider } from '@xyflow/react';
import type { ReactElement } from 'react';
import { FlowQuestions } from '../pieces/flow-actions/FlowQuestions.tsx';
import { useNodeTypes } from '../pieces/step-card/node-types.ts';
import { useEditor } from '../stores/editor.ts';
import styles from './Board.module.css';
import { Board } from './Board.tsx';
import { Palette } from './Palette.tsx';

/** The flow that is open as a drawing, with the steps that can be added beside it (ux.md 2). */
export const Canvas = (): ReactElement | null => {
  const flowId = useEditor((state) => state.flowId);
  const types = useNodeTypes();
  if (flowId === null || types.size === 0) return null;
  return (
    <div className={styles.canvas}>
      <Palette />
      <ReactFlowProvider key={flowId}>
        <Board />
      </ReactFlowProvider>
      <FlowQuestions />
    </div>
  );
};
