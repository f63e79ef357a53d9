/** A rectangle on the desktop, in points. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How the window was left, per display. */
export interface WindowState {
  bounds: Bounds;
  isMaximized: boolean;
}

/** A display as far as placing a window needs it. */
export interface Place {
  id: number;
  workArea: Bounds;
}

export const smallest = { width: 900, height: 600 } as const;
const usual = { width: 1360, height: 880 } as const;
/** This much of the title bar has to be on a display, or nobody can take hold of the window. */
const graspable = { width: 120, height: 40 } as const;

const overlap = (fromA: number, sizeA: number, fromB: number, sizeB: number): number =>
  Math.min(fromA + sizeA, fromB + sizeB) - Math.max(fromA, fromB);

const isGraspable = ({ x, y, width }: Bounds, { workArea }: Place): boolean =>
  overlap(x, width, workArea.x, workArea.width) >= graspable.width &&
  overlap(y, graspable.height, workArea.y, workArea.height) >= graspable.height;

const sized = ({ width, height }: { width: number; height: number }, { workArea }: Place) => ({
  width: Math.min(Math.max(Math.round(width), smallest.width), workArea.width),
  height: Math.min(Math.max(Math.round(height), smallest.height), workArea.height),
});

/** In the middle of a display, as large as usual or as large as fits. */
const centred = (place: Place): Bounds => {
  const { workArea } = place;
  const size = sized(usual, place);
  return {
    ...size,
    x: workArea.x + Math.round((workArea.width - size.width) / 2),
    y: workArea.y + Math.round((workArea.height - size.height) / 2),
  };
};

const isBounds = ({ x, y, width, height }: Bounds): boolean => [x, y, width, height].every(Number.isFinite);

/**
 * Where the window opens: as it was left on this display, unless the display is gone, was moved or got smaller, so that the
 * window could not be reached any more. The first place is where the window was last, or the main display.
 */
export const placeWindow = (
  saved: { readonly [display: string]: WindowState },
  places: readonly [Place, ...Place[]],
): WindowState & { display: number } => {
  for (const place of places) {
    const state = saved[place.id];
    if (!state || !isBounds(state.bounds)) continue;
    const bounds = { ...state.bounds, ...sized(state.bounds, place) };
    if (isGraspable(bounds, place)) return { bounds, isMaximized: state.isMaximized, display: place.id };
  }
  const [first] = places;
  return { bounds: centred(first), isMaximized: false, display: first.id };
};
