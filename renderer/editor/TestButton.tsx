import { FlaskConical, Play, TestTubeDiagonal } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { type Command, useCommands } from '../stores/commands.ts';
import { useTesting } from '../stores/testing.ts';
import { SplitButton } from '../ui/SplitButton.tsx';
import { RunForReal } from './RunForReal.tsx';
import { testWholeFlow } from './test-whole-flow.ts';
import { useTrigger } from './use-trigger.ts';

/** Tries the whole flow without doing anything; beside it, the ways that go further. */
export const TestButton = (): ReactElement => {
  const trigger = useTrigger();
  const isRunning = useTesting(({ running }) => running === '');
  const [isAsking, setAsking] = useState(false);
  const commands = useMemo<Command[]>(
    () =>
      trigger === undefined
        ? []
        : [
            {
              id: 'flow.test',
              title: 'Test the flow',
              group: 'This flow',
              icon: TestTubeDiagonal,
              kbd: '$mod+Enter',
              run: () => void testWholeFlow(trigger),
            },
            {
              id: 'flow.run',
              title: 'Run for real…',
              group: 'This flow',
              icon: Play,
              kbd: '$mod+Shift+Enter',
              run: () => setAsking(true),
            },
          ],
    [trigger],
  );
  useCommands(commands);
  return (
    <>
      <SplitButton
        label="Test"
        icon={TestTubeDiagonal}
        menuLabel="More ways to test"
        isDisabled={trigger === undefined}
        isBusy={isRunning}
        onPress={() => trigger !== undefined && void testWholeFlow(trigger)}
        items={[
          {
            id: 'test',
            label: 'Test the flow',
            hint: 'Nothing is sent or written',
            icon: FlaskConical,
            kbd: '$mod+Enter',
            onSelect: () => trigger !== undefined && void testWholeFlow(trigger),
          },
          'separator',
          {
            id: 'real',
            label: 'Run for real…',
            hint: 'Shows what it will do, and asks',
            icon: Play,
            kbd: '$mod+Shift+Enter',
            onSelect: () => setAsking(true),
          },
        ]}
      />
      {isAsking && trigger !== undefined && <RunForReal trigger={trigger} onClose={() => setAsking(false)} />}
    </>
  );
};
