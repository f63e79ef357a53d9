import type { ReactElement } from 'react';
import { triggerFor } from '../pieces/flow-actions/try-steps.ts';
import { SaveTestDialog } from '../pieces/saved-tests/SaveTestDialog.tsx';
import { TestsPanel } from '../pieces/saved-tests/TestsPanel.tsx';
import { useTesting } from '../stores/testing.ts';
import { closeDialog, openDialog, useDialog } from './dialogs.ts';
import { RunForReal } from './RunForReal.tsx';

/** The windows of the editor; one at a time. */
export const EditorDialogs = (): ReactElement => {
  const open = useDialog((state) => state.open);
  const tested = useTesting(({ last }) => last?.trigger);
  const trigger = tested ?? triggerFor(null);
  return (
    <>
      {open === 'run' && trigger !== undefined && <RunForReal trigger={trigger} onClose={closeDialog} />}
      <TestsPanel isOpen={open === 'tests'} onClose={closeDialog} onSaveTest={() => openDialog('save-test')} />
      {trigger !== undefined && (
        <SaveTestDialog trigger={trigger} isOpen={open === 'save-test'} onClose={closeDialog} />
      )}
    </>
  );
};
