import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState, type Extension, Prec, Transaction } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap, placeholder as placeholderText } from '@codemirror/view';
import { safeStyles } from '../code/code-mirror.ts';
import { droppedField } from '../values/drag-field.ts';
import { createChips, setMapping } from './chip-extension.ts';
import { chipAt } from './chip-widget.ts';
import type { Mapping } from './mapping.ts';
import type { Placeholder } from './split-template.ts';

/** The one stretch in which two texts differ, so that the caret stays where it is. */
const difference = (before: string, after: string): { from: number; to: number; insert: string } => {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
};

/** What happens in an editor, told to whoever holds it. */
export interface TemplateEditorEvents {
  changed: (text: string) => void;
  focused: () => void;
  blurred: (event: FocusEvent) => void;
  /** The picker is wanted; `from` is where the slash stands that asked for it. */
  pickerWanted: (slashAt: number | null) => void;
  chipOpened: (placeholder: Placeholder) => void;
  fieldDropped: (path: readonly (string | number)[], at: number) => void;
  /** Undo and redo are those of the flow. */
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

/**
 * A field keeps no history of its own: what is typed is in the history of the flow already, and two histories of one text would
 * take turns undoing each other.
 */
const travel = (key: string, go: () => void): KeyBinding => ({
  key,
  stopPropagation: true,
  run: () => {
    go();
    return true;
  },
});

/** Makes the editor of a field. The caller destroys `view`. */
export const openTemplateEditor = (options: TemplateEditorOptions): TemplateEditor => {
  const { events, isMultiline } = options;
  const chips = createChips(options.mapping);
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
      travel('Mod-z', () => events().undone()),
      travel('Mod-y', () => events().redone()),
      travel('Mod-Shift-z', () => events().redone()),
    ]),
  );
  const listen = EditorView.domEventHandlers({
    focus: () => events().focused(),
    blur: (event) => events().blurred(event),
    // The press must not move the caret; the click opens, because what opens on a press closes on its release.
    mousedown: (event, view) => {
      if (chipAt(view, event.target) === undefined) return false;
      event.preventDefault();
      view.focus();
      return true;
    },
    click: (event, view) => {
      const at = chipAt(view, event.target);
      const chip = chips.placeholdersOf(view.state).find(({ from }) => from === at);
      if (chip) events().chipOpened(chip);
      return chip !== undefined;
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
        keymap.of(defaultKeymap),
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
      const before = view.state.doc.toString();
      if (before !== text) view.dispatch({ changes: difference(before, text), annotations: fromOutside });
    },
    setMapping: (mapping) => view.dispatch({ effects: setMapping.of(mapping) }),
    setAttributes: (given) => view.dispatch({ effects: words.reconfigure(attributes(given)) }),
  };
};
