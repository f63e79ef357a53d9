import { getViewportForBounds, type ReactFlowInstance } from '@xyflow/react';
import type { BoardNode, LineEdgeType } from './board-model.ts';

/** The limits of zooming. */
export const zoomLimits = { least: 0.25, most: 2 } as const;

interface FitOptions {
  /** Only these, if any are given. */
  ids?: ReadonlySet<string> | undefined;
  largest: number;
  durationMs: number;
}

type Board = Pick<ReactFlowInstance<BoardNode, LineEdgeType>, 'getNodes' | 'setViewport'>;

/**
 * Brings cards into sight. The sizes come from the model: cards that are not drawn because they are out of sight have never been
 * measured. Returns the zoom.
 */
export const fitCards = (board: Board, stage: HTMLElement | null, { ids, largest, durationMs }: FitOptions): number => {
  const wanted = board.getNodes().filter(({ id }) => !ids || ids.size === 0 || ids.has(id));
  if (wanted.length === 0 || !stage) return 1;
  const left = Math.min(...wanted.map(({ position }) => position.x));
  const top = Math.min(...wanted.map(({ position }) => position.y));
  const right = Math.max(...wanted.map(({ position, width = 0 }) => position.x + width));
  const bottom = Math.max(...wanted.map(({ position, height = 0 }) => position.y + height));
  const viewport = getViewportForBounds(
    { x: left, y: top, width: right - left, height: bottom - top },
    stage.clientWidth,
    stage.clientHeight,
    zoomLimits.least,
    largest,
    0.12,
  );
  void board.setViewport(viewport, { duration: durationMs });
  return viewport.zoom;
};

/** Zoom below which words are hard to read. */
const readable = 0.5;
const comfortable = 0.76;

/** Where a flow opens: all of it when it can be read like that, else where it begins. */
export const openingView = (board: Board, stage: HTMLElement | null): void => {
  const zoom = fitCards(board, stage, { largest: 1, durationMs: 0 });
  const first = [...board.getNodes()].sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y)[0];
  if (zoom >= readable || !first || !stage) return;
  void board.setViewport({
    x: 48 - first.position.x * comfortable,
    y: stage.clientHeight / 3 - (first.position.y + 56) * comfortable,
    zoom: comfortable,
  });
};
