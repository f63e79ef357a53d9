import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { JsonValue } from '../client/types.ts';
import { codeLooks } from '../pieces/code/code-mirror.ts';
import { compareValues } from './compare-values.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { readEdited } from './edited-data.ts';
import styles from './Run.module.css';

interface EditDataProps {
  original: JsonValue;
  /** What is typed, once it can be read; undefined while it cannot. */
  onChange: (value: JsonValue | undefined) => void;
}

const typingPauseMs = 400;

/** What arrived as text to correct, and what was changed so far. */
export const EditData = ({ original, onChange }: EditDataProps): ReactElement => {
  const box = useRef<HTMLDivElement>(null);
  const hand = useRef(onChange);
  hand.current = onChange;
  const [edited, setEdited] = useState(() => readEdited(JSON.stringify(original)));
  const [start] = useState(() => JSON.stringify(original, null, 2));
  useEffect(() => {
    if (!box.current) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (text: string): void => {
      const next = readEdited(text);
      setEdited(next);
      hand.current('value' in next ? next.value : undefined);
    };
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          codeLooks(),
          json(),
          linter(jsonParseLinter()),
          history(),
          keymap.of([...standardKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'What arrived, to correct' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (!docChanged) return;
            clearTimeout(timer);
            timer = setTimeout(() => read(state.doc.toString()), typingPauseMs);
          }),
        ],
      }),
    });
    return () => {
      clearTimeout(timer);
      view.destroy();
    };
  }, [start]);
  const changes = 'value' in edited ? compareValues(original, edited.value) : [];
  return (
    <div className={styles.edit}>
      <div ref={box} className={styles.code} />
      {'problem' in edited && (
        <p role="alert" className={styles.problem}>
          {edited.problem}
        </p>
      )}
      {changes.length > 0 && (
        <DifferenceTable differences={changes} names={['As it arrived', 'With your changes']} label="Your changes" />
      )}
    </div>
  );
};
