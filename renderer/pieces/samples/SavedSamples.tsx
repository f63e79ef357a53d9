import { Check, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { JsonValue, Sample } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { changeSample, removeSample } from '../../stores/sample-edits.ts';
import { chooseSample, sampleOf, useTesting } from '../../stores/testing.ts';
import { announce } from '../../ui/announcer.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { gistOf } from './gist.ts';
import styles from './Samples.module.css';

const Renaming = ({ sample, onDone }: { sample: Sample; onDone: () => void }): ReactElement => {
  const [name, setName] = useState(sample.name);
  const rename = (): void => {
    if (name.trim() !== '' && name.trim() !== sample.name)
      edit('Rename example', (flow) => changeSample(flow, sample.id, { name: name.trim().slice(0, 200) }));
    onDone();
  };
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
    >
      <TextField label="Name of the example" isLabelHidden value={name} onChange={setName} autoFocus />
      <Button type="submit" size="small" kind="primary">
        Rename
      </Button>
      <Button size="small" kind="quiet" onPress={onDone}>
        Cancel
      </Button>
    </form>
  );
};

const usersOf = (tests: readonly { sample: string }[], id: string): string => {
  const count = tests.filter(({ sample }) => sample === id).length;
  return count === 0 ? '' : ` · used by ${count === 1 ? '1 test' : `${count} tests`}`;
};

/** The examples a flow carries for a trigger: choose, rename, delete. */
export const SavedSamples = ({ trigger, onChosen }: { trigger: string; onChosen: () => void }): ReactElement => {
  const document = useEditor((state) => state.document);
  const current = useTesting((state) => sampleOf(document, state.currentSample, trigger)?.id);
  const [renamed, setRenamed] = useState<string | null>(null);
  const own = document.samples.filter(({ node }) => node === trigger);
  if (own.length === 0)
    return (
      <p className={styles.hint}>
        This flow has no example of its own yet, so fields show what usually arrives. Take one from the other tabs.
      </p>
    );
  return (
    <ul className={styles.rows} aria-label="Examples in this flow">
      {own.map((sample) => (
        <li key={sample.id} className={styles.row} data-current={sample.id === current || undefined}>
          {renamed === sample.id ? (
            <Renaming sample={sample} onDone={() => setRenamed(null)} />
          ) : (
            <>
              <button
                type="button"
                className={styles.pick}
                aria-pressed={sample.id === current}
                onClick={() => {
                  chooseSample(trigger, sample.id);
                  announce(`Example in use: ${sample.name}`);
                  onChosen();
                }}
              >
                <span className={styles.tick}>{sample.id === current && <Check size={15} aria-hidden="true" />}</span>
                <span className={styles.words}>
                  <b>{sample.name || 'Example'}</b>
                  <span className={styles.gist}>
                    {gistOf(sample.payload as JsonValue)}
                    {usersOf(document.tests, sample.id)}
                  </span>
                </span>
              </button>
              <IconButton
                label={`Rename ${sample.name}`}
                icon={Pencil}
                size="small"
                onPress={() => setRenamed(sample.id)}
              />
              <IconButton
                label={`Delete ${sample.name}`}
                icon={Trash2}
                size="small"
                onPress={() => edit('Delete example', (flow) => removeSample(flow, sample.id))}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  );
};
