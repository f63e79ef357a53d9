import type { Point } from '../stores/flow-edits.ts';
import type { HelperLine } from './board-state.ts';

/** Lining up with other cards while one is dragged (ux.md 2.6). Pure; the flow's own pixels. */

export interface Box extends Point {
  width: number;
  height: number;
}

/** How close counts as level. */
export const snapDistance = 6;

interface Fit {
  /** How far the box has to move. */
  shift: number;
  /** Where both then are. */
  at: number;
}

const marks = (start: number, size: number): number[] => [start, start + size / 2, start + size];

const closestFit = (own: readonly number[], others: readonly number[]): Fit | undefined => {
  let best: Fit | undefined;
  for (const mark of own)
    for (const at of others) {
      const shift = at - mark;
      if (Math.abs(shift) <= snapDistance && Math.abs(shift) < Math.abs(best?.shift ?? Number.POSITIVE_INFINITY))
        best = { shift, at };
    }
  return best;
};

/** Where a dragged box goes when it is nearly level with others, and the one or two lines that show why. */
export const snapToOthers = (box: Box, others: readonly Box[]): { position: Point; lines: HelperLine[] } => {
  const along = closestFit(
    marks(box.x, box.width),
    others.flatMap(({ x, width }) => marks(x, width)),
  );
  const across = closestFit(
    marks(box.y, box.height),
    others.flatMap(({ y, height }) => marks(y, height)),
  );
  return {
    position: { x: box.x + (along?.shift ?? 0), y: box.y + (across?.shift ?? 0) },
    lines: [
      ...(along ? [{ axis: 'x' as const, at: along.at }] : []),
      ...(across ? [{ axis: 'y' as const, at: across.at }] : []),
    ],
  };
};
