import type { ReactElement } from 'react';
import { create } from 'zustand';
import { sayExactly, sayWhen } from './when.ts';

/** One clock for everything on screen. */
const useNow = create<number>(() => Date.now());
const tickMs = 20_000;
setInterval(() => useNow.setState(Date.now(), true), tickMs);

/** A moment in the past, kept up to date; the tooltip says it in full. */
export const When = ({ at }: { at: string }): ReactElement => {
  // Something may have happened after the last tick.
  const now = Math.max(useNow(), Date.parse(at));
  return (
    <time dateTime={at} title={sayExactly(at)}>
      {sayWhen(at, now)}
    </time>
  );
};
