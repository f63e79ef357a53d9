import type { ReactElement, RefObject } from 'react';
import { Popover } from '../../ui/Popover.tsx';
import type { ListChoice } from './list-choices.ts';
import styles from './TransformMenu.module.css';

interface ListChoicePopoverProps {
  triggerRef: RefObject<Element | null>;
  choices: readonly ListChoice[];
  onChoose: (choice: ListChoice) => void;
  onClose: () => void;
}

/** Asks once which values of a list are meant, each with what would stand there. */
export const ListChoicePopover = ({ triggerRef, choices, onChoose, onClose }: ListChoicePopoverProps): ReactElement => (
  <Popover triggerRef={triggerRef} isOpen={choices.length > 0} onClose={onClose} label="This is a list. Which of it?">
    <div className={styles.menu}>
      <b>This is a list. Which of it?</b>
      <div className={styles.list}>
        {choices.map((choice) => (
          <button
            key={choice.id}
            type="button"
            className={styles.offer}
            aria-label={`${choice.label}: ${choice.preview}`}
            onClick={() => onChoose(choice)}
          >
            <span className={styles.name}>{choice.label}</span>
            <span className={styles.result}>{choice.preview}</span>
          </button>
        ))}
      </div>
    </div>
  </Popover>
);
