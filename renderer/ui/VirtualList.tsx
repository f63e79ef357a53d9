import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import styles from './VirtualList.module.css';

interface VirtualListProps {
  /** How many rows there are so far. */
  count: number;
  /** Pixels. */
  rowHeight: number;
  renderRow: (index: number) => ReactNode;
  /** Called when the last rows come into sight, for loading more; once per count. */
  onNearEnd?: (() => void) | undefined;
  /** Whether `count` is all there is. */
  isComplete?: boolean | undefined;
  label: string;
}

const ahead = 8;

/** Roles in the place of table elements: rows out of the flow lose the meaning of `tr`. The table has the focus to be scrolled. */
const roles = {
  table: (label: string, count: number) => ({
    role: 'table',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': count,
  }),
  body: { role: 'rowgroup' },
  row: (index: number) => ({ role: 'row', 'aria-rowindex': index + 1 }),
  cell: { role: 'cell' },
} as const;

/** A long table of which only the rows in sight exist. Screen readers hear the true number of each row. */
export const VirtualList = ({
  count,
  rowHeight,
  renderRow,
  onNearEnd,
  isComplete = false,
  label,
}: VirtualListProps): ReactElement => {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: ahead,
  });
  const items = rows.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  const askedFor = useRef(-1);
  useEffect(() => {
    if (isComplete || count === 0 || lastShown < count - 1 || askedFor.current === count) return;
    askedFor.current = count;
    onNearEnd?.();
  }, [isComplete, count, lastShown, onNearEnd]);
  return (
    <div ref={scroll} {...roles.table(label, isComplete ? count : -1)} className={styles.scroll}>
      <div {...roles.body} className={styles.all} style={{ height: rows.getTotalSize() }}>
        {items.map(({ key, index, start, size }) => (
          <div
            key={key}
            {...roles.row(index)}
            className={styles.row}
            style={{ height: size, transform: `translateY(${start}px)` }}
          >
            <div {...roles.cell}>{renderRow(index)}</div>
          </div>
        ))}
      </div>
    </div>
  );
};
