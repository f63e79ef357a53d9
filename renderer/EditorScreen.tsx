import { type ReactElement, useEffect } from 'react';
import { Frame } from './frame/Frame.tsx';
import { Dock } from './inspector/Dock.tsx';
import { closeFlow, openFlow, useEditor } from './stores/editor.ts';
import { orderSteps } from './stores/flow-graph.ts';
import { openStep, useSelection } from './stores/selection.ts';
import { Segmented } from './ui/Segmented.tsx';

interface EditorScreenProps {
  flow: string;
  /** `list` for the list; the canvas otherwise. */
  view: string | undefined;
}

/** The editor: one flow, with what a step is set up to do below. */
export const EditorScreen = ({ flow }: EditorScreenProps): ReactElement => {
  const document = useEditor((state) => state.document);
  const steps = useEditor(({ inspection }) => inspection.steps);
  const active = useSelection(({ activeStep }) => activeStep);
  useEffect(() => {
    void openFlow(flow).then(() => openStep(orderSteps(useEditor.getState().document)[0] ?? null));
    return () => void closeFlow();
  }, [flow]);
  return (
    <Frame isCompact>
      <div style={{ display: 'flex', flexDirection: 'column', height: '100%', gap: 8 }}>
        <Segmented
          label="Step"
          value={active ?? ''}
          options={document.nodes.map(({ id }) => ({ id: id as string, label: steps[id]?.label ?? id }))}
          onChange={openStep}
        />
        <div style={{ flex: 1, minHeight: 0 }}>
          <Dock />
        </div>
      </div>
    </Frame>
  );
};
