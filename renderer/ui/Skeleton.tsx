import type { ReactElement } from 'react';
import styles from './Feedback.module.css';

/** Grey lines in the place of text that is on its way. */
export const Skeleton = ({ lines }: { lines: number }): ReactElement => (
  <div role="status" className={styles.skeleton}>
    <span className="only-read-aloud">Loading</span>
    {Array.from({ length: lines }, (_, line) => `line ${line}`).map((line) => (
      <div key={line} className={styles.line} aria-hidden="true" />
    ))}
  </div>
);
