/** Any value that survives a trip through JSON. Payloads, outputs and params are made of these. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object. Called a *record* on screen. */
export type JsonRecord = { [key: string]: JsonValue };

/** Whether `value` is a record (an object that is neither a list nor null). */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The kind of a value in the words used on screen. */
export const describeType = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'yes or no';
    default:
      return 'a record';
  }
};
