/** The room of a split, all in pixels along its direction. */
export interface SplitRoom {
  total: number;
  minFirst: number;
  minSecond: number;
}

const step = 16;
const bigStep = 64;

/** Keeps a size of the first pane within what both panes need; the first pane yields last. */
export const clampSize = (size: number, { total, minFirst, minSecond }: SplitRoom): number =>
  Math.round(Math.max(minFirst, Math.min(size, total - minSecond)));

/** The size after a key on the separator; undefined for keys that do not move it. */
export const sizeAfterKey = (
  key: string,
  isShift: boolean,
  size: number,
  direction: 'row' | 'column',
  room: SplitRoom,
): number | undefined => {
  const by = isShift ? bigStep : step;
  const [back, on] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === back) return clampSize(size - by, room);
  if (key === on) return clampSize(size + by, room);
  if (key === 'Home') return clampSize(0, room);
  if (key === 'End') return clampSize(room.total, room);
  return undefined;
};
