import type { JsonValue } from '../client/types.ts';

/** Which steps the placeholders in a tree of params read, and how they follow a step to its copy. */

const placeholder = /\{\{[\s\S]*?\}\}/g;
/** `steps.id` or `steps["id"]`; an id may hold letters, digits, `_` and `-`. */
const reference = /\bsteps(?:\.([A-Za-z0-9_-]+)|\[\s*(["'])([A-Za-z0-9_-]+)\2\s*\])/g;

const mapTexts = (value: JsonValue, change: (text: string) => string): JsonValue => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
};

/** Ids of the steps that are read anywhere in a tree. */
export const stepsRead = (value: JsonValue): Set<string> => {
  const found = new Set<string>();
  mapTexts(value, (text) => {
    for (const [inside] of text.matchAll(placeholder))
      for (const [, plain, , quoted] of inside.matchAll(reference)) found.add(plain ?? quoted ?? '');
    return text;
  });
  return found;
};

/** The same tree reading the copies of steps instead of the originals. */
export const readCopies = (value: JsonValue, copies: ReadonlyMap<string, string>): JsonValue =>
  mapTexts(value, (text) =>
    text.replace(placeholder, (inside) =>
      inside.replace(reference, (whole, plain?: string, _quote?: string, quoted?: string) => {
        const copy = copies.get(plain ?? quoted ?? '');
        return copy === undefined ? whole : `steps.${copy}`;
      }),
    ),
  );
