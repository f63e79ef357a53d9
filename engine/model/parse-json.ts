import { personFault } from './fault.ts';
import { isRecord, type JsonValue } from './json.ts';

/** Limits of any JSON that comes from outside. `JSON.stringify` overflows the stack at 5,000 levels, so depth is checked first. */
export const jsonLimits = { depth: 64, values: 100_000 } as const;

const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** A cheap look at the text before parsing: nesting, number of values, and whether a number has 16 digits; strings skipped. */
const measure = (text: string): { depth: number; values: number; longNumbers: boolean } => {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  let digits = 0;
  let longNumbers = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) {
      if (++digits === 16) longNumbers = true;
      continue;
    }
    digits = 0;
    switch (code) {
      case 0x22: // "
        for (index++; index < text.length && text.charCodeAt(index) !== 0x22; index++)
          if (text.charCodeAt(index) === 0x5c) index++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > deepest) deepest = depth;
        values++;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        values++;
        break;
    }
  }
  return { depth: deepest, values, longNumbers };
};

/** Integers JavaScript cannot hold exactly stay exact as text (ids of some services have 18 digits). */
const exactNumbers = (_key: string, value: unknown, context: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context.source ?? '')
    ? context.source
    : value;

const dropPrototypeKeys = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(dropPrototypeKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !prototypeKeys.has(key))
      .map(([key, inner]) => [key, dropPrototypeKeys(inner)]),
  );
};

/** Whether a text that does not parse is merely cut short: with more characters it might. */
const isCutShort = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (thrown) {
    const message = String(thrown);
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
    return /end of JSON input|Unterminated string/.test(message) || position >= text.length;
  }
};

/** Longer texts are not searched for their mistake: a stranger must not cost us more than a moment. */
const searchedLength = 256 * 1024;

/** V8 names the position of some mistakes only, so the shortest beginning that nothing could complete is searched for. */
const findMistake = (text: string): number => {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (middle <= text.length && isCutShort(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
};

const where = (text: string): string => {
  if (text.trim() === '') return 'it is empty';
  if (text.length > searchedLength) return `it is ${text.length} characters long and breaks off or has a mistake in it`;
  const position = findMistake(text);
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  const found = text.slice(position, position + 12);
  return found === ''
    ? `it ends too early, at line ${line}`
    : `line ${line}, position ${column}, near ${JSON.stringify(found)}`;
};

/** What a text holds, and whether the text says just that: nothing had to be dropped or kept in another form. */
export interface ParsedJson {
  value: JsonValue;
  exact: boolean;
}

/** As {@link parseJson}, for callers that want to keep the text as it came. */
export const readJson = (text: string): ParsedJson => {
  const { depth, values, longNumbers } = measure(text);
  if (depth > jsonLimits.depth)
    throw personFault(
      'json.too-deep',
      `The JSON is nested ${depth} levels deep; at most ${jsonLimits.depth} are accepted.`,
    );
  if (values > jsonLimits.values)
    throw personFault(
      'json.too-many-values',
      `The JSON holds ${values} values; at most ${jsonLimits.values} are accepted.`,
    );
  let value: JsonValue;
  try {
    value = longNumbers ? JSON.parse(text, exactNumbers as (key: string, value: unknown) => unknown) : JSON.parse(text);
  } catch {
    throw personFault('json.malformed', `This is not valid JSON: ${where(text)}.`, {
      fix: 'Check quotes, commas and brackets at that place.',
    });
  }
  // A key may also be spelled with escapes, so those are looked at too.
  const suspicious = /__proto__|constructor|prototype|\\u/.test(text);
  return { value: suspicious ? dropPrototypeKeys(value) : value, exact: !suspicious && !longNumbers };
};

/**
 * Parses JSON from outside. Keys that could touch a prototype are dropped, integers beyond 2^53 are kept as text.
 * Throws `json.malformed` (saying where), `json.too-deep` or `json.too-many-values`.
 */
export const parseJson = (text: string): JsonValue => readJson(text).value;
