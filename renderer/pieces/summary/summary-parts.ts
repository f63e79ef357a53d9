/** A sentence taken apart: words, and fields that are shown as chips. */
export type SummaryPart = { kind: 'words'; text: string } | { kind: 'field'; label: string };

/** A placeholder; one that was cut off at the end of a shortened sentence counts too. Quotes around it go with it. */
const placeholder = /"?\{\{([\s\S]*?)(?:\}\}"?|…"?|$)/g;
const key = /\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]|([A-Za-z_][\w-]*)/g;

/** `customer_email` and `customerEmail` as people write it: "Customer email". */
export const inWords = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? 'Field' : words.charAt(0).toUpperCase() + words.slice(1);
};

/** What a whole place is called when no field of it is named. */
const places: Readonly<Record<string, string>> = {
  trigger: 'What arrived',
  body: 'What arrived',
  now: 'Now',
  item: 'This one',
};

/** The label of what is inside `{{ … }}`: the last part of the path in words. */
export const labelOfPlaceholder = (inside: string): string => {
  const path = inside.split('|')[0]?.trim() ?? '';
  if (/^["']/.test(path)) return path.replace(/["']/g, '');
  const keys = [...path.matchAll(key)].map(
    ([, double, single, index, plain]) => double ?? single ?? index ?? plain ?? '',
  );
  const last = keys.at(-1);
  if (last === undefined) return 'Field';
  if (keys.length <= 2 && Object.hasOwn(places, last)) return places[last] ?? last;
  if (/^\d+$/.test(last)) return `${inWords(keys.at(-2) ?? 'line')} ${Number(last) + 1}`;
  return inWords(last);
};

/** Takes a sentence of a step apart; nothing in it is ever shown as it was written in the flow file. */
export const splitSummary = (text: string): SummaryPart[] => {
  const parts: SummaryPart[] = [];
  let done = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > done) parts.push({ kind: 'words', text: text.slice(done, match.index) });
    const isCut = !/\}\}"?$/.test(match[0]) && match[0].includes('…');
    parts.push({ kind: 'field', label: `${labelOfPlaceholder(match[1] ?? '')}${isCut ? '…' : ''}` });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ kind: 'words', text: text.slice(done) });
  return parts;
};

/** The same sentence as plain words, for names that are read aloud and for tooltips. */
export const readSummary = (text: string): string =>
  splitSummary(text)
    .map((part) => (part.kind === 'words' ? part.text : part.label))
    .join('');
