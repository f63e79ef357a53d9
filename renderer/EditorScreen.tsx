import { type ReactElement, useEffect } from 'react';
import { Canvas } from './canvas/Canvas.tsx';
import { Frame } from './frame/Frame.tsx';
import { FlowList } from './list/FlowList.tsx';
import { closeFlow, openFlow } from './stores/editor.ts';

interface EditorScreenProps {
  flow: string;
  /** `list` for the list; the canvas otherwise. */
  view: string | undefined;
}

/** The editor: one flow, drawn or listed, with what a step is set up to do below. */
export const EditorScreen = ({ flow, view }: EditorScreenProps): ReactElement => {
  useEffect(() => {
    void openFlow(flow);
    return () => void closeFlow();
  }, [flow]);
  return <Frame isCompact>{view === 'list' ? <FlowList /> : <Canvas />}</Frame>;
};
