import { type ReactElement, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { scrollable } from './numbered.ts';
import styles from './Preview.module.css';

const firstLines = 24;
const firstCharacters = 4000;

interface LongTextProps {
  text: string;
  label: string;
}

/** A text in a fixed-width face, its first lines until the person asks for all of it. */
export const LongText = ({ text, label }: LongTextProps): ReactElement => {
  const [isWhole, setWhole] = useState(false);
  const start = text.slice(0, firstCharacters).split('\n').slice(0, firstLines).join('\n');
  const isCut = start.length < text.length;
  return (
    <div className={styles.long}>
      <pre {...scrollable(label)} className={styles.text} dir="auto">
        {isWhole ? text : start}
      </pre>
      {isCut && (
        <Button size="small" kind="quiet" onPress={() => setWhole(!isWhole)}>
          {isWhole ? 'Show the first lines' : `Show all ${text.split('\n').length.toLocaleString('en')} lines`}
        </Button>
      )}
    </div>
  );
};
