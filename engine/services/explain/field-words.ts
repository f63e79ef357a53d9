import type { TemplatePath } from '../../model/template.ts';

/** Names that say little without the name of what they belong to. */
const vague = new Set(['id', 'name', 'email', 'value', 'type', 'date', 'amount', 'number', 'title', 'status', 'phone']);
/** Names that say nothing at all. */
const wrappers = new Set([
  'trigger',
  'steps',
  'body',
  'data',
  'object',
  'payload',
  'attributes',
  'fields',
  'item',
  'first',
]);

const words = (key: string): string =>
  key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/\bemail\b/g, 'e-mail');

/** The keys of a path as it is typed, `trigger.body.items[0]`. */
export const readWritten = (path: string): TemplatePath =>
  [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, plain]) =>
    index === undefined ? (quoted ?? plain ?? '') : Number(index),
  );

/** What a person would call a field: `trigger.body.customer.email` is "Customer e-mail". */
export const fieldWords = (path: TemplatePath): string => {
  const names = path.filter((key) => typeof key === 'string');
  const last = names.at(-1) ?? '';
  const holder = names.at(-2);
  const said =
    vague.has(last) && holder !== undefined && !wrappers.has(holder) ? `${words(holder)} ${words(last)}` : words(last);
  return said.charAt(0).toUpperCase() + said.slice(1);
};
