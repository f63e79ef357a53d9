import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './RowGrid.module.css';
import { rowAfterKey } from './row-keys.ts';

interface RowGridProps<Row extends { id: string }> {
  label: string;
  rows: readonly Row[];
  /** Pixels. */
  rowHeight: number;
  /** The cells of a row, each with the role of a cell. Must be the same function from draw to draw. */
  renderRow: (row: Row) => ReactNode;
  /** The heads of the columns; without them each row is one cell. */
  head?: ReactNode;
  activeId: string | undefined;
  /** A row was chosen by key, or by pointer when nothing else is said. */
  onActive: (id: string) => void;
  /** A click on a row. */
  onPress?: ((id: string) => void) | undefined;
  /** Enter. */
  onOpen?: ((id: string) => void) | undefined;
  isComplete: boolean;
  onNearEnd: () => void;
  /** Whether the first rows are in sight; called when it changes. */
  onTopChange?: ((isAtTop: boolean) => void) | undefined;
}

/** Rows before the end at which the next page is asked for. */
const early = 40;
const ahead = 10;

const roles = {
  grid: (id: string, label: string, count: number, active: number, onKeyDown: (event: KeyboardEvent) => void) => ({
    id,
    onKeyDown,
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': count,
    ...(active >= 0 && { 'aria-activedescendant': `${id}-${active}` }),
  }),
  group: { role: 'rowgroup' },
  row: (id: string, index: number, isActive: boolean, shift: number, onClick: () => void) => ({
    id: `${id}-${index}`,
    onClick,
    role: 'row',
    'aria-rowindex': index + 1 + shift,
    'aria-selected': isActive,
  }),
} as const;

const Content = memo(({ row, render }: { row: { id: string }; render: (row: never) => ReactNode }) =>
  render(row as never),
);
Content.displayName = 'Content';

/**
 * A long grid of rows with one of them chosen; only the rows in sight exist. Arrows, J and K, Home, End and the page keys move,
 * Enter opens. Screen readers hear the true number of each row.
 */
export const RowGrid = <Row extends { id: string }>({
  label,
  rows,
  rowHeight,
  renderRow,
  head,
  activeId,
  onActive,
  onPress = onActive,
  onOpen,
  isComplete,
  onNearEnd,
  onTopChange,
}: RowGridProps<Row>): ReactElement => {
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const shift = head === undefined ? 0 : 1;
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: ahead,
    scrollPaddingStart: head === undefined ? 0 : 32,
  });
  const items = list.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (!isComplete && rows.length > 0 && lastShown >= rows.length - early) onNearEnd();
  }, [isComplete, rows.length, lastShown, onNearEnd]);

  const active = activeId === undefined ? -1 : rows.findIndex((row) => row.id === activeId);
  const isAtTop = useRef(true);
  const onScroll = (): void => {
    const next = (scroll.current?.scrollTop ?? 0) < rowHeight / 2;
    if (next === isAtTop.current) return;
    isAtTop.current = next;
    onTopChange?.(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const row = rows[active];
    if (event.key === 'Enter' && row) {
      onOpen?.(row.id);
      return;
    }
    const pageRows = Math.max(Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 1, 1);
    const next = rowAfterKey(event.key, active, rows.length, pageRows);
    if (next === undefined) return;
    event.preventDefault();
    list.scrollToIndex(next);
    const target = rows[next];
    if (target) onActive(target.id);
  };
  return (
    <div
      ref={scroll}
      {...roles.grid(id, label, isComplete ? rows.length + shift : -1, active, onKeyDown)}
      className={styles.scroll}
      onScroll={onScroll}
    >
      {head !== undefined && (
        <div {...roles.group} className={styles.head}>
          {head}
        </div>
      )}
      <div {...roles.group} className={styles.all} style={{ height: list.getTotalSize() }}>
        {items.map(({ key, index, start, size }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              {...roles.row(id, index, index === active, shift, () => onPress(row.id))}
              className={classes(styles.row, index === active && styles.active)}
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <Content row={row} render={renderRow} />
            </div>
          );
        })}
      </div>
    </div>
  );
};
