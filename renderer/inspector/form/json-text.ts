import type { JsonValue } from '../../client/types.ts';
import { findPlaceholders } from '../../pieces/template-field/split-template.ts';

/**
 * A value with placeholders as a text to edit. In it placeholders look as they do everywhere (`{{ a | default: "x" }}`), inside
 * quotes or without them; alone and without quotes a placeholder keeps the type of its value. Pure.
 */

const looksLikeData = (text: string): boolean => /^\s*(\[|\{(?!\{))/.test(text);

const escapeInside = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A text as it is; everything else as JSON. */
export const writeJsonText = (value: JsonValue | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'string') return looksLikeData(value) ? JSON.stringify(value) : value;
  return JSON.stringify(value, null, 2).replace(/\{\{(?:\\.|[^\\])*?\}\}/g, (placeholder) => {
    try {
      return JSON.parse(`"${placeholder}"`) as string;
    } catch {
      return placeholder;
    }
  });
};

const toJson = (text: string): string => {
  let made = '';
  let at = 0;
  let isQuoted = false;
  const pass = (until: number): void => {
    const part = text.slice(at, until);
    for (let index = 0; index < part.length; index += 1) {
      if (part[index] === '\\') index += 1;
      else if (part[index] === '"') isQuoted = !isQuoted;
    }
    made += part;
  };
  for (const { from, to } of findPlaceholders(text)) {
    pass(from);
    const inside = escapeInside(text.slice(from, to));
    made += isQuoted ? inside : `"${inside}"`;
    at = to;
  }
  pass(text.length);
  return made;
};

const lineOf = (text: string, message: string): number | undefined => {
  const place = /position (\d+)/.exec(message)?.[1];
  return place === undefined ? undefined : text.slice(0, Number(place)).split('\n').length;
};

/** Reads what was typed; data that cannot be read comes back as the reason. */
export const readJsonText = (text: string): { value: JsonValue } | { problem: string } => {
  if (!looksLikeData(text) && !/^\s*"/.test(text)) return { value: text };
  const json = toJson(text);
  try {
    return { value: JSON.parse(json) as JsonValue };
  } catch (thrown) {
    if (!looksLikeData(text)) return { value: text };
    const line = lineOf(json, String(thrown));
    return { problem: `A comma, a quote or a bracket is missing${line === undefined ? '' : ` near line ${line}`}.` };
  }
};
