import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactElement, useId, useMemo, useRef, useState } from 'react';
import type { JsonValue, TemplatePath } from '../../client/types.ts';
import { classes } from '../../ui/classes.ts';
import { startFieldDrag } from './drag-field.ts';
import { FieldRowView } from './FieldRowView.tsx';
import styles from './FieldTree.module.css';
import { type FieldNode, type FieldRow, listFields, openAtFirst, searchFields, visibleRows } from './fields.ts';
import type { LabelMap } from './label.ts';
import { findByTyping, moveInTree } from './tree-keys.ts';

interface FieldTreeProps {
  value: JsonValue;
  /** The path that leads to the value: `['steps', 'map-1']`. */
  root: TemplatePath;
  /** Its name for screen readers: "Fields of Stripe event". */
  label: string;
  labels?: LabelMap | undefined;
  /** Called when a field is chosen; without it a click opens and closes. */
  onPick?: ((path: TemplatePath, value: JsonValue) => void) | undefined;
  /** Which fields can be chosen; all of them when it is left out. */
  isPickable?: ((node: FieldNode) => boolean) | undefined;
  /** Shows only what fits these words; everything found is open. */
  query?: string | undefined;
  draggable?: boolean | undefined;
}

const rowHeight = 28;
/** Up to here the lines are simply there and scroll with what is around them. */
const longTree = 300;
const typingPauseMs = 700;

const useTyping = (): ((key: string) => string) => {
  const typed = useRef({ text: '', at: 0 });
  return (key) => {
    const isNew = Date.now() - typed.current.at > typingPauseMs;
    const before = isNew || typed.current.text === key ? '' : typed.current.text;
    typed.current = { text: before + key, at: Date.now() };
    return typed.current.text;
  };
};

/** What of a tree is open: what one opened or closed, and the rest as it was at first. */
const useOpen = (nodes: readonly FieldNode[]) => {
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const open = useMemo(() => {
    const keys = openAtFirst(nodes);
    for (const [key, isOpen] of changed) isOpen ? keys.add(key) : keys.delete(key);
    return keys;
  }, [nodes, changed]);
  const set = (keys: readonly string[], isOpen: boolean): void =>
    setChanged((before) => new Map([...before, ...keys.map((key) => [key, isOpen] as const)]));
  return { open, set };
};

const everyKey = (nodes: readonly FieldNode[]): string[] =>
  nodes.flatMap(({ key, children }) => (children.length > 0 ? [key, ...everyKey(children)] : []));

/** Only the lines in sight, in a scroll area of their own. */
const LongRows = ({
  rows,
  scroll,
  active,
  renderRow,
}: {
  rows: readonly FieldRow[];
  scroll: React.RefObject<HTMLDivElement | null>;
  active: number;
  renderRow: (row: FieldRow, index: number) => ReactElement;
}): ReactElement => {
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = useRef(active);
  if (shown.current !== active) {
    shown.current = active;
    list.scrollToIndex(active);
  }
  return (
    <div role="none" className={styles.all} style={{ height: list.getTotalSize() }}>
      {list.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <div key={key} role="none" className={styles.at} style={{ transform: `translateY(${start}px)` }}>
              {renderRow(row, index)}
            </div>
          )
        );
      })}
    </div>
  );
};

/** The fields of a value as a tree: open it, search it, choose from it, drag from it. The keyboard does all but drag. */
export const FieldTree = ({
  value,
  root,
  label,
  labels,
  onPick,
  isPickable = () => true,
  query = '',
  draggable = false,
}: FieldTreeProps): ReactElement => {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  // A root is the same when it reads the same.
  const rootText = JSON.stringify(root);
  const nodes = useMemo(() => listFields(value, JSON.parse(rootText), labels), [value, rootText, labels]);
  const { open, set } = useOpen(nodes);
  const isSearching = query.trim() !== '';
  const rows = useMemo(() => {
    if (!isSearching) return visibleRows(nodes, open);
    const found = searchFields(nodes, query);
    return visibleRows(found, new Set(everyKey(found)));
  }, [nodes, open, isSearching, query]);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const type = useTyping();
  const active = Math.max(
    rows.findIndex(({ node }) => node.key === activeKey),
    0,
  );
  const go = (to: number): void => {
    const key = rows[to]?.node.key;
    if (key === undefined) return;
    setActiveKey(key);
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const press = ({ node, isOpen }: FieldRow): void => {
    setActiveKey(node.key);
    if (onPick && isPickable(node)) onPick(node.path, node.value);
    else if (node.children.length > 0) set([node.key], !isOpen);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[active];
    const move = moveInTree(event.key, rows, active);
    if (move?.kind === 'go') go(move.to);
    else if (move?.kind === 'open') set(move.keys, true);
    else if (move?.kind === 'close') set([move.key], false);
    else if (move?.kind === 'pick' && row) press(row);
    else if (event.key.length === 1 && event.key !== '/') go(findByTyping(rows, active, type(event.key)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const rowAt = (target: EventTarget): FieldRow | undefined => {
    const key = target instanceof Element ? target.closest('[data-key]')?.getAttribute('data-key') : undefined;
    return rows.find(({ node }) => node.key === key);
  };
  const onClick = (event: MouseEvent): void => {
    const row = rowAt(event.target);
    if (!row) return;
    if (event.target instanceof Element && event.target.closest('[data-toggle]')) set([row.node.key], !row.isOpen);
    else press(row);
  };
  const renderRow = (row: FieldRow, index: number): ReactElement => (
    <FieldRowView
      key={row.node.key}
      row={row}
      id={`${id}-${index}`}
      isActive={rows[active]?.node.key === row.node.key}
      canPick={onPick !== undefined && isPickable(row.node)}
      isDraggable={draggable}
    />
  );
  if (rows.length === 0) return <p className={styles.nothing}>{isSearching ? 'Nothing matches.' : 'No fields.'}</p>;
  const isLong = rows.length > longTree;
  return (
    <div
      ref={box}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${active}`}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDragStart={(event) => {
        const row = rowAt(event.target);
        if (row) startFieldDrag(event.dataTransfer, row.node.path);
      }}
      className={classes(styles.tree, isLong && styles.long)}
    >
      {isLong ? <LongRows rows={rows} scroll={box} active={active} renderRow={renderRow} /> : rows.map(renderRow)}
    </div>
  );
};
