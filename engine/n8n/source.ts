import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { type Key, writePath } from './expression/placeholder.ts';

/** Where a path into the data a node of n8n gets (`$json`) is found here, or why it is not, as the end of a sentence. */
export type ReadPath = (path: readonly Key[]) => Key[] | string;

/** The items of n8n where they are one list here, and where an item's fields are found while it is gone through. */
export interface Items {
  list: JsonValue;
  read: ReadPath;
  /** Whether it is known that the value is a list. */
  sure: boolean;
}

/** What a node of n8n hands on, as steps here see it. */
export interface Source {
  read: ReadPath;
  /** All of it as a value of ours, where it has other names here; else it is what `read` finds for an empty path. */
  whole: JsonValue | null;
  /** The step of which this is the whole output; null when it is a part, or put together from several. */
  plain: string | null;
  /** The step that repeats for each item, when this is the item. */
  loop: string | null;
  /** The node that made a list of items, for which n8n does what follows once each. */
  many: string | null;
  items: Items | null;
}

const base: Omit<Source, 'read'> = { whole: null, plain: null, loop: null, many: null, items: null };

/** Everything below a path. */
export const sourceAt = (path: readonly Key[], more: Partial<Source> = {}): Source => ({
  ...base,
  read: (rest) => [...path, ...rest],
  ...more,
});

/** The whole output of a step. */
export const outputOf = (id: string, more: Partial<Source> = {}): Source =>
  sourceAt(['steps', id], { plain: id, ...more });

/** The record n8n hands on, made of what arrives here. */
const renamedWhole = (at: readonly Key[], names: ReadonlyMap<string, readonly Key[]>): JsonRecord => {
  const record: JsonRecord = {};
  for (const [name, path] of names) {
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let holder = record;
    for (const part of parts) {
      if (!isRecord(holder[part])) holder[part] = {};
      holder = holder[part] as JsonRecord;
    }
    holder[last] = `{{ ${writePath([...at, ...path])} }}`;
  }
  return record;
};

/** A payload whose fields are called otherwise here, by the dotted name n8n uses; the rest has no counterpart. */
export const renamedSource = (
  at: readonly Key[],
  names: ReadonlyMap<string, readonly Key[]>,
  more: Partial<Source> = {},
): Source => ({
  ...base,
  whole: renamedWhole(at, names),
  ...more,
  read: (path) => {
    for (let length = path.length; length > 0; length--) {
      const found = names.get(path.slice(0, length).join('.'));
      if (found) return [...at, ...found, ...path.slice(length)];
    }
    return path.length === 0
      ? 'it takes all that arrives, which has other names here'
      : `"${path.join('.')}" is not part of what arrives here`;
  },
});

/** Nothing that could be read. */
export const noSource = (reason: string, more: Partial<Source> = {}): Source => ({
  ...base,
  ...more,
  read: () => reason,
});

/** All that a node hands on, as a value of ours, or why there is none. */
export const wholeOf = (source: Source): { value: JsonValue } | { why: string } => {
  const path = source.read([]);
  if (source.whole !== null) return { value: source.whole };
  return typeof path === 'string' ? { why: path } : { value: `{{ ${writePath(path)} }}` };
};

/** The list of one item or of many that a loop goes through, and how an item is read. */
export const itemsOf = (source: Source): Items => {
  if (source.items) return source.items;
  const whole = wholeOf(source);
  return {
    list: 'value' in whole ? [whole.value] : [],
    read: (path) => ['item', ...path],
    sure: 'value' in whole,
  };
};
