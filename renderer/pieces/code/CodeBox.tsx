import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { Compartment, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { type ReactElement, useEffect, useId, useRef } from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './CodeBox.module.css';
import { codeLooks } from './code-mirror.ts';

interface CodeBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Where the text is wrong; its line is marked. Lines count from 1. */
  mistake?: { line: number; message: string; fix?: string | undefined } | undefined;
  autoFocus?: boolean | undefined;
}

const markLine = StateEffect.define<number | null>();

/** The background of the line that is wrong. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { effects, state, changes }) => {
    const wanted = effects.find((effect) => effect.is(markLine));
    if (!wanted) return marks.map(changes);
    const line = wanted.value as number | null;
    if (line === null || line < 1 || line > state.doc.lines) return Decoration.none;
    return Decoration.set([Decoration.line({ class: styles.wrong ?? '' }).range(state.doc.line(line).from)]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const extensions = (onChange: (text: string) => void, attributes: Extension): Extension => [
  codeLooks(),
  lineNumbers(),
  history(),
  json(),
  markedLine,
  EditorView.lineWrapping,
  // Tab leaves the field, as everywhere else.
  keymap.of([...defaultKeymap, ...historyKeymap]),
  EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  attributes,
];

/** A text of several lines with numbers, where a mistake is shown at its line and in words below. */
export const CodeBox = ({ label, value, onChange, mistake, autoFocus = false }: CodeBoxProps): ReactElement => {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const attributes = useRef(new Compartment());
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const isWrong = mistake !== undefined;

  useEffect(() => {
    if (!box.current) return;
    const editor = new EditorView({
      doc: latest.current.value,
      parent: box.current,
      extensions: extensions((text) => latest.current.onChange(text), attributes.current.of([])),
    });
    view.current = editor;
    if (autoFocus) editor.focus();
    return () => editor.destroy();
  }, [autoFocus]);

  useEffect(() => {
    const named = EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-invalid': String(isWrong),
      ...(isWrong && { 'aria-describedby': id }),
    });
    view.current?.dispatch({ effects: attributes.current.reconfigure(named) });
  }, [label, isWrong, id]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  const line = mistake?.line ?? null;
  useEffect(() => view.current?.dispatch({ effects: markLine.of(line) }), [line]);

  return (
    <div>
      <div ref={box} className={classes(styles.box, isWrong && styles.invalid)} />
      {mistake && (
        <p className={styles.mistake} id={id} role="alert">
          <b>{mistake.message}.</b> {mistake.fix}
        </p>
      )}
    </div>
  );
};
