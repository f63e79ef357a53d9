import { isRecord, type JsonValue } from './json.ts';

/** The value at a dotted path (`data.items.0.price`); undefined when there is none. An empty path is the value itself. */
export const readPath = (value: JsonValue, path: string): JsonValue | undefined => {
  let at: JsonValue | undefined = value;
  for (const part of path.split('.').filter(Boolean)) {
    if (Array.isArray(at)) at = /^\d{1,6}$/.test(part) ? at[Number(part)] : undefined;
    else at = isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return at;
};
