import type { NodeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { ask } from '../pieces/flow-actions/asking.ts';
import { addBefore, addLoose } from '../pieces/flow-actions/edit-steps.ts';
import { useNodeList } from '../pieces/step-card/node-types.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { GhostNodeType } from './board-model.ts';

const WhenGhost = ({ step }: { step: string }): ReactElement => {
  const starts = useNodeList().filter(({ kind }) => kind === 'trigger');
  return (
    <div className={classes(styles.ghost, 'nodrag', 'nopan')}>
      <b>When should this happen?</b>
      {starts.map((kind) => (
        <button
          key={kind.type}
          type="button"
          className={styles.ghostChoice}
          title={kind.description}
          onClick={() => (step === '' ? addLoose(kind, { x: 0, y: 0 }) : addBefore(kind, step))}
        >
          <FamilyIcon name={kind.icon} family={kind.family} />
          {kind.title}
        </button>
      ))}
    </div>
  );
};

const ThenGhost = ({ step }: { step: string }): ReactElement => (
  <button
    type="button"
    className={classes(styles.ghost, styles.ghostThen, 'nodrag', 'nopan')}
    onClick={(event) => {
      const { left, top } = event.currentTarget.getBoundingClientRect();
      ask({ kind: 'add', place: { where: 'after', step }, point: { x: left, y: top } });
    }}
  >
    <Plus size={18} aria-hidden="true" />
    <b>Then what?</b>
  </button>
);

const GhostOnCanvas = ({ data: { wants, step } }: NodeProps<GhostNodeType>): ReactElement =>
  wants === 'when' ? <WhenGhost step={step} /> : <ThenGhost step={step} />;

/** What invites to begin a flow or to go on (ux.md 1.3). */
export const GhostNode = memo(GhostOnCanvas);
