/** Where the placeholders of a stored text stand. Pure. */

export interface Placeholder {
  from: number;
  to: number;
  /** What is between the braces. */
  inside: string;
}

/** The end of a placeholder that begins at `start`; a `}}` inside quotes does not count. */
const endOf = (text: string, start: number): number => {
  let quote = '';
  for (let at = start; at < text.length - 1; at += 1) {
    const character = text[at];
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '}' && text[at + 1] === '}') return at + 2;
  }
  return -1;
};

/** Every `{{ … }}` of a text, in order. One that never ends is no placeholder yet. */
export const findPlaceholders = (text: string): Placeholder[] => {
  const found: Placeholder[] = [];
  for (let from = text.indexOf('{{'); from >= 0; ) {
    const to = endOf(text, from + 2);
    if (to < 0) break;
    found.push({ from, to, inside: text.slice(from + 2, to - 2) });
    from = text.indexOf('{{', to);
  }
  return found;
};

/** The placeholder a text is, when it is exactly one and nothing else: then its value keeps its type. */
export const onlyPlaceholder = (text: string): Placeholder | undefined => {
  const [first] = findPlaceholders(text);
  return first && first.from === 0 && first.to === text.length ? first : undefined;
};
