import { create } from 'zustand';
import type { Point } from '../stores/flow-edits.ts';

/** How much of a card is worth drawing (ux.md 2.13): by steps, so that zooming draws anew only when one is crossed. */
export type Detail = 'full' | 'short' | 'title';

export const detailAt = (zoom: number): Detail => (zoom < 0.35 ? 'title' : zoom < 0.6 ? 'short' : 'full');

/** A line that shows what a dragged card is level with, in the flow's own pixels. */
export interface HelperLine {
  axis: 'x' | 'y';
  at: number;
}

/** What the canvas shows for the moment: never part of the flow, never undone. */
interface Board {
  detail: Detail;
  /** The line a dragged step would go into. */
  dropEdge: string | null;
  selectedEdge: string | null;
  helperLines: readonly HelperLine[];
  /** The way out that was clicked, while the step to connect to is being chosen. */
  armed: { step: string; port: string } | null;
  /** Where the steps were when they began to be moved by keys. */
  moving: ReadonlyMap<string, Point> | null;
  /** Steps an undo just changed. */
  flashing: ReadonlySet<string>;
  menu: { step: string; x: number; y: number } | null;
  hasMinimap: boolean;
}

export const useBoard = create<Board>(() => ({
  detail: 'full',
  dropEdge: null,
  selectedEdge: null,
  helperLines: [],
  armed: null,
  moving: null,
  flashing: new Set(),
  menu: null,
  hasMinimap: false,
}));

/** Sets what differs; nothing is drawn anew when nothing does. */
export const setBoard = (change: Partial<Board>): void => {
  const now = useBoard.getState();
  if ((Object.keys(change) as (keyof Board)[]).some((key) => now[key] !== change[key])) useBoard.setState(change);
};
