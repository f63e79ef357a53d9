import { ChevronLeft, CircleCheck, CloudAlert, Redo2, RefreshCw, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { redoLast, undoLast } from '../pieces/flow-actions/edit-steps.ts';
import { type SaveState, saveNow, useEditor } from '../stores/editor.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import styles from './EditorBar.module.css';
import { FlowName } from './FlowName.tsx';
import { ProblemsButton } from './ProblemsButton.tsx';
import { TestButton } from './TestButton.tsx';

const savedWords: Record<SaveState, string> = {
  saved: 'Saved',
  unsaved: 'Saving…',
  saving: 'Saving…',
  failed: 'Not saved',
  conflict: 'Changed elsewhere',
};

/** Says whether what is on screen is on disk, and offers to try again when it is not. */
const SaveNote = (): ReactElement => {
  const save = useEditor((state) => state.save);
  const fault = useEditor((state) => state.saveFault);
  if (save === 'failed')
    return (
      <span className={styles.unsaved} role="alert" title={fault?.message}>
        <CloudAlert size={14} aria-hidden="true" />
        {fault?.message ?? savedWords[save]}
        <Button size="small" kind="quiet" icon={RefreshCw} onPress={() => void saveNow()}>
          Try again
        </Button>
      </span>
    );
  return (
    <span className={styles.saved}>
      {save === 'saved' && <CircleCheck size={14} aria-hidden="true" />}
      {savedWords[save]}
    </span>
  );
};

/** Going back and forth through everything that was done to the flow, named. */
const HistoryButtons = (): ReactElement => {
  const past = useEditor(({ history }) => history.past.at(-1)?.label);
  const future = useEditor(({ history }) => history.future.at(-1)?.label);
  return (
    <>
      <IconButton
        label={past === undefined ? 'Undo' : `Undo: ${past}`}
        icon={Undo2}
        kbd="$mod+Z"
        isDisabled={past === undefined}
        onPress={undoLast}
      />
      <IconButton
        label={future === undefined ? 'Redo' : `Redo: ${future}`}
        icon={Redo2}
        kbd="$mod+Shift+Z"
        isDisabled={future === undefined}
        onPress={redoLast}
      />
    </>
  );
};

interface EditorBarProps {
  flow: string;
  view: 'canvas' | 'list';
  /** The switch at the right end; composed by the editor, because it asks things of its own. */
  children: ReactElement;
}

/** The top of the editor: what flow it is, how it is shown, whether it is saved, and what can be done with it as a whole. */
export const EditorBar = ({ flow, view, children }: EditorBarProps): ReactElement => (
  <header className={styles.bar}>
    <a href="#/flows" className={styles.back}>
      <ChevronLeft size={16} aria-hidden="true" />
      Flows
    </a>
    <span className={styles.rule} />
    <FlowName />
    <SaveNote />
    <div className={styles.middle}>
      <Segmented
        label="How the flow is shown"
        value={view}
        options={[
          { id: 'canvas', label: 'Canvas' },
          { id: 'list', label: 'List' },
        ]}
        onChange={(next) => navigate(next === 'list' ? `/flows/${flow}/list` : `/flows/${flow}`)}
      />
    </div>
    <div className={styles.right}>
      <HistoryButtons />
      <ProblemsButton />
      <TestButton />
      {children}
    </div>
  </header>
);
