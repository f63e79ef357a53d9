import { Handle, type NodeProps, Position } from '@xyflow/react';
import { ChevronsDownUp, ChevronsUpDown, Ungroup } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { StepBadge } from '../pieces/step-card/StepBadge.tsx';
import { edit } from '../stores/editor.ts';
import { changeGroup, ungroup } from '../stores/flow-edits.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { CollapsedNodeType, GroupNodeType } from './board-model.ts';

const setCollapsed = (group: string, collapsed: boolean): void =>
  edit(collapsed ? 'fold a group' : 'unfold a group', (flow) => changeGroup(flow, group, { collapsed }));

const FrameOnCanvas = ({ data: { group, title } }: NodeProps<GroupNodeType>): ReactElement => (
  <div className={styles.frame}>
    <div className={styles.frameBar}>
      <input
        value={title}
        tabIndex={-1}
        maxLength={200}
        aria-label="Name of the group"
        className={classes(styles.frameTitle, 'nodrag')}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === 'Escape') && event.currentTarget.blur()}
        onChange={(event) => {
          const { value } = event.target;
          edit('name a group', (flow) => changeGroup(flow, group, { title: value }), `group ${group}`);
        }}
      />
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Fold ${title}`}
        title="Fold"
        className={classes(styles.menuButton, 'nodrag')}
        onClick={() => setCollapsed(group, true)}
      >
        <ChevronsDownUp size={15} aria-hidden="true" />
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Ungroup ${title}`}
        title="Ungroup"
        className={classes(styles.menuButton, 'nodrag')}
        onClick={() => edit('ungroup', (flow) => ungroup(flow, group))}
      >
        <Ungroup size={15} aria-hidden="true" />
      </button>
    </div>
  </div>
);

/** The frame around the steps of a group; it moves them. */
export const GroupNode = memo(FrameOnCanvas);

const CollapsedOnCanvas = ({
  data: { group, title, count, words, badge, badgeText },
}: NodeProps<CollapsedNodeType>): ReactElement => (
  <>
    <div className={styles.collapsed}>
      <div className={styles.frameBar}>
        <b className={styles.collapsedTitle}>{title}</b>
        {badge && <StepBadge badge={badge} text={badgeText} />}
        <button
          type="button"
          aria-label={`Unfold ${title}`}
          title="Unfold"
          className={classes(styles.menuButton, 'nodrag')}
          onClick={() => setCollapsed(group, false)}
        >
          <ChevronsUpDown size={15} aria-hidden="true" />
        </button>
      </div>
      <p className={styles.collapsedWords}>{count === 1 ? '1 step' : `${count} steps`}</p>
      <p className={styles.collapsedWords}>{words}</p>
    </div>
    <Handle
      type="target"
      position={Position.Left}
      className={styles.handle}
      style={{ top: 56 }}
      isConnectable={false}
    />
    <Handle
      id="out"
      type="source"
      position={Position.Right}
      className={styles.handle}
      style={{ top: 56 }}
      isConnectable={false}
    />
  </>
);

/** A folded group: one card that stands for all its steps. */
export const CollapsedNode = memo(CollapsedOnCanvas);
