import type { FieldRow } from './fields.ts';

/** What a key does in a tree (ARIA tree pattern). Pure. */
export type TreeMove =
  | { kind: 'go'; to: number }
  | { kind: 'open'; keys: readonly string[] }
  | { kind: 'close'; key: string }
  | { kind: 'pick' };

const parentOf = (rows: readonly FieldRow[], at: number): number => {
  const level = rows[at]?.level ?? 1;
  return rows.slice(0, at).findLastIndex((row) => row.level < level);
};

/** Undefined when the key means nothing here. */
export const moveInTree = (key: string, rows: readonly FieldRow[], at: number): TreeMove | undefined => {
  const row = rows[at];
  if (!row) return undefined;
  const canOpen = row.node.children.length > 0;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', to: Math.min(at + 1, rows.length - 1) };
    case 'ArrowUp':
      return { kind: 'go', to: Math.max(at - 1, 0) };
    case 'Home':
      return { kind: 'go', to: 0 };
    case 'End':
      return { kind: 'go', to: rows.length - 1 };
    case 'ArrowRight':
      if (!canOpen) return undefined;
      return row.isOpen ? { kind: 'go', to: at + 1 } : { kind: 'open', keys: [row.node.key] };
    case 'ArrowLeft': {
      if (row.isOpen) return { kind: 'close', key: row.node.key };
      const parent = parentOf(rows, at);
      return parent < 0 ? undefined : { kind: 'go', to: parent };
    }
    case '*': {
      const parent = parentOf(rows, at);
      const siblings = rows.filter((other, index) => other.level === row.level && parentOf(rows, index) === parent);
      return {
        kind: 'open',
        keys: siblings.filter(({ node }) => node.children.length > 0).map(({ node }) => node.key),
      };
    }
    case 'Enter':
    case ' ':
      return { kind: 'pick' };
    default:
      return undefined;
  }
};

/** The next line, from the one after `at`, whose name begins with what was typed; the same place when there is none. */
export const findByTyping = (rows: readonly FieldRow[], at: number, typed: string): number => {
  // One letter again and again walks through the names that begin with it; a longer word stays where it fits.
  const start = typed.length === 1 ? at + 1 : at;
  const order = rows.map((_, index) => (start + index) % rows.length);
  return order.find((index) => rows[index]?.node.label.toLowerCase().startsWith(typed.toLowerCase())) ?? at;
};
