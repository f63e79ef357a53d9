import { json } from '@codemirror/lang-json';
import { codeFolding, foldGutter, foldKeymap } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type ReactElement, useEffect, useRef } from 'react';
import type { JsonValue } from '../../client/types.ts';
import { codeLooks } from '../code/code-mirror.ts';
import styles from './DataPane.module.css';

interface DataPaneProps {
  value: JsonValue | undefined;
  /** Its name for screen readers: "Data of Stripe event". */
  label: string;
}

/** Beyond this the colours and folds of a text cost more than they help. */
const longest = 500_000;

const written = (value: JsonValue | undefined): string => {
  const text = JSON.stringify(value ?? null, null, 2);
  return text.length > longest
    ? `${text.slice(0, longest)}\n… ${(text.length - longest).toLocaleString('en')} more`
    : text;
};

/** A value exactly as it is, to read, fold and copy. */
export const DataPane = ({ value, label }: DataPaneProps): ReactElement => {
  const box = useRef<HTMLDivElement>(null);
  const text = written(value);
  useEffect(() => {
    if (!box.current) return;
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          codeLooks(),
          json(),
          codeFolding(),
          foldGutter(),
          keymap.of(foldKeymap),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
        ],
      }),
    });
    return () => view.destroy();
  }, [text, label]);
  return <div ref={box} className={styles.data} />;
};
