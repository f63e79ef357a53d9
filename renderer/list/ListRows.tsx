import { CornerDownRight, Ellipsis, Plus, StickyNote } from 'lucide-react';
import { type FocusEvent, type MouseEvent, memo, type ReactElement } from 'react';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { ask } from '../pieces/flow-actions/asking.ts';
import { cursorAt, focusStep, useCursor } from '../pieces/flow-actions/cursor.ts';
import { callStep } from '../pieces/flow-actions/edit-steps.ts';
import { TitleField } from '../pieces/flow-actions/TitleField.tsx';
import { PracticeMark } from '../pieces/step-card/PracticeMark.tsx';
import { StepBadge } from '../pieces/step-card/StepBadge.tsx';
import { nameStep, type StepLook } from '../pieces/step-card/step-look.ts';
import { Summary } from '../pieces/summary/Summary.tsx';
import { openStep, selectSteps, useSelection } from '../stores/selection.ts';
import { classes } from '../ui/classes.ts';
import styles from './FlowList.module.css';
import type { OutlineRow } from './outline.ts';

const pointOf = (event: MouseEvent): { x: number; y: number } => {
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
};

const indent = (level: number) => ({ paddingInlineStart: 12 + (level - 1) * 24 });

const pick = (step: string, event: MouseEvent): void => {
  if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
    openStep(step);
    return;
  }
  const picked = new Set(useSelection.getState().steps);
  if (!picked.delete(step)) picked.add(step);
  selectSteps(picked);
};

interface StepRowProps {
  look: StepLook;
  level: number;
  onMenu: (step: string, x: number, y: number) => void;
}

/** A row of a tree grid that takes the focus as a whole. */
const rowRole = ({
  look,
  level,
  isCurrent,
  isSelected,
  onMenu,
}: StepRowProps & { isCurrent: boolean; isSelected: boolean }) => ({
  role: 'row',
  tabIndex: isCurrent ? 0 : -1,
  'data-step': look.id,
  'aria-level': level,
  'aria-selected': isSelected,
  'aria-label': nameStep(look),
  onFocus: (event: FocusEvent) => {
    if (event.target === event.currentTarget) cursorAt(look.id);
  },
  onClick: (event: MouseEvent) => {
    if (!(event.target as Element).closest('button, input')) pick(look.id, event);
  },
  onContextMenu: (event: MouseEvent) => {
    event.preventDefault();
    onMenu(look.id, event.clientX, event.clientY);
  },
});
/** A row of another kind: it says something about the steps around it. */
const asideRole = (level: number) => ({ role: 'row', tabIndex: -1, 'aria-level': level });
const cell = { role: 'gridcell' };

const StepRowOf = ({ look, level, onMenu }: StepRowProps): ReactElement => {
  const isCurrent = useCursor((cursor) => cursor.step === look.id);
  const isRenaming = useCursor((cursor) => cursor.renaming === look.id);
  const isSelected = useSelection(({ steps, activeStep }) => steps.has(look.id) || activeStep === look.id);
  const hasNext = look.onlyPort !== null;
  return (
    <div
      {...rowRole({ look, level, isCurrent, isSelected, onMenu })}
      className={classes(styles.row, isSelected && styles.selected)}
      style={indent(level)}
    >
      <div {...cell} className={styles.number}>
        {look.number}
      </div>
      <div {...cell} className={styles.name}>
        <FamilyIcon name={look.icon} family={look.family} size={18} />
        {isRenaming ? <TitleField step={look.id} title={look.title} /> : <b className={styles.title}>{look.title}</b>}
        {look.isPractice && <PracticeMark />}
        {look.hasNote && <StickyNote size={14} aria-label="Has a comment" className={styles.quiet} />}
      </div>
      <div {...cell} className={styles.summary}>
        {look.isSkipped && <span className={styles.skipped}>Skipped. </span>}
        {look.badge === 'unfinished' ? (
          <span className={styles.needs}>{look.badgeText}</span>
        ) : (
          <Summary text={look.summary} />
        )}
      </div>
      <div {...cell} className={styles.end}>
        {look.badge && <StepBadge badge={look.badge} text={look.badgeText} />}
        <button
          type="button"
          tabIndex={-1}
          aria-haspopup="menu"
          aria-label={`More for ${look.title}`}
          className={styles.button}
          onClick={(event) => {
            const { x, y } = pointOf(event);
            onMenu(look.id, x, y);
          }}
        >
          <Ellipsis size={16} aria-hidden="true" />
        </button>
        {hasNext && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Add a step after ${look.title}`}
            className={styles.between}
            onClick={(event) => ask({ kind: 'add', place: { where: 'after', step: look.id }, point: pointOf(event) })}
          >
            <Plus size={12} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  );
};

/** A step of the list. */
export const StepRow = memo(StepRowOf);

/** The name of a branch, with a plus to put a step at its beginning. */
export const BranchRow = ({ row }: { row: Extract<OutlineRow, { kind: 'branch' }> }): ReactElement => {
  const { step, port, label, edge, level } = row;
  return (
    <div {...asideRole(level)} className={styles.branch} style={indent(level)}>
      <div {...cell} className={styles.branchName}>
        <span className={classes(styles.branchLabel, port === 'failed' && styles.failed)}>{label}</span>
        {!edge && <span className={styles.quiet}>ends here</span>}
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Add a step to ${label}`}
          className={styles.button}
          onClick={(event) =>
            ask({
              kind: 'add',
              place: edge ? { where: 'into', edge } : { where: 'behind', step, port },
              point: pointOf(event),
            })
          }
        >
          <Plus size={14} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
};

/** Where a branch goes on at a step that is listed elsewhere. */
export const JumpRow = ({ row }: { row: Extract<OutlineRow, { kind: 'jump' }> }): ReactElement => (
  <div {...asideRole(row.level)} className={styles.branch} style={indent(row.level)}>
    <div {...cell}>
      <button type="button" tabIndex={-1} className={styles.jump} onClick={() => focusStep(row.to)}>
        <CornerDownRight size={14} aria-hidden="true" />
        goes on at {callStep(row.to)}
      </button>
    </div>
  </div>
);
