import type { ReactElement } from 'react';
import { TurnOnSheet, useTurnOn } from '../pieces/turn-on/TurnOn.tsx';
import { saveNow, useEditor } from '../stores/editor.ts';
import { openStep } from '../stores/selection.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './EditorBar.module.css';

/** Turning the flow on and off, and bringing edits of a flow that is on to life. Nothing is switched that is not saved. */
export const FlowSwitch = ({ flow }: { flow: string }): ReactElement => {
  const report = useEditor((state) => state.report);
  const { isBusy, change } = useTurnOn(flow, saveNow);
  const isOn = report?.on ?? false;
  return (
    <div className={styles.switch}>
      {isOn && report?.edited && (
        <Button kind="primary" isBusy={isBusy} onPress={() => change(true)}>
          Update live flow
        </Button>
      )}
      {isOn ? (
        <>
          <span className={styles.on}>On</span>
          <Switch label="Flow is on" isOn isBusy={isBusy} onChange={change} />
        </>
      ) : (
        <Button kind="primary" isBusy={isBusy} onPress={() => change(true)}>
          Turn on
        </Button>
      )}
      <TurnOnSheet onShowProblem={({ node, param }) => node !== undefined && openStep(node, param ?? null)} />
    </div>
  );
};
