import { create } from 'zustand';
import type { RunId } from '../client/types.ts';

/** A failed run somebody went to the editor for, to mend what made it fail. */
export interface Fixing {
  run: RunId;
  /** The flow the run belongs to. */
  flow: string;
  /** The number of the step it failed at, as the run showed it. */
  step: number;
  /** What running it again does, and what it does not do again. */
  keptWords: string;
}

/** Null while nobody is mending anything. */
export const useFixing = create<{ fixing: Fixing | null }>(() => ({ fixing: null }));

export const startFixing = (fixing: Fixing): void => useFixing.setState({ fixing });
export const stopFixing = (): void => useFixing.setState({ fixing: null });
