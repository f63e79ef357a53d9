import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './Stepper.module.css';

interface StepperProps {
  /** What is gone through, for the names of the buttons: "item". */
  what: string;
  /** What is shown now: "Item 3 of 14". */
  text: string;
  /** Undefined at the ends. */
  onBack: (() => void) | undefined;
  onOn: (() => void) | undefined;
}

/** Goes through a few things one by one. */
export const Stepper = ({ what, text, onBack, onOn }: StepperProps): ReactElement => (
  <div className={styles.stepper}>
    <IconButton
      icon={ChevronLeft}
      label={`Previous ${what}`}
      size="small"
      isDisabled={!onBack}
      onPress={() => onBack?.()}
    />
    <span aria-live="polite">{text}</span>
    <IconButton icon={ChevronRight} label={`Next ${what}`} size="small" isDisabled={!onOn} onPress={() => onOn?.()} />
  </div>
);
