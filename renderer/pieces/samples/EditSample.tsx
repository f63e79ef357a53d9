import { type ReactElement, useState } from 'react';
import { findJsonMistake } from '../../client/json.ts';
import type { JsonValue } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { payloadOf, sampleOf, useTesting } from '../../stores/testing.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toasts.ts';
import { CodeBox } from '../code/CodeBox.tsx';
import { editable, withEdited } from './as-payload.ts';
import { keepSample } from './keep-sample.ts';
import styles from './Samples.module.css';

/** Makes a copy of the example in use and changes it as text. The original stays as it is. */
export const EditSample = ({ trigger, onChosen }: { trigger: string; onChosen: () => void }): ReactElement => {
  const [start] = useState(() => {
    const { document, inspection } = useEditor.getState();
    const { currentSample } = useTesting.getState();
    const payload = payloadOf(document, inspection, currentSample, trigger);
    return { payload, name: `${sampleOf(document, currentSample, trigger)?.name || 'Example'} (copy)` };
  });
  const [name, setName] = useState(start.name);
  const [text, setText] = useState(() => JSON.stringify(editable(start.payload), null, 2));
  const mistake = findJsonMistake(text) ?? undefined;
  const keep = (): void => {
    const why = keepSample(
      trigger,
      name.trim() || start.name,
      withEdited(start.payload, JSON.parse(text) as JsonValue),
    );
    if (why === null) onChosen();
    else toast({ tone: 'err', title: why });
  };
  return (
    <div className={styles.stack}>
      <TextField label="Name" value={name} onChange={setName} />
      <CodeBox label="Example" value={text} onChange={setText} mistake={mistake} />
      <div className={styles.end}>
        <Button kind="primary" isDisabled={mistake !== undefined} onPress={keep}>
          Save copy
        </Button>
      </div>
    </div>
  );
};
