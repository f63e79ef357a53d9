import { ChevronRight, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './FieldTree.module.css';
import { type FieldRow, rowLabel, rowSample } from './fields.ts';
import { typeIcons, typeWords } from './value-type.ts';

interface FieldRowViewProps {
  row: FieldRow;
  id: string;
  isActive: boolean;
  canPick: boolean;
  isDraggable: boolean;
}

/** The whole line is one thing for screen readers; the arrow is there for the pointer. */
const roles = ({ row: { node, level, position, siblings, isOpen }, id, isActive }: FieldRowViewProps) => ({
  role: 'treeitem',
  id,
  'data-key': node.key,
  'aria-level': level,
  'aria-posinset': position,
  'aria-setsize': siblings,
  'aria-selected': isActive,
  'aria-label': [rowLabel(node), typeWords[node.type], rowSample(node)].filter(Boolean).join(', '),
  ...(node.children.length > 0 && { 'aria-expanded': isOpen }),
});

/** One line of a field tree: picture of the type, name, and the sample at the end. The tree listens for all of its lines. */
export const FieldRowView = (props: FieldRowViewProps): ReactElement => {
  const { row, isActive, canPick, isDraggable } = props;
  const { node, level, isOpen } = row;
  const Icon = typeIcons[node.type];
  const sample = rowSample(node);
  return (
    <div
      {...roles(props)}
      title={sample.length > 24 ? sample : undefined}
      draggable={isDraggable}
      data-active={isActive || undefined}
      data-empty={node.type === 'empty' || undefined}
      className={classes(styles.row, canPick && styles.pickable)}
      style={{ paddingInlineStart: 4 + (level - 1) * 16 }}
    >
      <span
        className={classes(styles.arrow, isOpen && styles.open)}
        data-leaf={node.children.length === 0 || undefined}
        data-toggle={node.children.length > 0 || undefined}
        aria-hidden="true"
      >
        {node.children.length > 0 && <ChevronRight size={13} />}
      </span>
      <Icon size={14} aria-hidden="true" className={styles.icon} />
      <span className={styles.label}>{rowLabel(node)}</span>
      <span className={styles.sample}>{sample}</span>
      {canPick && (
        <span className={styles.plus} aria-hidden="true">
          <Plus size={14} />
        </span>
      )}
    </div>
  );
};
