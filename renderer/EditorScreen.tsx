import { type ReactElement, useEffect, useState } from 'react';
import type { FaultData } from './client/types.ts';
import styles from './EditorScreen.module.css';
import { ConflictNotice } from './editor/ConflictNotice.tsx';
import { EditorBar } from './editor/EditorBar.tsx';
import { useEditorKeys } from './editor/use-editor-keys.ts';
import { useTrigger } from './editor/use-trigger.ts';
import { ConnectionNotice } from './frame/ConnectionNotice.tsx';
import { ErrorBoundary } from './frame/ErrorBoundary.tsx';
import { Frame } from './frame/Frame.tsx';
import { SampleDrift } from './pieces/samples/SampleDrift.tsx';
import { SamplePicker } from './pieces/samples/SamplePicker.tsx';
import { SaveTestDialog } from './pieces/saved-tests/SaveTestDialog.tsx';
import { TestsPanel } from './pieces/saved-tests/TestsPanel.tsx';
import { WebhookSetup } from './pieces/webhook/WebhookSetup.tsx';
import { closeFlow, openFlow, useEditor } from './stores/editor.ts';
import { openStep } from './stores/selection.ts';
import { forgetTests } from './stores/testing.ts';
import { Banner } from './ui/Banner.tsx';
import { Button } from './ui/Button.tsx';
import { Skeleton } from './ui/Skeleton.tsx';

interface EditorScreenProps {
  flow: string;
  /** `list` for the list; the canvas otherwise. */
  view: string | undefined;
}

/** Opens the flow of the address, and lets go of it when the person goes elsewhere. */
const useOpenFlow = (flow: string): FaultData | null => {
  const [fault, setFault] = useState<FaultData | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setFault(null);
    forgetTests();
    openStep(null);
    openFlow(flow).catch((thrown: FaultData) => isCurrent && setFault(thrown));
    return () => {
      isCurrent = false;
      void closeFlow();
    };
  }, [flow]);
  return fault;
};

/** What a webhook is set up to do, beside its example and the tests of the flow. */
const SetUp = (): ReactElement | null => {
  const trigger = useTrigger();
  const type = useEditor(({ document }) => document.nodes.find(({ id }) => id === trigger)?.type);
  const [open, setOpen] = useState<'tests' | 'save' | null>(null);
  if (trigger === undefined) return null;
  return (
    <main className={styles.setUp}>
      <div>
        <SamplePicker trigger={trigger} />
        <Button onPress={() => setOpen('tests')}>Tests</Button>
        <Button onPress={() => setOpen('save')}>Save this test…</Button>
      </div>
      <SampleDrift trigger={trigger} />
      {type === 'webhook' && <WebhookSetup node={trigger} />}
      <TestsPanel isOpen={open === 'tests'} onClose={() => setOpen(null)} onSaveTest={() => setOpen('save')} />
      <SaveTestDialog trigger={trigger} isOpen={open === 'save'} onClose={() => setOpen(null)} />
    </main>
  );
};

/** The editor: one flow, drawn or listed, with what a step is set up to do below. */
export const EditorScreen = ({ flow, view }: EditorScreenProps): ReactElement => {
  const fault = useOpenFlow(flow);
  const isOpen = useEditor(({ flowId }) => flowId !== null);
  const shown = view === 'list' ? 'list' : 'canvas';
  useEditorKeys(flow, shown);
  return (
    <Frame
      isCompact
      bar={
        isOpen ? (
          <EditorBar flow={flow} view={shown}>
            <span />
          </EditorBar>
        ) : undefined
      }
    >
      <ConnectionNotice />
      <ConflictNotice />
      {fault !== null && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      {!isOpen && fault === null && <Skeleton lines={4} />}
      {isOpen && (
        <ErrorBoundary onReset={() => location.reload()} keepText="Your flow is saved.">
          <SetUp />
        </ErrorBoundary>
      )}
    </Frame>
  );
};
