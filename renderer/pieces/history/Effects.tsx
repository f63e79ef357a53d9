import type { ReactElement } from 'react';
import type { DryRun } from '../../client/types.ts';
import { Banner } from '../../ui/Banner.tsx';
import { numbered } from '../previews/numbered.ts';
import { PreviewView } from '../previews/PreviewView.tsx';
import styles from './Effects.module.css';
import { effectsSentence } from './effect-words.ts';

/** Everything a run would do, one below the other, as a test found it out. */
export const Effects = ({ run }: { run: DryRun }): ReactElement => (
  <div className={styles.effects}>
    {run.error && (
      <Banner tone="err" title="It would stop on the way">
        {run.error.message} {run.error.fix}
      </Banner>
    )}
    <p className={styles.sentence}>{effectsSentence(run)}</p>
    {numbered(run.steps).map(({ key, item: { would, label } }) =>
      would === null ? null : (
        <section key={key} aria-label={label}>
          <h3 className={styles.step}>{label}</h3>
          <PreviewView preview={would} tense="would" />
        </section>
      ),
    )}
  </div>
);
