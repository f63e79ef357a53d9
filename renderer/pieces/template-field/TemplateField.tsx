import { Plus } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { flushSync } from 'react-dom';
import { readPath } from '../../client/templates.ts';
import type { TemplatePath } from '../../client/types.ts';
import { redo, undo } from '../../stores/editor.ts';
import { announce } from '../../ui/announcer.ts';
import { classes } from '../../ui/classes.ts';
import { Field, type FieldIds } from '../../ui/Field.tsx';
import { repeatOpenStep } from '../flow-actions/edit-steps.ts';
import { fieldDragType } from '../values/drag-field.ts';
import { ChipPopover } from './ChipPopover.tsx';
import { type Chip, writeChip } from './chip.ts';
import { openTemplateEditor, type TemplateEditor, type TemplateEditorEvents } from './editor-setup.ts';
import { FieldPicker } from './FieldPicker.tsx';
import {
  type FocusedField,
  fieldSourceAttribute,
  releaseField,
  setFocusedField,
  useFocusedField,
} from './focused-field.ts';
import { ListChoicePopover } from './ListChoicePopover.tsx';
import { type ListChoice, listChoices } from './list-choices.ts';
import { labelOf, useMapping } from './mapping.ts';
import type { Placeholder } from './split-template.ts';
import styles from './TemplateField.module.css';

interface TemplateFieldProps {
  label: string;
  /** The text as the flow keeps it, with its placeholders. */
  value: string;
  onChange: (value: string) => void;
  /** One value: a field that is put here takes the place of what is there, and keeps its type. */
  isSingle?: boolean | undefined;
  /** A list is put here as a whole, without asking which of its values is meant. */
  isList?: boolean | undefined;
  isMultiline?: boolean | undefined;
  placeholder?: string | undefined;
  problem?: string | undefined;
  warning?: ReactNode;
  help?: ReactNode;
  isLabelHidden?: boolean | undefined;
}

/** What is open beside the field: the picker (over a slash, in the place of a chip, or at the caret), a chip, a question. */
type Open =
  | { kind: 'picker'; replace: { from: number; to: number } | null }
  | { kind: 'chip'; from: number }
  | { kind: 'list'; choices: ListChoice[]; replace: { from: number; to: number } };

const say = (what: string, label: string | undefined): void => {
  if (label !== undefined) announce(`${what}: ${label}`);
};

type BodyProps = TemplateFieldProps & { ids: FieldIds };

const attributesOf = ({ ids: { inputId, labelId, describedBy, isInvalid } }: BodyProps): Record<string, string> => ({
  id: inputId,
  'aria-labelledby': labelId,
  ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
  ...(isInvalid && { 'aria-invalid': 'true' }),
});

