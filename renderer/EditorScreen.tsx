import { type ReactElement, useEffect, useState } from 'react';
import { Canvas } from './canvas/Canvas.tsx';
import { useCall } from './client/queries.ts';
import type { FaultData } from './client/types.ts';
import { ConflictNotice } from './editor/ConflictNotice.tsx';
import { openDialog } from './editor/dialogs.ts';
import { EditorBar } from './editor/EditorBar.tsx';
import { EditorDialogs } from './editor/EditorDialogs.tsx';
import { FixingNotice } from './editor/FixingNotice.tsx';
import { FlowSwitch } from './editor/FlowSwitch.tsx';
import { useEditorKeys } from './editor/use-editor-keys.ts';
import { findMore } from './find-more.ts';
import { ConnectionNotice } from './frame/ConnectionNotice.tsx';
import { ErrorBoundary } from './frame/ErrorBoundary.tsx';
import { Frame } from './frame/Frame.tsx';
import { Dock } from './inspector/Dock.tsx';
import { FlowList } from './list/FlowList.tsx';
import { FirstSteps } from './pieces/first-steps/FirstSteps.tsx';
import { TriggerCoach } from './pieces/trigger-coach/TriggerCoach.tsx';
import { closeFlow, openFlow, useEditor } from './stores/editor.ts';
import { openStep, useSelection } from './stores/selection.ts';
import { forgetTests } from './stores/testing.ts';
import { Banner } from './ui/Banner.tsx';
import { Skeleton } from './ui/Skeleton.tsx';
import { SplitPane } from './ui/SplitPane.tsx';
import { useBadges } from './use-badges.ts';

interface EditorScreenProps {
  flow: string;
  /** `list` for the list; the canvas otherwise. */
  view: string | undefined;
}

const closeMissingStep = (): void => {
  const { activeStep } = useSelection.getState();
  if (activeStep !== null && !useEditor.getState().document.nodes.some(({ id }) => id === activeStep)) openStep(null);
};

/** Opens the flow of the address, and lets go of it when the person goes elsewhere. */
const useOpenFlow = (flow: string): FaultData | null => {
  const [fault, setFault] = useState<FaultData | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setFault(null);
    forgetTests();
    // Whoever was sent here to look at a step finds it open.
    if (useSelection.getState().wantedParam === null) openStep(null);
    openFlow(flow).then(closeMissingStep, (thrown: FaultData) => isCurrent && setFault(thrown));
    return () => {
      isCurrent = false;
      void closeFlow();
    };
  }, [flow]);
  return fault;
};

/** How much of the window the flow keeps when a step is open below it. */
const canvasShare = 0.5;

const openRun = (): void => openDialog('run');

/** The editor: one flow, drawn or listed, with what a step is set up to do below. */
export const EditorScreen = ({ flow, view }: EditorScreenProps): ReactElement => {
  const fault = useOpenFlow(flow);
  // What kind a step is comes with the list of kinds: without it every step would be shown as an action.
  const hasKinds = useCall('nodes.list', {}).data !== undefined;
  const isOpen = useEditor(({ flowId }) => flowId !== null) && hasKinds;
  const isStepOpen = useSelection(({ activeStep }) => activeStep !== null);
  const shown = view === 'list' ? 'list' : 'canvas';
  useEditorKeys(flow, shown, openRun);
  const bar = isOpen ? (
    <EditorBar flow={flow} view={shown}>
      <FlowSwitch flow={flow} />
    </EditorBar>
  ) : undefined;
  return (
    <Frame isCompact bar={bar} badges={useBadges()} findMore={findMore}>
      <ConnectionNotice />
      <ConflictNotice />
      <FixingNotice />
      {fault !== null && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      {!isOpen && fault === null && <Skeleton lines={4} />}
      {isOpen && (
        <ErrorBoundary onReset={() => location.reload()} keepText="Your flow is saved.">
          <SplitPane
            direction="column"
            storageKey="whenthen.dock.height"
            defaultSize={Math.round(window.innerHeight * canvasShare)}
            minFirst={150}
            minSecond={240}
            isSecondHidden={!isStepOpen}
            label={shown === 'canvas' ? 'Height of the canvas' : 'Height of the list'}
          >
            {shown === 'canvas' ? <Canvas /> : <FlowList />}
            <Dock />
          </SplitPane>
          <EditorDialogs />
          <FirstSteps flow={flow} />
          <TriggerCoach />
        </ErrorBoundary>
      )}
    </Frame>
  );
};
