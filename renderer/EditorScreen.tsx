import type { ReactElement } from 'react';
import { Frame } from './frame/Frame.tsx';

interface EditorScreenProps {
  flow: string;
  /** `list` for the list; the canvas otherwise. */
  view: string | undefined;
}

/** The editor: one flow, drawn or listed, with what a step is set up to do below. */
export const EditorScreen = ({ flow }: EditorScreenProps): ReactElement => <Frame isCompact>{flow}</Frame>;
