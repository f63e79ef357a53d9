import type { ReactElement } from 'react';
import styles from './Summary.module.css';
import { readSummary, splitSummary } from './summary-parts.ts';

/** What a step is set to do, in one sentence; the fields in it are small chips. The whole sentence is its tooltip. */
export const Summary = ({ text }: { text: string }): ReactElement => {
  let at = 0;
  return (
    <span className={styles.summary} title={readSummary(text)}>
      {splitSummary(text).map((part) => {
        const place = at;
        at += 1;
        return part.kind === 'words' ? (
          part.text
        ) : (
          <span key={place} className={styles.chip}>
            {part.label}
          </span>
        );
      })}
    </span>
  );
};
