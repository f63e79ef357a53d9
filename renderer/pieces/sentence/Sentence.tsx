import type { ReactElement } from 'react';
import styles from './Sentence.module.css';
import { plainSentence, splitSentence } from './split-sentence.ts';

/** A generated sentence about a flow or a step, in one line. What is filled in when it runs stands as a small label. */
export const Sentence = ({ text }: { text: string }): ReactElement => {
  const parts = splitSentence(text).map((part, place) => ({ ...part, key: `${place} ${part.kind}` }));
  return (
    <span className={styles.sentence} title={plainSentence(text)}>
      {parts.map(({ key, kind, text: words }) => (
        <bdi key={key} className={styles[kind]}>
          {words}
        </bdi>
      ))}
    </span>
  );
};
