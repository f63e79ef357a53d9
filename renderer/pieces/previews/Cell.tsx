import type { ReactElement } from 'react';
import type { JsonValue } from '../../client/types.ts';
import styles from './Preview.module.css';

/** A value in a table: emptiness is shown as a word, so that it differs from a text without letters. */
export const Cell = ({ value }: { value: JsonValue | undefined }): ReactElement => {
  if (value === null || value === undefined || value === '') return <span className={styles.empty}>empty</span>;
  return (
    <span dir="auto" className={typeof value === 'number' ? 'numbers' : undefined}>
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </span>
  );
};
