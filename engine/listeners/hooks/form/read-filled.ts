import type { FormPage, FormPageField } from '../../../model/form-page.ts';
import type { JsonRecord, JsonValue } from '../../../model/json.ts';

const longest = { 'long-text': 20_000, other: 5000 };

/** Days that the calendar has: JavaScript rolls 30 February over to March. */
const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** The value of a field, or what is wrong with it. */
const readField = (
  { kind, required, choices }: FormPageField,
  text: string,
): { value: JsonValue } | { mistake: string } => {
  const trimmed = kind === 'long-text' ? text : text.trim();
  if (kind === 'yes-no')
    return required && trimmed !== 'yes' ? { mistake: 'Please tick this.' } : { value: trimmed === 'yes' };
  if (trimmed.trim() === '') return required ? { mistake: 'Please fill this in.' } : { value: null };
  const most = kind === 'long-text' ? longest['long-text'] : longest.other;
  if (trimmed.length > most) return { mistake: `Please write at most ${most} letters.` };
  switch (kind) {
    case 'number': {
      const number = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : Number.NaN;
      return Number.isFinite(number) ? { value: number } : { mistake: 'Please write a number.' };
    }
    case 'email':
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(trimmed)
        ? { value: trimmed }
        : { mistake: 'Please write an email address, such as ana@example.com.' };
    case 'date':
      return isDate(trimmed) ? { value: trimmed } : { mistake: 'Please write a date as 2026-03-01.' };
    case 'choice':
      return choices.includes(trimmed) ? { value: trimmed } : { mistake: 'Please choose one of these.' };
    default:
      return { value: kind === 'long-text' ? trimmed.replace(/\r\n/g, '\n') : trimmed };
  }
};

export interface ReadForm {
  payload: JsonRecord;
  /** Texts as typed, to show them again. */
  values: Record<string, string>;
  mistakes: Record<string, string>;
}

/** Reads what was sent by the fields of the form; what the form does not ask for is left out. */
export const readFilled = ({ fields }: FormPage, body: URLSearchParams): ReadForm => {
  const read: ReadForm = { payload: {}, values: Object.create(null), mistakes: Object.create(null) };
  for (const field of fields) {
    const text = body.get(field.name) ?? '';
    read.values[field.name] = text.slice(0, longest['long-text']);
    const result = readField(field, text);
    if ('mistake' in result) read.mistakes[field.name] = result.mistake;
    else read.payload[field.name] = result.value;
  }
  return read;
};
