import type { JsonRecord, JsonValue, TemplatePath } from '../../client/types.ts';
import { type LabelMap, labelPath, labelWithParent } from './label.ts';
import { showValue } from './show-value.ts';
import { typeOfValue, type ValueType } from './value-type.ts';

/** A value as a tree of named fields: what one can choose, in the order it came. Pure. */

export interface FieldNode {
  /** The path as one text; unique in a tree. */
  key: string;
  path: TemplatePath;
  label: string;
  type: ValueType;
  value: JsonValue;
  children: readonly FieldNode[];
}

/** Fields of one value that are listed at the most, and how deep; beyond it, the whole is still there as data. */
export const fieldLimits = { fields: 10_000, depth: 24 } as const;

export const keyOf = (path: TemplatePath): string => JSON.stringify(path);

const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What can be opened below a value: the fields of a record, and of a list those of its first element. */
const partsOf = (value: JsonValue, path: TemplatePath): [TemplatePath, JsonValue][] => {
  if (isRecord(value)) return Object.entries(value).map(([key, inner]) => [[...path, key], inner]);
  if (!Array.isArray(value) || value.length === 0) return [];
  const first = value[0] ?? null;
  return isRecord(first) ? partsOf(first, [...path, 0]) : [[[...path, 0], first]];
};

const countNames = (nodes: readonly FieldNode[], seen: Map<string, number>): void => {
  for (const { label, children } of nodes) {
    if (children.length === 0) seen.set(label, (seen.get(label) ?? 0) + 1);
    countNames(children, seen);
  }
};

const withTies = (nodes: readonly FieldNode[], seen: ReadonlyMap<string, number>, labels?: LabelMap): FieldNode[] =>
  nodes.map((node) => ({
    ...node,
    label:
      node.children.length === 0 && (seen.get(node.label) ?? 0) > 1 ? labelWithParent(node.path, labels) : node.label,
    children: withTies(node.children, seen, labels),
  }));

/** The fields of a value. `root` is the path that leads to the value itself: `['steps', 'map-1']`. */
export const listFields = (value: JsonValue, root: TemplatePath, labels?: LabelMap): FieldNode[] => {
  let left: number = fieldLimits.fields;
  const build = (inner: JsonValue, path: TemplatePath, depth: number): FieldNode[] => {
    if (depth > fieldLimits.depth) return [];
    const nodes: FieldNode[] = [];
    for (const [at, part] of partsOf(inner, path)) {
      if (left <= 0) break;
      left -= 1;
      const type = typeOfValue(part);
      nodes.push({
        key: keyOf(at),
        path: at,
        label: labelPath(at, labels),
        type,
        value: part,
        children: build(part, at, depth + 1),
      });
    }
    return nodes;
  };
  const nodes = build(value, root, 0);
  const seen = new Map<string, number>();
  countNames(nodes, seen);
  return withTies(nodes, seen, labels);
};

/** One visible line of a tree. */
export interface FieldRow {
  node: FieldNode;
  level: number;
  /** Its place among its siblings, from 1. */
  position: number;
  siblings: number;
  isOpen: boolean;
}

/** The lines one sees while these fields are open. */
export const visibleRows = (nodes: readonly FieldNode[], open: ReadonlySet<string>, level = 1): FieldRow[] =>
  nodes.flatMap((node, index) => {
    const isOpen = node.children.length > 0 && open.has(node.key);
    const row: FieldRow = { node, level, position: index + 1, siblings: nodes.length, isOpen };
    return isOpen ? [row, ...visibleRows(node.children, open, level + 1)] : [row];
  });

/** What carries a delivery but says little about it stays closed. */
const seldomWanted: ReadonlySet<string> = new Set(['headers', 'query', 'metadata', 'livemode', 'request']);
const comfortable = 40;

/** Which fields are open at first: from the top, as many as stay easy to look through. */
export const openAtFirst = (nodes: readonly FieldNode[]): Set<string> => {
  const open = new Set<string>();
  let shown = nodes.length;
  let level = nodes;
  while (level.length > 0) {
    const next: FieldNode[] = [];
    for (const node of level) {
      const last = node.path.at(-1);
      const isWanted = typeof last !== 'string' || !seldomWanted.has(last.toLowerCase());
      if (node.children.length === 0 || !isWanted || shown + node.children.length > comfortable) continue;
      open.add(node.key);
      shown += node.children.length;
      next.push(...node.children);
    }
    level = next;
  }
  return open;
};

const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** The fields a search finds, by name, path or value, with what holds them; everything found is open. */
export const searchFields = (nodes: readonly FieldNode[], query: string): FieldNode[] => {
  const wanted = plainText(query.trim()).split(/\s+/);
  const matches = (node: FieldNode): boolean => {
    const sample = node.children.length === 0 ? showValue(node.value) : '';
    const text = plainText(`${node.label} ${node.path.join('.')} ${sample}`);
    return wanted.every((word) => text.includes(word));
  };
  return nodes.flatMap((node) => {
    const children = searchFields(node.children, query);
    if (children.length > 0) return [{ ...node, children }];
    return matches(node) ? [node] : [];
  });
};

/** Every field below, the ones that hold others too. */
export const everyField = (nodes: readonly FieldNode[]): FieldNode[] =>
  nodes.flatMap((node) => [node, ...everyField(node.children)]);

/** What a line says: a list with the number of its elements. */
export const rowLabel = ({ label, type, value }: FieldNode): string =>
  type === 'list' && Array.isArray(value) ? `${label} (${value.length.toLocaleString('en')})` : label;

/** The sample beside a field; nothing for what can be opened. */
export const rowSample = (node: FieldNode): string =>
  node.children.length > 0 || (node.type === 'list' && Array.isArray(node.value)) ? '' : showValue(node.value);
