import { isRecord, type JsonValue } from './json.ts';

/** Digits with an optional sign, decimal point and exponent; never a comma, whatever the language of the computer. */
const numberText = /^\s*-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** The number in a value: a number, or a text that is exactly one ("12.50"); undefined for anything else. */
export const readNumber = (value: JsonValue): number | undefined => {
  if (typeof value === 'string' && !numberText.test(value)) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
};

/** The text in a value: numbers and yes/no are written out; undefined for empty values, lists and records. */
export const readText = (value: JsonValue): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** Yes (`true`, `1`, "true", "yes", "1") or no (`false`, `0`, "false", "no", "0") in any case; undefined otherwise. */
export const readYesNo = (value: JsonValue): boolean | undefined => {
  const word = readText(value)?.trim().toLowerCase();
  if (word === 'true' || word === 'yes' || word === '1') return true;
  return word === 'false' || word === 'no' || word === '0' ? false : undefined;
};

/** The one meaning of *empty*: nothing, a text without characters, a list without entries, a record without fields. */
export const isEmpty = (value: JsonValue): boolean => {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
};
