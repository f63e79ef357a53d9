import type { JsonValue } from '../client/types.ts';

/** Reads data a person has edited; a problem says where it cannot be read. */
export const readEdited = (text: string): { value: JsonValue } | { problem: string } => {
  try {
    const value = JSON.parse(text) as JsonValue;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value }
      : { problem: 'What arrived must stay a group of named fields, between { and }.' };
  } catch (thrown) {
    const place = /position (\d+)/.exec(String(thrown))?.[1];
    const line = place === undefined ? null : text.slice(0, Number(place)).split('\n').length;
    return {
      problem:
        line === null
          ? 'This can’t be read yet. A quote or a bracket may be missing.'
          : `This can’t be read yet. Look near line ${line}: a comma, a quote or a bracket may be missing.`,
    };
  }
};