const Body = (props: BodyProps): ReactElement => {
  const { label, value, onChange, isSingle = false, isMultiline = false, placeholder = '', ids } = props;
  const mapping = useMapping();
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const editor = useRef<TemplateEditor>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [isOver, setOver] = useState(false);
  const self = useRef<FocusedField>({ label, insert: () => undefined });
  const isTarget = useFocusedField(({ field }) => field === self.current);

  const moveAnchor = (at: number): void => {
    const edge = box.current?.getBoundingClientRect();
    const place = editor.current?.view.coordsAtPos(at);
    if (!edge || !place || !anchor.current) return;
    anchor.current.style.left = `${place.left - edge.left}px`;
    anchor.current.style.top = `${place.bottom - edge.top}px`;
  };
  /** Closes at once: a small window that is still open would take the focus back from the field that gets it next. */
  const close = (): void => flushSync(() => setOpen(null));
  const put = (text: string, range: { from: number; to: number }): void => {
    const view = editor.current?.view;
    if (!view) return;
    view.dispatch({
      changes: { ...range, insert: text },
      selection: { anchor: range.from + text.length },
      userEvent: 'input',
      scrollIntoView: true,
    });
    view.focus();
  };
  const putChip = (chip: Chip, range: { from: number; to: number }): void => {
    put(writeChip(chip), range);
    announce(`${labelOf(mapping, chip.path)} put into ${label}`);
  };
  /** Puts a field where one value belongs in the place of all, elsewhere at a place of the text. */
  const insert = (path: TemplatePath, range?: { from: number; to: number }): void => {
    const view = editor.current?.view;
    if (!view) return;
    const { from, to } = view.state.selection.main;
    const place = isSingle ? { from: 0, to: view.state.doc.length } : (range ?? { from, to });
    const choices = props.isList
      ? []
      : listChoices(path, readPath(mapping.scope, path), mapping.scope, mapping.canRepeat);
    if (choices.length === 0) {
      putChip({ path, filters: [] }, place);
      return;
    }
    moveAnchor(place.from);
    setOpen({ kind: 'list', choices, replace: place });
  };
  const openChip = (chip: Placeholder): void => {
    moveAnchor(chip.from);
    setOpen({ kind: 'chip', from: chip.from });
  };
  const chipNow = (): Placeholder | undefined =>
    open?.kind === 'chip' ? editor.current?.placeholders().find(({ from }) => from === open.from) : undefined;

  const events: TemplateEditorEvents = {
    changed: onChange,
    focused: () => setFocusedField(self.current),
    blurred: ({ relatedTarget }) => {
      const stays =
        relatedTarget instanceof Element && relatedTarget.closest(`[${fieldSourceAttribute}], [role="dialog"]`);
      if (!stays) releaseField(self.current);
    },
    pickerWanted: (slashAt) => {
      moveAnchor(slashAt ?? editor.current?.view.state.selection.main.from ?? 0);
      setOpen({ kind: 'picker', replace: slashAt === null ? null : { from: slashAt, to: slashAt + 1 } });
    },
    chipOpened: openChip,
    fieldDropped: (path, at) => insert(path, { from: at, to: at }),
    undone: () => say('Undone', undo()),
    redone: () => say('Done again', redo()),
  };
  const latest = useRef({ props, events, mapping, insert });
  latest.current = { props, events, mapping, insert };
  self.current.insert = (path) => latest.current.insert(path);
  self.current.label = label;

  useLayoutEffect(() => {
    const parent = box.current?.firstElementChild;
    if (!(parent instanceof HTMLElement)) return;
    const { props: first, mapping: known } = latest.current;
    const opened = openTemplateEditor({
      parent,
      text: first.value,
      mapping: known,
      isMultiline,
      placeholder,
      attributes: attributesOf(first),
      events: () => latest.current.events,
    });
    editor.current = opened;
    const own = self.current;
    return () => {
      releaseField(own);
      opened.view.destroy();
    };
  }, [isMultiline, placeholder]);
  useEffect(() => editor.current?.setText(value), [value]);
  useEffect(() => editor.current?.setMapping(mapping), [mapping]);
  const attributes = JSON.stringify(attributesOf(props));
  useEffect(() => editor.current?.setAttributes(JSON.parse(attributes)), [attributes]);
  const chip = chipNow();
  return (
    <div
      ref={box}
      className={styles.box}
      data-invalid={ids.isInvalid || undefined}
      data-target={isTarget || undefined}
      data-over={isOver || undefined}
      {...{
        onDragEnter: (event: React.DragEvent) => setOver(event.dataTransfer.types.includes(fieldDragType)),
        onDragLeave: (event: React.DragEvent) => {
          if (!(event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget))) setOver(false);
        },
        onDrop: () => setOver(false),
      }}
    >
      <div className={classes(styles.editor, isMultiline && styles.multiline)} />
      {isOver && <span className={styles.hint}>{isSingle ? 'Use this field' : 'Insert here'}</span>}
      <AriaButton
        aria-label={`Insert a field into ${label}`}
        className={styles.add ?? ''}
        onPress={() => events.pickerWanted(null)}
      >
        <Plus size={15} aria-hidden="true" />
      </AriaButton>
      <span ref={anchor} className={styles.anchor} aria-hidden="true" />
      <FieldPicker
        triggerRef={anchor}
        isOpen={open?.kind === 'picker'}
        onClose={() => setOpen(null)}
        fieldLabel={label}
        onPick={(path) => {
          const range = open?.kind === 'picker' ? open.replace : null;
          close();
          insert(path, range ?? undefined);
        }}
      />
      <ListChoicePopover
        triggerRef={anchor}
        choices={open?.kind === 'list' ? open.choices : []}
        onClose={() => setOpen(null)}
        onChoose={(choice) => {
          close();
          if (open?.kind === 'list') putChip(choice.chip, open.replace);
          if (choice.repeat) repeatOpenStep(writeChip({ path: choice.repeat, filters: [] }));
        }}
      />
      <ChipPopover
        triggerRef={anchor}
        inside={chip?.inside ?? null}
        onClose={() => setOpen(null)}
        onChange={(text) => {
          const now = chipNow();
          if (now)
            editor.current?.view.dispatch({
              changes: { from: now.from, to: now.to, insert: text },
              userEvent: 'input',
            });
        }}
        onReplace={() => chip && setOpen({ kind: 'picker', replace: { from: chip.from, to: chip.to } })}
        onRemove={() => {
          close();
          if (chip) put('', { from: chip.from, to: chip.to });
        }}
      />
    </div>
  );
};

/** A text that may hold fields of the data, each shown as a chip. Fields come in by a click, by dragging, with `/` or with +. */
export const TemplateField = (props: TemplateFieldProps): ReactElement => (
  <Field
    label={props.label}
    help={props.help}
    error={props.problem}
    warning={props.warning}
    isLabelHidden={props.isLabelHidden}
  >
    {(ids) => <Body {...props} ids={ids} />}
  </Field>
);
