import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { viewChip } from './chip-view.ts';
import { ChipWidget } from './chip-widget.ts';
import type { Mapping } from './mapping.ts';
import { findPlaceholders, type Placeholder } from './split-template.ts';

/** Chips in an editor: the document is the stored text, and every placeholder in it is drawn as one thing. */

/** Tells an editor what the placeholders stand for now. */
export const setMapping = StateEffect.define<Mapping>();

interface Chips {
  mapping: Mapping;
  placeholders: readonly Placeholder[];
  decorations: DecorationSet;
}

const draw = (placeholders: readonly Placeholder[], mapping: Mapping, { selection }: EditorState): DecorationSet => {
  const { from, to } = selection.main;
  return Decoration.set(
    placeholders.map((placeholder) => {
      const isSelected = from < to && from <= placeholder.from && placeholder.to <= to;
      const widget = new ChipWidget(viewChip(placeholder.inside, mapping), isSelected);
      return Decoration.replace({ widget }).range(placeholder.from, placeholder.to);
    }),
  );
};

const chipsField = (first: Mapping): StateField<Chips> =>
  StateField.define<Chips>({
    create: (state) => {
      const placeholders = findPlaceholders(state.doc.toString());
      return { mapping: first, placeholders, decorations: draw(placeholders, first, state) };
    },
    update: (chips, transaction) => {
      const fresh = transaction.effects.findLast((effect) => effect.is(setMapping));
      const mapping = fresh ? fresh.value : chips.mapping;
      const isSame = !transaction.docChanged && !transaction.selection && mapping === chips.mapping;
      if (isSame) return chips;
      const placeholders = transaction.docChanged
        ? findPlaceholders(transaction.newDoc.toString())
        : chips.placeholders;
      return { mapping, placeholders, decorations: draw(placeholders, mapping, transaction.state) };
    },
  });

/** The chips of one editor, and how to ask where they stand. */
export const createChips = (
  mapping: Mapping,
): { extension: Extension; placeholdersOf: (state: EditorState) => readonly Placeholder[] } => {
  const field = chipsField(mapping);
  return {
    extension: [
      field,
      EditorView.decorations.from(field, ({ decorations }) => decorations),
      EditorView.atomicRanges.of((view) => view.state.field(field).decorations),
    ],
    placeholdersOf: (state) => state.field(field).placeholders,
  };
};
