import type { JsonRecord, JsonValue } from '../client/types.ts';

/** A place in the params of a step: `['headers', 0, 'value']`. */
export type ParamPath = readonly (string | number)[];

/** `headers.0.value`, as problems name it. */
export const writeParamPath = (path: ParamPath): string => path.join('.');

export const getAt = (value: JsonValue | undefined, path: ParamPath): JsonValue | undefined => {
  let at: JsonValue | undefined = value;
  for (const key of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = Array.isArray(at) ? at[Number(key)] : Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
};

/** Sets a value in place, making records and lists on the way; `undefined` removes the key or the line. */
export const setAt = (record: JsonRecord, path: ParamPath, value: JsonValue | undefined): void => {
  const last = path.at(-1);
  if (last === undefined) return;
  let at: JsonValue = record;
  path.slice(0, -1).forEach((key, index) => {
    const holder = at as { [key: string]: JsonValue };
    const inner = holder[key];
    if (inner === null || typeof inner !== 'object') holder[key] = typeof path[index + 1] === 'number' ? [] : {};
    at = holder[key] as JsonValue;
  });
  if (Array.isArray(at)) {
    if (value === undefined) at.splice(Number(last), 1);
    else at[Number(last)] = value;
  } else if (value === undefined) delete (at as { [key: string]: JsonValue })[last];
  else (at as { [key: string]: JsonValue })[last] = value;
};
