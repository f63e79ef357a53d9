import { createContext, useContext } from 'react';
import { readPath } from '../../client/templates.ts';
import type { Family, JsonValue, Scope, TemplatePath } from '../../client/types.ts';
import { everyField, type FieldNode, keyOf, listFields } from '../values/fields.ts';
import { describePath, type LabelMap, labelPath } from '../values/label.ts';

/** What the fields of a step can be filled with: the steps before it, and what an example makes of them. */

/** A step that comes before, with what it hands on. */
export interface MappingSource {
  /** Null for what is always there (the time, the name of the flow). */
  step: string | null;
  /** `1 · Stripe event` has number 1. */
  number: number | null;
  name: string;
  family: Family | null;
  /** The path of what it hands on: `['trigger']`, `['steps', 'map-1']`. */
  root: TemplatePath;
  value: JsonValue;
  labels?: LabelMap | undefined;
}

export interface Mapping {
  scope: Scope;
  /** Nearest first. */
  sources: readonly MappingSource[];
  /** The same for every example that is saved, the current one too. */
  examples: readonly { name: string; scope: Scope }[];
  /** Whether steps can be repeated for each element of a list. */
  canRepeat: boolean;
}

const nothing: Mapping = {
  scope: { trigger: {}, steps: {}, run: { id: '', startedAt: '' }, flow: { name: '' }, now: '', vars: {} },
  sources: [],
  examples: [],
  canRepeat: false,
};

export const MappingContext = createContext<Mapping>(nothing);
export const useMapping = (): Mapping => useContext(MappingContext);

const fieldsBySource = new WeakMap<MappingSource, readonly FieldNode[]>();

/** The fields of a source; worked out once. */
export const fieldsOf = (source: MappingSource): readonly FieldNode[] => {
  const known = fieldsBySource.get(source);
  if (known) return known;
  const fields = listFields(source.value, source.root, source.labels);
  fieldsBySource.set(source, fields);
  return fields;
};

const indexes = new WeakMap<MappingSource, ReadonlyMap<string, FieldNode>>();

const indexOf = (source: MappingSource): ReadonlyMap<string, FieldNode> => {
  const known = indexes.get(source);
  if (known) return known;
  const index = new Map(everyField(fieldsOf(source)).map((node) => [node.key, node]));
  indexes.set(source, index);
  return index;
};

const isFrom = (path: TemplatePath, { root, value }: MappingSource): boolean => {
  if (root.length > 0) return path.length >= root.length && root.every((key, index) => key === path[index]);
  // What is always there has no root of its own.
  const [first] = path;
  return first !== undefined && typeof value === 'object' && value !== null && Object.hasOwn(value, first);
};

/** Where a field comes from; a trigger is known by its id too. Undefined when that step is gone or does not come before. */
export const sourceOf = (mapping: Mapping, path: TemplatePath): MappingSource | undefined =>
  mapping.sources.find((source) => isFrom(path, source)) ??
  mapping.sources.find(({ step }) => path[0] === 'steps' && step !== null && path[1] === step);

/** A field in words, the same as it stands in the tree. */
export const labelOf = (mapping: Mapping, path: TemplatePath): string => {
  const source = sourceOf(mapping, path);
  if (!source) return labelPath(path);
  if (path.length <= source.root.length) return source.name;
  return indexOf(source).get(keyOf(path))?.label ?? labelPath(path, source.labels);
};

/** Where a field comes from, in one line: "1 · Stripe event › Body › Customer". */
export const whereFrom = (mapping: Mapping, path: TemplatePath): string => {
  const source = sourceOf(mapping, path);
  const below = describePath(path, source?.labels);
  if (!source) return below;
  const step = source.number === null ? source.name : `${source.number} · ${source.name}`;
  return below === '' ? step : `${step} › ${below}`;
};

/**
 * Whether a field is gone: its step is no longer there, or the examples have what holds it but none of them has it. A field that is
 * only missing from this example is not gone, and of a source without fields nothing is known.
 */
export const isGone = (mapping: Mapping, path: TemplatePath): boolean => {
  const source = sourceOf(mapping, path);
  if (!source) return ['trigger', 'steps'].includes(String(path[0]));
  if (path.length <= source.root.length || fieldsOf(source).length === 0) return false;
  const scopes = [mapping.scope, ...mapping.examples.map(({ scope }) => scope)];
  if (scopes.some((scope) => readPath(scope, path) !== undefined)) return false;
  // A holder that is empty or absent in every example says nothing about what it would hold.
  const holder = path.slice(0, -1);
  return scopes.some((scope) => {
    const value = readPath(scope, holder);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  });
};

/** Names of the examples in which a field has no value. */
export const emptyIn = (mapping: Mapping, path: TemplatePath): string[] =>
  mapping.examples
    .filter(({ scope }) => {
      const value = readPath(scope, path) ?? null;
      return value === null || value === '';
    })
    .map(({ name }) => name);
