import type { ReactElement } from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './Sentence.module.css';
import { plainSentence, splitSentence } from './split-sentence.ts';

interface SentenceProps {
  text: string;
  /** Lets it run over several lines; otherwise it is cut off at the end of one. */
  isWhole?: boolean | undefined;
}

/** A generated sentence about a flow or a step. What is filled in when it runs stands as a small label. */
export const Sentence = ({ text, isWhole = false }: SentenceProps): ReactElement => {
  const parts = splitSentence(text).map((part, place) => ({ ...part, key: `${place} ${part.kind}` }));
  return (
    <span className={classes(styles.sentence, !isWhole && styles.line)} title={plainSentence(text)}>
      {parts.map(({ key, kind, text: words }) => (
        <bdi key={key} className={styles[kind]}>
          {words}
        </bdi>
      ))}
    </span>
  );
};
