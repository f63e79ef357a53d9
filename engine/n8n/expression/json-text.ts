import { isRecord, type JsonValue } from '../../model/json.ts';
import { type FieldReader, isExpression, readField, readPieces } from './field.ts';

/** Stands for a block while the text around it is read as JSON; a letter of private use, which nobody types. */
const mark = (index: number): string => `\ue000${index}\ue001`;
const marks = /\ue000(\d+)\ue001/g;

/** Whether the end of a text stands inside quotes. */
const endsInQuotes = (text: string): boolean => {
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') inside = !inside;
  }
  return inside;
};

/**
 * JSON that was typed as text, with blocks in it, as a tree whose values stand where the blocks stood. A block in quotes stays a
 * text. Undefined when it is no JSON.
 */
export const readJsonText = (setting: JsonValue, reader: FieldReader): JsonValue | undefined => {
  if (typeof setting !== 'string') return readField(setting, reader);
  const pieces = isExpression(setting) ? readPieces(setting) : [{ text: setting }];
  const [only] = pieces;
  if (pieces.length === 1 && only && 'source' in only) return readField(setting, reader);
  const inQuotes = new Set<number>();
  let text = '';
  pieces.forEach((piece, index) => {
    if ('text' in piece) text += piece.text;
    else if (endsInQuotes(text)) {
      inQuotes.add(index);
      text += mark(index);
    } else text += `"${mark(index)}"`;
  });
  const fill = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(fill);
    if (isRecord(value)) {
      if (Object.keys(value).some((key) => key.includes('\ue000'))) throw new SyntaxError('a name is worked out');
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    }
    if (typeof value !== 'string') return value;
    const blocks = [...value.matchAll(marks)];
    if (blocks.length === 0) return readField(value.startsWith('=') ? `=${value}` : value, reader);
    const source = (index: string | undefined): string => {
      const piece = pieces[Number(index)];
      return piece && 'source' in piece ? `{{ ${piece.source} }}` : '';
    };
    const field = readField(`=${value.replace(marks, (_all, index: string) => source(index))}`, reader);
    const isWhole = blocks.length === 1 && blocks[0]?.[0] === value;
    // In quotes n8n writes every value as a text, so it stays one.
    return isWhole && inQuotes.has(Number(blocks[0]?.[1])) && typeof field === 'string'
      ? field.replace(/ \}\}$/, ' | append: "" }}')
      : field;
  };
  try {
    return fill(JSON.parse(text) as JsonValue);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
};
