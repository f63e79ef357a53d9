import type { JsonValue } from '../../client/types.ts';

const longest = 200;

const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  // Whole characters: half of an emoji is a question mark.
  const kept = [...text.slice(0, length)];
  return `${kept.slice(0, -1).join('')}…`;
};

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** A value in one line, as it stands beside its name. */
export const showValue = (value: JsonValue | undefined, length = longest): string => {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return count(value.length, 'item');
  switch (typeof value) {
    case 'string': {
      const line = value
        .slice(0, length * 4)
        .replace(/\s+/g, ' ')
        .trim();
      return line === '' ? 'empty' : shorten(line, length);
    }
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    default:
      return count(Object.keys(value).length, 'field');
  }
};
