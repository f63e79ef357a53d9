import { Braces, Calendar, CircleSlash2, File, Hash, List, type LucideIcon, ToggleLeft, Type } from 'lucide-react';
import type { JsonValue } from '../../client/types.ts';

/** What kind of thing a value is, in the words of the screen. */
export type ValueType = 'text' | 'number' | 'yes-no' | 'date' | 'list' | 'record' | 'file' | 'empty';

/** ISO 8601 dates and times, the form every service agrees on; anything else stays a text. */
const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

const isFile = (value: { [key: string]: JsonValue }): boolean =>
  (typeof value.path === 'string' || typeof value.fileName === 'string') && typeof value.bytes === 'number';

/** The type of a value; `undefined` is empty, as null and a text without letters are. */
export const typeOfValue = (value: JsonValue | undefined): ValueType => {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      if (value.trim() === '') return 'empty';
      return isoDate.test(value) ? 'date' : 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'yes-no';
    default:
      return isFile(value) ? 'file' : 'record';
  }
};

/** The same as a word for sentences and screen readers. */
export const typeWords: Readonly<Record<ValueType, string>> = {
  text: 'text',
  number: 'number',
  'yes-no': 'yes or no',
  date: 'date',
  list: 'list',
  record: 'record',
  file: 'file',
  empty: 'empty',
};

/** The picture of each type (ux.md 3.1). */
export const typeIcons: Readonly<Record<ValueType, LucideIcon>> = {
  text: Type,
  number: Hash,
  'yes-no': ToggleLeft,
  date: Calendar,
  list: List,
  record: Braces,
  file: File,
  empty: CircleSlash2,
};
