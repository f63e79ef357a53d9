import { type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import { classes } from './classes.ts';
import styles from './SplitPane.module.css';
import { clampSize, sizeAfterKey } from './split-size.ts';
import { useExtent } from './use-extent.ts';

interface SplitPaneProps {
  /** `row` puts the panes side by side, `column` one above the other. */
  direction: 'row' | 'column';
  /** Where the size is remembered. */
  storageKey: string;
  /** Pixels of the first pane, until someone moves the separator. */
  defaultSize: number;
  minFirst: number;
  minSecond: number;
  children: readonly [ReactNode, ReactNode];
  /** Gives the first pane all the room; it stays the same element, so that what is in it is not drawn anew. */
  isSecondHidden?: boolean | undefined;
  /** What the separator resizes: "Height of the canvas". */
  label: string;
}

const readSize = (key: string, otherwise: number): number => {
  const stored = Number(localStorage.getItem(key) ?? Number.NaN);
  return Number.isFinite(stored) && stored > 0 ? stored : otherwise;
};

/** Two panes with a separator that can be dragged, or moved with arrow keys, Home and End; a double click resets it. */
export const SplitPane = ({
  direction,
  storageKey,
  defaultSize,
  minFirst,
  minSecond,
  isSecondHidden = false,
  children: [first, second],
  label,
}: SplitPaneProps): ReactElement => {
  const box = useRef<HTMLDivElement>(null);
  const total = useExtent(box, direction);
  const [wanted, setWanted] = useState(() => readSize(storageKey, defaultSize));
  const [isMoving, setMoving] = useState(false);
  const room = { total: total ?? Number.POSITIVE_INFINITY, minFirst, minSecond };
  const size = clampSize(wanted, room);

  const keep = (next: number): void => {
    setWanted(next);
    localStorage.setItem(storageKey, String(next));
  };
  const reset = (): void => {
    setWanted(defaultSize);
    localStorage.removeItem(storageKey);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = sizeAfterKey(event.key, event.shiftKey, size, direction, room);
    if (next === undefined) return;
    event.preventDefault();
    keep(next);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!isMoving || !box.current) return;
    const edge = box.current.getBoundingClientRect();
    setWanted(clampSize(direction === 'row' ? event.clientX - edge.left : event.clientY - edge.top, room));
  };
  const stop = (): void => {
    if (!isMoving) return;
    setMoving(false);
    keep(size);
  };
  return (
    <div ref={box} className={classes(styles.split, styles[direction])}>
      <div
        className={styles.first}
        style={isSecondHidden ? { flex: 1 } : direction === 'row' ? { width: size } : { height: size }}
      >
        {first}
      </div>
      <hr
        hidden={isSecondHidden}
        tabIndex={0}
        aria-label={label}
        aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
        aria-valuenow={size}
        aria-valuemin={minFirst}
        aria-valuemax={total === undefined ? size : clampSize(total, room)}
        aria-valuetext={`${size} pixels`}
        data-moving={isMoving || undefined}
        className={styles.separator}
        onKeyDown={onKeyDown}
        onDoubleClick={reset}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setMoving(true);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={stop}
        onPointerCancel={stop}
      />
      {!isSecondHidden && <div className={styles.second}>{second}</div>}
    </div>
  );
};
