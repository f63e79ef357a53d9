import type { ReactElement } from 'react';
import type { StepStatus } from '../client/types.ts';
import { stepOutcomes } from '../pieces/history/outcomes.ts';
import { numbered } from '../pieces/previews/numbered.ts';
import styles from './Activity.module.css';

const most = 18;

/** How many steps stand how, in words. */
const inWords = (ticks: readonly StepStatus[]): string => {
  const counts = new Map<string, number>();
  for (const tick of ticks) {
    const word = stepOutcomes[tick].word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const steps = `${ticks.length} ${ticks.length === 1 ? 'step' : 'steps'}`;
  return ticks.length === 0
    ? 'No step yet'
    : `${steps}: ${[...counts].map(([word, count]) => `${count} ${word}`).join(', ')}`;
};

/** One small bar for each step of a run; one that failed is taller. */
export const Ticks = ({ ticks }: { ticks: readonly StepStatus[] }): ReactElement => (
  <span role="img" aria-label={inWords(ticks)} title={inWords(ticks)} className={styles.ticks}>
    {numbered(ticks.slice(0, most)).map(({ key, item }) => (
      <i key={key} data-status={item} />
    ))}
    {ticks.length > most && <span aria-hidden="true">+{ticks.length - most}</span>}
  </span>
);
