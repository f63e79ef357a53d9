import { FlaskConical, ListChecks, Play, Save, TestTubeDiagonal } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { tryFlow } from '../pieces/flow-actions/try-steps.ts';
import { type Command, useCommands } from '../stores/commands.ts';
import { useEditor } from '../stores/editor.ts';
import { useTesting } from '../stores/testing.ts';
import { SplitButton } from '../ui/SplitButton.tsx';
import { type EditorDialog, openDialog } from './dialogs.ts';

/** Tries the whole flow without doing anything; beside it, the tests that are kept and the way that goes further. */
export const TestButton = (): ReactElement => {
  const hasSteps = useEditor(({ document }) => document.nodes.length > 0);
  const hasResult = useTesting(({ last }) => last !== null && last.until === null);
  const isRunning = useTesting(({ running }) => running === '');
  const open = (dialog: EditorDialog) => () => openDialog(dialog);
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'flow.run',
        title: 'Run for real…',
        group: 'Edit the flow',
        icon: Play,
        kbd: '$mod+Shift+Enter',
        run: () => openDialog('run'),
      },
      {
        id: 'flow.tests',
        title: 'Tests of this flow',
        group: 'Edit the flow',
        icon: ListChecks,
        run: () => openDialog('tests'),
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <SplitButton
      label="Test"
      icon={TestTubeDiagonal}
      menuLabel="More ways to test"
      isDisabled={!hasSteps}
      isBusy={isRunning}
      onPress={tryFlow}
      items={[
        {
          id: 'test',
          label: 'Test the flow',
          hint: 'Nothing is sent or written',
          icon: FlaskConical,
          kbd: '$mod+Enter',
          onSelect: tryFlow,
        },
        { id: 'tests', label: 'Tests…', hint: 'Those saved with this flow', icon: ListChecks, onSelect: open('tests') },
        {
          id: 'save-test',
          label: 'Save this test…',
          icon: Save,
          ...(!hasResult && { disabledReason: 'Test the whole flow first' }),
          onSelect: open('save-test'),
        },
        'separator',
        {
          id: 'real',
          label: 'Run for real…',
          hint: 'Shows what it will do, and asks',
          icon: Play,
          kbd: '$mod+Shift+Enter',
          onSelect: open('run'),
        },
      ]}
    />
  );
};
