import { type ReactElement, useState } from 'react';
import { hasPlaceholder } from '../../client/templates.ts';
import type { FormField, JsonValue } from '../../client/types.ts';
import { TemplateField } from '../../pieces/template-field/TemplateField.tsx';
import type { ParamPath } from '../../stores/set-at.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { readJsonText, writeJsonText } from './json-text.ts';
import { useParam } from './step-form.ts';
import { useEmptyHint } from './use-empty-hint.tsx';

interface ParamProps {
  field: FormField;
  path: ParamPath;
  isLabelHidden?: boolean | undefined;
  /** One value rather than a text: what is put here takes the place of what is there. */
  isSingle?: boolean | undefined;
}

const asText = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** A text that is exactly a number becomes one; everything else stays for the placeholder in it. */
const asNumber = (text: string): JsonValue | undefined => {
  if (text.trim() === '') return undefined;
  return /^\s*-?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : text;
};

/** An example that is a placeholder would show what nobody has to type. */
const exampleOf = ({ placeholder }: FormField): string | undefined =>
  placeholder !== undefined && hasPlaceholder(placeholder) ? 'Choose a field' : placeholder;

const singleKinds: readonly FormField['kind'][] = ['number', 'date-time', 'yes-no'];

/** A param that may hold fields of the data. */
export const TemplateParam = ({ field, path, isLabelHidden, isSingle }: ParamProps): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  const hint = useEmptyHint(asText(value), field.label, set);
  const isNumber = field.kind === 'number';
  return (
    <TemplateField
      label={field.label}
      help={field.help}
      placeholder={exampleOf(field)}
      value={asText(value)}
      onChange={(text) => set(isNumber ? asNumber(text) : field.kind === 'date-time' && text === '' ? undefined : text)}
      isSingle={isSingle ?? (field.takesList === true || singleKinds.includes(field.kind))}
      isList={field.takesList}
      isMultiline={field.kind === 'long-text'}
      problem={error}
      warning={warning ?? hint}
      isLabelHidden={isLabelHidden}
    />
  );
};

/** A text without fields of the data, in one line or, for statements, in several. */
export const TextParam = ({ field, path, isLabelHidden }: ParamProps): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  const isLong = field.kind === 'long-text' || field.kind === 'code';
  return (
    <TextField
      label={field.label}
      help={field.help}
      placeholder={field.placeholder}
      value={asText(value)}
      onChange={(text) => set(text === '' ? undefined : text)}
      isMultiline={isLong}
      isMono={field.kind === 'code'}
      rows={5}
      error={error}
      warning={warning}
      isLabelHidden={isLabelHidden}
    />
  );
};

/** A number without fields of the data. */
export const NumberParam = ({ field, path, isLabelHidden }: ParamProps): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  return (
    <NumberField
      label={field.label}
      help={field.help}
      value={typeof value === 'number' ? value : null}
      onChange={(next) => set(next ?? undefined)}
      error={error}
      warning={warning}
      isLabelHidden={isLabelHidden}
    />
  );
};

/** Any value: a text, or lists and records written as JSON, with fields of the data in either. */
export const JsonParam = ({ field, path, isLabelHidden }: ParamProps): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  /** What is being typed while it cannot be read as a value; null while it can. */
  const [draft, setDraft] = useState<{ text: string; problem: string } | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const stored = writeJsonText(value);
  const isOwn = typed !== null && 'value' in readJsonText(typed) && JSON.stringify(value) === valueText(typed);
  const text = draft?.text ?? (isOwn ? typed : stored);
  const change = (next: string): void => {
    setTyped(next);
    const read = readJsonText(next);
    if ('problem' in read) setDraft({ text: next, problem: read.problem });
    else {
      setDraft(null);
      set(next === '' ? undefined : read.value);
    }
  };
  const shared = { label: field.label, help: field.help, value: text, onChange: change, isLabelHidden };
  const words = { error: draft?.problem ?? error, warning };
  const hint = useEmptyHint(text, field.label, change);
  return field.templated ? (
    <TemplateField
      {...shared}
      placeholder={exampleOf(field)}
      isMultiline={path.length === 1 || text.includes('\n')}
      problem={words.error}
      warning={words.warning ?? hint}
    />
  ) : (
    <TextField {...shared} {...words} isMultiline isMono />
  );
};

const valueText = (text: string): string => {
  const read = readJsonText(text);
  return 'value' in read ? JSON.stringify(read.value) : '';
};
