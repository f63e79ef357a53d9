import type { JsonValue } from '../../client/types.ts';

const isRecord = (value: JsonValue | undefined): value is { [key: string]: JsonValue } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const written = (value: JsonValue): string => {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
  return typeof value === 'object' ? '' : String(value);
};

const shown = 3;

/** Values of a record worth a look: plain ones first, then those of the records inside. */
const leaves = (record: { [key: string]: JsonValue }, depth: number): string[] => {
  const values = Object.values(record);
  const plain = values.filter((value) => !isRecord(value)).map(written);
  if (plain.length >= shown || depth === 0) return plain;
  return [...plain, ...values.flatMap((value) => (isRecord(value) ? leaves(value, depth - 1) : []))];
};

/** What came out of a step as one short line: "jane@acme.co · 49 · EUR". Empty when there is nothing to show. */
export const headline = (value: JsonValue | undefined): string => {
  if (value === undefined || value === null) return '';
  if (!isRecord(value)) return written(value).slice(0, 120);
  // What came over the web is in its body; method and headers are no news.
  const inner = isRecord(value.body) ? value.body : value;
  return leaves(inner, 2)
    .filter((text) => text !== '')
    .slice(0, shown)
    .join(' · ')
    .slice(0, 120);
};
