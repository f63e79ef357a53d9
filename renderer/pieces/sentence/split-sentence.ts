/** A part of a generated sentence: plain words, a value a person typed, or a field that is filled in when the flow runs. */
export interface SentencePart {
  kind: 'words' | 'value' | 'field';
  text: string;
}

/** Placeholders (also one that was cut off at the end), and values in quotes. */
const marked = /\{\{.*?(?:\}\}|$)|"(?:[^"\\]|\\.)*"?/g;

/** What a field is called to a person: `customer_email` is "customer email". */
const fieldName = (placeholder: string): string => {
  const path = placeholder.replace(/^\{\{-?|-?\}\}$/g, '').split('|')[0] ?? '';
  const keys = path
    .trim()
    .split(/[.[\]]+/)
    .filter((key) => key !== '' && key !== '…');
  const name = keys.findLast((key) => !/^\d+$/.test(key)) ?? 'value';
  return (
    name
      .replace(/^["']|["'…]+$/g, '')
      .replace(/[_-]+/g, ' ')
      .trim() || 'value'
  );
};

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

/** Takes a generated sentence apart, so that no placeholder is ever shown as it is written. */
export const splitSentence = (sentence: string): SentencePart[] => {
  const parts: SentencePart[] = [];
  let end = 0;
  for (const { 0: text, index } of sentence.matchAll(marked)) {
    if (index > end) parts.push({ kind: 'words', text: sentence.slice(end, index) });
    parts.push(...partOf(text));
    end = index + text.length;
  }
  if (end < sentence.length) parts.push({ kind: 'words', text: sentence.slice(end) });
  return parts;
};

/** The sentence as plain text, for names and tooltips. */
export const plainSentence = (sentence: string): string =>
  splitSentence(sentence)
    .map(({ text }) => text)
    .join('');
