import { create } from 'zustand';

/** Where the keyboard is in the flow: the one step of a view that Tab stops at. */
interface Cursor {
  step: string | null;
  /** Goes up when the step should get the focus, whatever has it now. */
  wanted: number;
  /** The step whose title is being typed. */
  renaming: string | null;
}

export const useCursor = create<Cursor>(() => ({ step: null, wanted: 0, renaming: null }));

/** Notes which step has the focus. */
export const cursorAt = (step: string): void => {
  if (useCursor.getState().step !== step) useCursor.setState({ step });
};

/** Moves the focus to a step, in whichever view is shown; null to the view itself. */
export const focusStep = (step: string | null): void =>
  useCursor.setState(({ wanted }) => ({ step, wanted: wanted + 1 }));

export const startRenaming = (step: string): void => useCursor.setState({ renaming: step });

/** Ends renaming and gives the focus back to the step. */
export const stopRenaming = (step: string): void => {
  useCursor.setState({ renaming: null });
  focusStep(step);
};
