import { Terminal } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { LongText } from './LongText.tsx';
import { numbered, scrollable } from './numbered.ts';
import styles from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';
import { fileName } from './row-words.ts';

/** The exact command: the program, and each argument as the program gets it. */
export const ProgramPreview = ({
  preview: { program, args, input, folder },
  tense,
}: {
  preview: Extract<Preview, { kind: 'program' }>;
  tense: Tense;
}): ReactElement => (
  <PreviewFrame icon={Terminal} tense={tense} title={`${tense === 'would' ? 'Would run' : 'Ran'} ${fileName(program)}`}>
    <div {...scrollable('Command')} className={styles.command}>
      <p>{program}</p>
      {args.length > 0 && (
        <ol aria-label="Arguments, in their order">
          {numbered(args).map(({ key, item }) => (
            <li key={key}>{item === '' ? <em>empty</em> : <span dir="auto">{item}</span>}</li>
          ))}
        </ol>
      )}
    </div>
    {input !== '' && <LongText text={input} label="What it reads" />}
    <p className={styles.meta}>{folder === '' ? 'In WhenThen’s own files' : `In ${folder}`}</p>
  </PreviewFrame>
);
