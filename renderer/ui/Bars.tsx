import type { ReactElement } from 'react';
import styles from './Bars.module.css';

/** One bar: how it went, and how high it is, 0 to 1. Without a height, a failure is full and a success half. */
export interface Bar {
  state: 'ok' | 'err' | 'none';
  height?: number | undefined;
}

interface BarsProps {
  /** Oldest first; usually fourteen. */
  values: readonly Bar[];
  /** The same in words: "38 runs this week, none failed". */
  label: string;
}

const width = 4;
const gap = 2;
const full = 20;

const heightOf = ({ state, height }: Bar): number => {
  if (state === 'none') return width;
  return Math.max(width, Math.round((height ?? (state === 'err' ? 1 : 0.5)) * full));
};

/** A small history of runs. Failed bars reach full height, so that the colour is not all that tells them apart. */
export const Bars = ({ values, label }: BarsProps): ReactElement => {
  const all = values.length * (width + gap) - gap;
  const bars = values.map((bar, index) => ({ ...bar, x: index * (width + gap), tall: heightOf(bar) }));
  return (
    <svg className={styles.bars} role="img" aria-label={label} width={all} height={full} viewBox={`0 0 ${all} ${full}`}>
      {bars.map(({ x, tall, state }) => (
        <rect key={x} x={x} y={full - tall} width={width} height={tall} rx={width / 2} className={styles[state]} />
      ))}
    </svg>
  );
};
