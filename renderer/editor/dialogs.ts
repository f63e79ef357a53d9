import { create } from 'zustand';

/** A window the editor opens over the flow. */
export type EditorDialog = 'run' | 'tests' | 'save-test';

export const useDialog = create<{ open: EditorDialog | null }>(() => ({ open: null }));

export const openDialog = (dialog: EditorDialog): void => useDialog.setState({ open: dialog });
export const closeDialog = (): void => useDialog.setState({ open: null });
