import { everyField, type FieldNode } from '../values/fields.ts';
import { fieldsOf, type Mapping } from './mapping.ts';

/** Which field of the data a field of a form most likely wants. Pure. */

/** Words that mean the same in forms and in data. */
const sameWords: readonly (readonly string[])[] = [
  ['e-mail', 'email', 'mail', 'to', 'recipient'],
  ['name', 'customer', 'fullname', 'buyer'],
  ['amount', 'total', 'price', 'sum', 'value', 'paid'],
  ['phone', 'mobile', 'tel', 'telephone'],
  ['date', 'created', 'time', 'when', 'at'],
  ['message', 'text', 'body', 'content', 'description', 'note'],
  ['subject', 'title', 'headline'],
  ['address', 'url', 'link', 'website'],
  ['id', 'number', 'reference', 'key'],
  ['type', 'kind', 'event'],
  ['status', 'state'],
];

const groupOf = new Map(sameWords.flatMap((words) => words.map((word) => [word, words[0] ?? word] as const)));

const wordsOf = (text: string): string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter(Boolean);

/** How alike two names are: 1 the same, 0 nothing in common. */
export const likeness = (one: string, other: string): number => {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  if (first.length === 0 || second.length === 0) return 0;
  if (first.join(' ') === second.join(' ')) return 1;
  const score = first.reduce((sum, word) => {
    if (second.includes(word)) return sum + 1;
    const group = groupOf.get(word);
    return group !== undefined && second.some((candidate) => groupOf.get(candidate) === group) ? sum + 0.6 : sum;
  }, 0);
  return score / Math.max(first.length, second.length);
};

export interface Suggestion {
  node: FieldNode;
  score: number;
}

const goodEnough = 0.3;

/** The fields that fit a name best, the best first; of two alike the nearer one. Only fields with one value. */
export const suggestFields = (label: string, mapping: Mapping, limit = 3): Suggestion[] =>
  mapping.sources
    .flatMap((source, distance) =>
      everyField(fieldsOf(source)).flatMap((node) => {
        if (node.children.length > 0 || node.path.includes('headers')) return [];
        const name = Math.max(likeness(label, node.label), likeness(label, String(node.path.at(-1))));
        const score = node.type === 'empty' ? name * 0.8 : name;
        return score >= goodEnough ? [{ node, score: score - distance * 0.01 }] : [];
      }),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
