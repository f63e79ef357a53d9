import type { ReactElement } from 'react';
import styles from './Spinner.module.css';

/** A turning ring. With a label it is read aloud; without, the control around it has to say that it is busy. */
export const Spinner = ({ label }: { label?: string | undefined }): ReactElement =>
  label === undefined ? (
    <span className={styles.spinner} aria-hidden="true" />
  ) : (
    <span className={styles.spinner} role="img" aria-label={label} />
  );
