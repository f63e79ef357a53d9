import { eventKindOf } from '../../client/shape.ts';
import type { JsonValue } from '../../client/types.ts';

/** What is worth telling apart by, the first found of each group, in this order. */
const groups: readonly RegExp[] = [
  /(^|_)(name|full_?name|title|subject)$/i,
  /(^|_)e?-?mail$/i,
  /^(order|order_?number|number|reference)$/i,
];

const longestGist = 80;
const deepest = 6;

type Leaf = [name: string, value: string | number];

const leavesOf = (value: JsonValue, name: string, depth: number, found: Leaf[]): void => {
  if (found.length > 200 || depth > deepest) return;
  if (typeof value === 'string' || typeof value === 'number') found.push([name, value]);
  else if (Array.isArray(value)) for (const item of value.slice(0, 3)) leavesOf(item, name, depth + 1, found);
  else if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value)) leavesOf(item, key, depth + 1, found);
};

const bodyOf = (payload: JsonValue): JsonValue =>
  payload !== null && typeof payload === 'object' && !Array.isArray(payload) && Object.hasOwn(payload, 'body')
    ? (payload.body ?? null)
    : payload;

const cut = (text: string): string => (text.length > longestGist ? `${text.slice(0, longestGist - 1)}…` : text);

/**
 * One line that tells a delivery apart from its neighbours: "checkout.session.completed · Ana Duarte · ana@example.com". Words of
 * the payload itself; "Empty" when it holds nothing.
 */
export const gistOf = (payload: JsonValue): string => {
  const leaves: Leaf[] = [];
  leavesOf(bodyOf(payload), '', 0, leaves);
  const told = groups.flatMap((group) => {
    const leaf = leaves.find(([name, value]) => group.test(name) && value !== '');
    return leaf ? [String(leaf[1])] : [];
  });
  const kind = eventKindOf(payload);
  const words = [...new Set([...(kind === null ? [] : [kind]), ...told])];
  if (words.length > 0) return cut(words.join(' · '));
  return leaves.length === 0
    ? 'Empty'
    : cut(
        leaves
          .slice(0, 3)
          .map(([, value]) => String(value))
          .join(' · '),
      );
};

/** What arrived as bytes and was not understood: its first words. */
export const gistOfRaw = (raw: string): string => {
  try {
    return gistOf(JSON.parse(raw) as JsonValue);
  } catch {
    return cut(raw.replace(/\s+/g, ' ').trim()) || 'Empty';
  }
};
