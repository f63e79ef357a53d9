import type { OnMove, ReactFlowInstance } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useExtent } from '../ui/use-extent.ts';
import type { BoardNode, LineEdgeType } from './board-model.ts';
import { openingView } from './fit.ts';

/**
 * Keeps the flow in view while its room changes: a step is opened below, the window is made smaller. Once a person has moved or
 * zoomed, the view is theirs and stays where they put it.
 */
export const useFitting = (
  stage: RefObject<HTMLElement | null>,
  board: Pick<ReactFlowInstance<BoardNode, LineEdgeType>, 'getNodes' | 'setViewport'>,
): ((event: Parameters<OnMove>[0]) => void) => {
  const isTheirs = useRef(false);
  const width = useExtent(stage, 'row');
  const height = useExtent(stage, 'column');
  useEffect(() => {
    if (!isTheirs.current && width !== undefined && height !== undefined) openingView(board, stage.current);
  }, [width, height, board, stage]);
  return useCallback((event) => {
    // Moves of our own come without an event.
    if (event) isTheirs.current = true;
  }, []);
};
