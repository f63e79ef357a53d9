import type { EventId } from './ids.ts';
import { isRecord, type JsonRecord, type JsonValue } from './json.ts';
import { kindOfValue, kindWords, type ValueKind } from './shape.ts';

/**
 * Notices that what arrives is not what it always was. Only fields a flow reads are looked at: whatever else changes is nobody's
 * concern. Pure.
 */

/** What a field was in the last deliveries, all of them without a break. */
export interface FieldMemory {
  kind: ValueKind;
  /** In how many deliveries in a row it was there, of this kind. */
  seen: number;
}

/** A field that is not what it always was. */
export interface FieldChange {
  /** Below what arrived, with dots. */
  path: string;
  was: ValueKind;
  seen: number;
  is: ValueKind | 'missing';
}

/** Fewer deliveries than this prove nothing; more than the most are not counted. */
export const driftLimits = { enough: 10, most: 200 } as const;

/** The paths with all records on the way to them, which are fields too; the outer ones first. */
export const withHolders = (paths: readonly (readonly string[])[]): string[][] => {
  const found = new Map<string, string[]>();
  for (const path of paths)
    for (let length = 1; length <= path.length; length += 1)
      found.set(path.slice(0, length).join('.'), path.slice(0, length));
  return [...found.values()].sort((a, b) => a.length - b.length);
};

/** What holds a field; null when it is no record, undefined when it is in a list, of whose items nothing is said. */
const holderOf = (payload: JsonValue, path: readonly string[]): JsonRecord | null | undefined => {
  let value: JsonValue | undefined = payload;
  for (const key of path.slice(0, -1)) {
    if (Array.isArray(value)) return undefined;
    if (!isRecord(value) || !Object.hasOwn(value, key)) return null;
    value = value[key];
  }
  if (Array.isArray(value)) return undefined;
  return isRecord(value) ? value : null;
};

/** Takes note of one field of one delivery in `memory`; returns the change, if that field was always something else. */
const noteField = (
  memory: Map<string, FieldMemory>,
  path: readonly string[],
  payload: JsonValue,
): FieldChange | null => {
  const holder = holderOf(payload, path);
  if (holder === undefined) return null;
  const key = path.join('.');
  const known = memory.get(key) ?? { kind: 'empty', seen: 0 };
  const name = path.at(-1) ?? '';
  const value = holder !== null && Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (value === undefined || value === null) {
    memory.set(key, { kind: known.kind, seen: 0 });
    // Where the record around it is gone, that is the change.
    if (holder === null || known.seen < driftLimits.enough) return null;
    return { path: key, was: known.kind, seen: known.seen, is: value === null ? 'empty' : 'missing' };
  }
  const kind = kindOfValue(value);
  const isSame = kind === 'empty' || known.kind === 'empty' || kind === known.kind;
  const seen = isSame ? Math.min(known.seen + 1, driftLimits.most) : 1;
  memory.set(key, { kind: kind === 'empty' ? known.kind : kind, seen });
  return isSame || known.seen < driftLimits.enough ? null : { path: key, was: known.kind, seen: known.seen, is: kind };
};

/** Takes note of one delivery and returns what is not as it always was. `paths` as {@link withHolders} lists them. */
export const noteDelivery = (
  memory: Map<string, FieldMemory>,
  paths: readonly (readonly string[])[],
  payload: JsonValue,
): FieldChange[] => paths.flatMap((path) => noteField(memory, path, payload) ?? []);

/** "`customer.email` was in all of the last 87 deliveries and is missing in this one." */
export const sayChange = ({ path, was, seen, is }: FieldChange): string => {
  const name = `\`${path.replace(/^body\./, '')}\``;
  const before = `all of the last ${seen} deliveries`;
  if (is === 'missing') return `${name} was in ${before} and is missing in this one.`;
  if (is === 'empty') return `${name} was filled in ${before} and is empty in this one.`;
  return `${name} was ${kindWords[was]} in ${before} and is ${kindWords[is]} in this one.`;
};

/** A field the flow reads that is missing, or of another type, for the first time in many deliveries. */
export interface DriftNotice {
  id: string;
  /** The trigger. */
  node: string;
  /** The field, below what arrived. */
  path: string;
  /** What it always was and is in this delivery, as a sentence. */
  message: string;
  /** The delivery that was otherwise. */
  event: EventId;
  at: string;
}
