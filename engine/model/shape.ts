import { isRecord, type JsonValue } from './json.ts';

/** What a value is, as far as JSON tells. Nothing and an empty text tell nothing. */
export type ValueKind = 'text' | 'number' | 'yes-no' | 'list' | 'record' | 'empty';

export const kindOfValue = (value: JsonValue): ValueKind => {
  if (value === null || value === '') return 'empty';
  if (Array.isArray(value)) return 'list';
  if (isRecord(value)) return 'record';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'yes-no';
};

/** The same within a sentence: "it was text". */
export const kindWords: Readonly<Record<ValueKind, string>> = {
  text: 'text',
  number: 'a number',
  'yes-no': 'yes or no',
  list: 'a list',
  record: 'a record',
  empty: 'empty',
};

/** What says which kind of event it is. */
const kindNames = /^(type|event|event_?type|topic|action)$/i;

/** Which kind of event this is, as far as it says so in a header or at the top of its body; null when it does not. */
export const eventKindOf = (payload: JsonValue): string | null => {
  if (!isRecord(payload)) return null;
  if (isRecord(payload.headers))
    for (const [name, value] of Object.entries(payload.headers))
      if (/^x-.*(event|topic)$/.test(name) && typeof value === 'string') return value;
  const body = Object.hasOwn(payload, 'body') ? payload.body : payload;
  if (!isRecord(body)) return null;
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string' && kindNames.test(name)) return value;
  return null;
};
