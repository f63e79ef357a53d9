import { FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './StepCard.module.css';

/** Says on a card that what the step sends stays in the Practice outbox. */
export const PracticeMark = (): ReactElement => (
  <span title="Goes to the Practice outbox, not to real people" className={styles.practice}>
    <FlaskConical size={14} role="img" aria-label="Practice" />
  </span>
);
