import { create } from 'zustand';
import type { TemplatePath } from '../../client/types.ts';

/** The field a click in a list of fields goes to: the one that has, or had last, the focus. */
export interface FocusedField {
  label: string;
  insert: (path: TemplatePath) => void;
}

export const useFocusedField = create<{ field: FocusedField | null }>(() => ({ field: null }));

export const setFocusedField = (field: FocusedField | null): void => useFocusedField.setState({ field });

/** Lets go of a field, unless another has taken its place. */
export const releaseField = (field: FocusedField): void => {
  if (useFocusedField.getState().field === field) setFocusedField(null);
};

/** What carries this attribute may take the focus without the field letting go. */
export const fieldSourceAttribute = 'data-field-source';
