import { type EditorView, WidgetType } from '@codemirror/view';
import { type ChipView, sayChip } from './chip-view.ts';
import styles from './TemplateField.module.css';
import { typeGlyphs } from './type-glyphs.ts';

const part = (className: string | undefined, text: string): HTMLElement => {
  const element = document.createElement('span');
  element.className = className ?? '';
  element.textContent = text;
  return element;
};

/** A placeholder as one thing in a line of text: picture of the type, name, sample, and ƒ when something is done to it. */
export class ChipWidget extends WidgetType {
  private readonly view: ChipView;
  private readonly isSelected: boolean;

  constructor(view: ChipView, isSelected: boolean) {
    super();
    this.view = view;
    this.isSelected = isSelected;
  }

  override eq(other: ChipWidget): boolean {
    return (
      other.isSelected === this.isSelected &&
      sayChip(other.view) === sayChip(this.view) &&
      other.view.state === this.view.state &&
      other.view.type === this.view.type
    );
  }

  override toDOM(): HTMLElement {
    const { label, sample, state, type, isChanged } = this.view;
    const chip = document.createElement('span');
    chip.className = styles.chip ?? '';
    chip.dataset.chip = state;
    if (this.isSelected) chip.dataset.selected = 'true';
    chip.setAttribute('role', 'img');
    chip.setAttribute('aria-label', sayChip(this.view));
    chip.append(
      typeGlyphs(type, styles.chipIcon ?? ''),
      part(styles.chipLabel, label),
      part(styles.chipSample, sample),
    );
    if (isChanged && state === 'filled') chip.append(part(styles.chipChanged, 'ƒ'));
    return chip;
  }

  /** The editor hears of a press on a chip: it opens the chip instead of moving the caret. */
  override ignoreEvent(): boolean {
    return false;
  }
}

/** Where in the document a chip that was pressed stands. */
export const chipAt = (view: EditorView, target: EventTarget | null): number | undefined => {
  const element = target instanceof Element ? target.closest('[data-chip]') : null;
  return element ? view.posAtDOM(element) : undefined;
};
