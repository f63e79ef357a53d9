import { create } from 'zustand';

/** What is picked in the editor. Kept apart from the document, so that picking something draws nothing anew but the picked. */
export interface Selection {
  /** The step whose settings are open below. */
  activeStep: string | null;
  /** Steps picked together. */
  steps: ReadonlySet<string>;
  /** The param a problem or an error wants to be looked at; goes away once the form has shown it. */
  wantedParam: { step: string; param: string | null } | null;
}

export const useSelection = create<Selection>(() => ({ activeStep: null, steps: new Set(), wantedParam: null }));

/** Opens a step, and with `param` the field a problem is about (`null`: the first empty one). */
export const openStep = (step: string | null, param?: string | null): void =>
  useSelection.setState({
    activeStep: step,
    steps: new Set(step === null ? [] : [step]),
    wantedParam: step !== null && param !== undefined ? { step, param } : null,
  });

export const selectSteps = (steps: Iterable<string>): void => useSelection.setState({ steps: new Set(steps) });
