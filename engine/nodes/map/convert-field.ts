import { personFault } from '../../model/fault.ts';
import { describeType, isRecord, type JsonValue } from '../../model/json.ts';
import { isDayText, readDate } from '../../model/read-date.ts';
import { isEmpty, readNumber, readText, readYesNo } from '../../model/read-values.ts';
import type { FieldType } from '../field-types.ts';
import { showValue } from '../show-value.ts';

interface Conversion {
  /** As in "should be …". */
  words: string;
  hint: string;
  /** Undefined when the value is not of this type and cannot be turned into it without guessing. */
  convert: (value: JsonValue, timeZone: string) => JsonValue | undefined;
}

const conversions: Record<FieldType, Conversion> = {
  text: { words: 'text', hint: 'Choose one value inside it, or join a list into text.', convert: readText },
  number: {
    words: 'a number',
    hint: 'Numbers are written like 12.50: a point before the decimals, nothing around them.',
    convert: readNumber,
  },
  'yes-no': { words: 'yes or no', hint: 'Yes is true, yes or 1; no is false, no or 0.', convert: readYesNo },
  date: {
    words: 'a date',
    hint: 'Dates are written like 2026-03-01 or 2026-03-01T09:30:00Z, or as seconds since 1970.',
    convert: (value, timeZone) => {
      const instantMs = readDate(value, timeZone);
      if (instantMs === undefined) return undefined;
      // A day stays a day: as an instant it would be the day before somewhere else.
      return isDayText(value) ? value.trim() : new Date(instantMs).toISOString();
    },
  },
  list: {
    words: 'a list',
    hint: 'Choose a value that is a list.',
    convert: (value) => (Array.isArray(value) ? value : undefined),
  },
  record: {
    words: 'a record',
    hint: 'Choose a value that has fields of its own.',
    convert: (value) => (isRecord(value) ? value : undefined),
  },
};

/** One field whose templates have been replaced by their values. */
export interface ResolvedField {
  name: string;
  value: JsonValue;
  type?: FieldType | undefined;
  required?: boolean | undefined;
}

/**
 * The value of a field in the type asked for. Nothing is guessed: "12,50" is not a number. A field that is not
 * required may be empty, and is then `null` unless text was asked for. Throws `map.required-empty` and
 * `map.wrong-type`, which name the field and the value.
 */
export const convertField = ({ name, value, type, required }: ResolvedField, timeZone: string): JsonValue => {
  if (isEmpty(value) && required)
    throw personFault('map.required-empty', `The field "${name}" is required, but it was empty this time.`, {
      fix: 'Choose another value, give it a default, or let the field be empty.',
      data: { field: name },
    });
  if (type === undefined || value === null) return value;
  if (value === '' && type !== 'text') return null;
  const { words, hint, convert } = conversions[type];
  const converted = convert(value, timeZone);
  if (converted !== undefined) return converted;
  const found = typeof value === 'object' ? `it is ${describeType(value)}` : `${showValue(value)} is not`;
  throw personFault('map.wrong-type', `The field "${name}" should be ${words}, but ${found}.`, {
    fix: hint,
    data: { field: name, type },
  });
};
