import { labelOfPlaceholder } from '../summary/summary-parts.ts';

/** A part of a generated sentence: plain words, a value a person typed, or a field that is filled in when the flow runs. */
export interface SentencePart {
  kind: 'words' | 'value' | 'field';
  text: string;
}

/** Placeholders (also one that was cut off at the end), values in quotes, and addresses of webhooks. */
const marked = /\{\{.*?(?:\}\}|$)|"(?:[^"\\]|\\.)*"?|\/hooks\/[\w.~/-]*[\w~/-]/g;

/** What a field is called to a person; the same words as on the card of a step. */
const fieldName = (placeholder: string): string => labelOfPlaceholder(placeholder.replace(/^\{\{-?|…$|-?\}\}$/g, ''));

const unquoted = (text: string): string => {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, '');
  }
};

const partOf = (text: string): SentencePart[] => {
  if (text.startsWith('{{')) return [{ kind: 'field', text: fieldName(text) }];
  const inside = unquoted(text);
  // A typed value may hold placeholders of its own.
  return inside.includes('{{')
    ? splitSentence(inside).map((part) => (part.kind === 'words' ? { ...part, kind: 'value' } : part))
    : [{ kind: 'value', text: inside }];
};

/** A line of a list has little room: "When …" says what starts a flow, an arrow leads to what it does. */
const shorten = (words: string): string =>
  words.replace(/^Starts (?:with what|when) /, 'When ').replace(/, then /g, ' → ');

/** Takes a generated sentence apart, so that no placeholder is ever shown as it is written. */
export const splitSentence = (sentence: string): SentencePart[] => {
  const parts: SentencePart[] = [];
  let end = 0;
  for (const { 0: text, index } of sentence.matchAll(marked)) {
    if (index > end) parts.push({ kind: 'words', text: shorten(sentence.slice(end, index)) });
    parts.push(...partOf(text));
    end = index + text.length;
  }
  if (end < sentence.length) parts.push({ kind: 'words', text: shorten(sentence.slice(end)) });
  return parts;
};

/** The sentence as plain text, for names and tooltips. */
export const plainSentence = (sentence: string): string =>
  splitSentence(sentence)
    .map(({ text }) => text)
    .join('');
