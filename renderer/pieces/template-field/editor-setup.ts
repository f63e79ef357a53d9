import { defaultKeymap, history, historyKeymap, redoDepth, undoDepth } from '@codemirror/commands';
import { Compartment, EditorState, type Extension, Prec, Transaction } from '@codemirror/state';
import { type Command, EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { safeStyles } from '../code/code-mirror.ts';
import { droppedField } from '../values/drag-field.ts';
import { createChips, setMapping } from './chip-extension.ts';
import { chipAt } from './chip-widget.ts';
import type { Mapping } from './mapping.ts';
import type { Placeholder } from './split-template.ts';

/** What happens in an editor, told to whoever holds it. */
export interface TemplateEditorEvents {
  changed: (text: string) => void;
  focused: () => void;
  blurred: (event: FocusEvent) => void;
  /** The picker is wanted; `from` is where the slash stands that asked for it. */
  pickerWanted: (slashAt: number | null) => void;
  chipOpened: (placeholder: Placeholder) => void;
  fieldDropped: (path: readonly (string | number)[], at: number) => void;
  /** Nothing is left to undo or redo in the field: the editor's own history goes on. */
  undone: () => void;
  redone: () => void;
}

type Attributes = Readonly<Record<string, string>>;

interface TemplateEditorOptions {
  parent: HTMLElement;
  text: string;
  mapping: Mapping;
  isMultiline: boolean;
  placeholder: string;
  attributes: Attributes;
  events: () => TemplateEditorEvents;
}

/** A change that comes from outside, not from the person in the field. */
export const fromOutside = Transaction.userEvent.of('outside');

export interface TemplateEditor {
  view: EditorView;
  placeholders: () => readonly Placeholder[];
  setText: (text: string) => void;
  setMapping: (mapping: Mapping) => void;
  /** Name and notes for screen readers. */
  setAttributes: (attributes: Attributes) => void;
  /** What happened before can no longer be undone in the field. */
  forget: () => void;
}

const oneLine: Extension = EditorState.transactionFilter.of((transaction) =>
  transaction.docChanged && transaction.newDoc.lines > 1
    ? [transaction, { changes: lineBreaks(transaction.newDoc.toString()), sequential: true }]
    : transaction,
);

const lineBreaks = (text: string): { from: number; to: number; insert: string }[] =>
  [...text.matchAll(/\n/g)].map(({ index }) => ({ from: index, to: index + 1, insert: ' ' }));

const slashOpens = (state: EditorState): boolean => {
  const { from } = state.selection.main;
  // In an address a slash is a slash; at the start and after a space it asks for a field.
  return from === 0 || /\s/.test(state.sliceDoc(from - 1, from));
};

const chipBeside = (placeholders: readonly Placeholder[], state: EditorState): Placeholder | undefined => {
  const { from, to } = state.selection.main;
  return placeholders.find((chip) =>
    from === to ? chip.to === from || chip.from === from : chip.from === from && chip.to === to,
  );
};

/** When the field has nothing left to undo or redo, the history of the flow goes on. */
const goOn =
  (depth: (state: EditorState) => number, further: () => void): Command =>
  ({ state }) => {
    if (depth(state) > 0) return false;
    further();
    return true;
  };

/** Makes the editor of a field. The caller destroys `view`. */
export const openTemplateEditor = (options: TemplateEditorOptions): TemplateEditor => {
  const { events, isMultiline } = options;
  const chips = createChips(options.mapping);
  const memory = new Compartment();
  const words = new Compartment();
  const attributes = (given: Attributes): Extension =>
    EditorView.contentAttributes.of({ ...given, 'aria-multiline': String(isMultiline) });
  const openChip = (view: EditorView): boolean => {
    const chip = chipBeside(chips.placeholdersOf(view.state), view.state);
    if (chip) events().chipOpened(chip);
    return chip !== undefined;
  };
  const keys = Prec.highest(
    keymap.of([
      { key: 'Alt-Enter', run: openChip },
      ...(isMultiline ? [] : [{ key: 'Enter', run: (view: EditorView) => openChip(view) || true }]),
      {
        key: '/',
        run: (view) => {
          if (!slashOpens(view.state) || view.composing) return false;
          const at = view.state.selection.main.from;
          view.dispatch(view.state.replaceSelection('/'), { userEvent: 'input.type' });
          events().pickerWanted(at);
          return true;
        },
      },
      { key: 'Mod-z', run: goOn(undoDepth, () => events().undone()) },
      { key: 'Mod-y', run: goOn(redoDepth, () => events().redone()) },
      { key: 'Mod-Shift-z', run: goOn(redoDepth, () => events().redone()) },
    ]),
  );
  const listen = EditorView.domEventHandlers({
    focus: () => events().focused(),
    blur: (event) => events().blurred(event),
    mousedown: (event, view) => {
      const at = chipAt(view, event.target);
      const chip = chips.placeholdersOf(view.state).find(({ from }) => from === at);
      if (!chip) return false;
      event.preventDefault();
      view.focus();
      events().chipOpened(chip);
      return true;
    },
    drop: (event, view) => {
      const path = event.dataTransfer ? droppedField(event.dataTransfer) : null;
      if (!path) return false;
      event.preventDefault();
      events().fieldDropped(path, view.posAtCoords({ x: event.clientX, y: event.clientY }, false));
      return true;
    },
  });
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        safeStyles(),
        keys,
        memory.of(history()),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        chips.extension,
        listen,
        isMultiline ? [] : oneLine,
        EditorView.lineWrapping,
        options.placeholder === '' ? [] : placeholderText(options.placeholder),
        words.of(attributes(options.attributes)),
        EditorView.updateListener.of((update) => {
          const isOwn = !update.transactions.some((transaction) => transaction.isUserEvent('outside'));
          if (update.docChanged && isOwn) events().changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    view,
    placeholders: () => chips.placeholdersOf(view.state),
    setText: (text) => {
      if (view.state.doc.toString() === text) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: [fromOutside, Transaction.addToHistory.of(false)],
      });
    },
    setMapping: (mapping) => view.dispatch({ effects: setMapping.of(mapping) }),
    setAttributes: (given) => view.dispatch({ effects: words.reconfigure(attributes(given)) }),
    forget: () => {
      view.dispatch({ effects: memory.reconfigure([]) });
      view.dispatch({ effects: memory.reconfigure(history()) });
    },
  };
};
