import { Handle, type NodeProps, Position } from '@xyflow/react';
import { Ellipsis, Plus } from 'lucide-react';
import { type FocusEvent, memo, type ReactElement } from 'react';
import { ask } from '../pieces/flow-actions/asking.ts';
import { cursorAt, useCursor } from '../pieces/flow-actions/cursor.ts';
import { TitleField } from '../pieces/flow-actions/TitleField.tsx';
import { StepCard } from '../pieces/step-card/StepCard.tsx';
import { failedPort, nameStep, portPlace, type StepLook, wayOutIds } from '../pieces/step-card/step-look.ts';
import { useSelection } from '../stores/selection.ts';
import { classes } from '../ui/classes.ts';
import styles from './Board.module.css';
import type { StepNodeType } from './board-model.ts';
import { setBoard, useBoard } from './board-state.ts';

const WayOut = ({ look, port, isOpen }: { look: StepLook; port: string; isOpen: boolean }): ReactElement => {
  const { x, y } = portPlace(look, port);
  const isFailed = port === failedPort;
  const label = isFailed ? 'If it fails' : (look.branches.find(({ id }) => id === port)?.label ?? '');
  const hasPlus = useBoard((board) => board.detail === 'full');
  return (
    <>
      <Handle
        id={port}
        type="source"
        position={isFailed ? Position.Bottom : Position.Right}
        className={classes(styles.handle, isFailed && styles.failedHandle)}
        style={isFailed ? { left: x } : { top: y }}
        role="img"
        aria-label={label === '' ? `From ${look.title}` : `From ${look.title}, ${label}`}
      />
      {isOpen && hasPlus && (
        <button
          type="button"
          tabIndex={-1}
          className={classes(styles.trailing, 'nodrag', 'nopan')}
          style={{ left: x + 16, top: y - 14 }}
          aria-label={label === '' ? `Add a step after ${look.title}` : `Add a step after ${look.title}, ${label}`}
          onClick={(event) => {
            event.stopPropagation();
            const { right, top } = event.currentTarget.getBoundingClientRect();
            ask({ kind: 'add', place: { where: 'behind', step: look.id, port }, point: { x: right, y: top } });
          }}
        >
          <Plus size={12} aria-hidden="true" />
        </button>
      )}
    </>
  );
};

const StepOnCanvas = ({ data: { look, openPorts }, selected = false }: NodeProps<StepNodeType>): ReactElement => {
  const detail = useBoard((board) => board.detail);
  const isFlashing = useBoard((board) => board.flashing.has(look.id));
  const isCurrent = useCursor((cursor) => cursor.step === look.id);
  const isRenaming = useCursor((cursor) => cursor.renaming === look.id);
  const isActive = useSelection((selection) => selection.activeStep === look.id);
  const open = openPorts === '' ? [] : openPorts.split(' ');
  return (
    <>
      <div {...stepRole(look, isCurrent)} className={classes(styles.step, isFlashing && styles.flashing)}>
        <StepCard
          look={look}
          isActive={isActive}
          isSelected={selected}
          detail={detail}
          title={isRenaming ? <TitleField step={look.id} title={look.title} /> : undefined}
          menu={
            <button
              type="button"
              tabIndex={-1}
              aria-haspopup="menu"
              aria-label={`More for ${look.title}`}
              className={classes(styles.menuButton, 'nodrag')}
              onClick={(event) => {
                event.stopPropagation();
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                setBoard({ menu: { step: look.id, x: left, y: bottom + 4 } });
              }}
            >
              <Ellipsis size={16} aria-hidden="true" />
            </button>
          }
        />
      </div>
      {!look.isTrigger && (
        <Handle
          type="target"
          position={Position.Left}
          className={styles.handle}
          style={{ top: 56 }}
          role="img"
          aria-label={`To ${look.title}`}
        />
      )}
      {wayOutIds(look).map((port) => (
        <WayOut key={port} look={look} port={port} isOpen={open.includes(port)} />
      ))}
    </>
  );
};

/** A step takes the focus as one thing; what is inside is reached through it. */
const stepRole = (look: StepLook, isCurrent: boolean) => ({
  role: 'group',
  tabIndex: isCurrent ? 0 : -1,
  'data-step': look.id,
  'aria-label': nameStep(look),
  onFocus: (event: FocusEvent) => {
    if (event.target === event.currentTarget) cursorAt(look.id);
  },
});

/** A step on the canvas: its card, the places where lines meet it, and a plus after every open end. */
export const StepNode = memo(StepOnCanvas);
