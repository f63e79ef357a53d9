import type { NodeProps } from '@xyflow/react';
import { CircleHelp, Plus } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { NodeDescription } from '../client/types.ts';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { ask } from '../pieces/flow-actions/asking.ts';
import { addBefore, addLoose } from '../pieces/flow-actions/edit-steps.ts';
import { useNodeList } from '../pieces/step-card/node-types.ts';
import { helpToChoose } from '../pieces/trigger-coach/coach-store.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { GhostNodeType } from './board-model.ts';

const WhenGhost = ({ step }: { step: string }): ReactElement => {
  const starts = useNodeList().filter(({ kind }) => kind === 'trigger');
  const add = (kind: NodeDescription): string => (step === '' ? addLoose(kind, { x: 0, y: 0 }) : addBefore(kind, step));
  return (
    <div className={classes(styles.ghost, 'nodrag', 'nopan')}>
      <b>When should this happen?</b>
      {starts.map((kind) => (
        <button
          key={kind.type}
          type="button"
          className={styles.ghostChoice}
          title={kind.description}
          onClick={() => add(kind)}
        >
          <FamilyIcon name={kind.icon} family={kind.family} />
          {kind.title}
        </button>
      ))}
      <button type="button" className={styles.ghostChoice} onClick={() => helpToChoose(add)}>
        <CircleHelp size={16} aria-hidden="true" />
        Help me choose
      </button>
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
