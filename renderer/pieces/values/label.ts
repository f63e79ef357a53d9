import type { TemplatePath } from '../../client/types.ts';

/** How keys of data are called on screen: `customer_details.email` is "Customer e-mail". Pure. */

/** Better names for the fields of one service, by dotted path below its root: `body.amount_total` is "Amount paid (in cents)"; `*` is any place of a list. */
export type LabelMap = { readonly [path: string]: string };

/** Words with a spelling of their own. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['api', 'API'],
  ['csv', 'CSV'],
  ['email', 'e-mail'],
  ['html', 'HTML'],
  ['http', 'HTTP'],
  ['id', 'ID'],
  ['ids', 'IDs'],
  ['ip', 'IP'],
  ['iban', 'IBAN'],
  ['json', 'JSON'],
  ['pdf', 'PDF'],
  ['sku', 'SKU'],
  ['sms', 'SMS'],
  ['uri', 'address'],
  ['url', 'address'],
  ['utc', 'UTC'],
  ['vat', 'VAT'],
  ['zip', 'ZIP'],
]);

/** Holders that say nothing about what is in them. */
const fillers: ReadonlySet<string> = new Set(['attributes', 'body', 'data', 'details', 'info', 'object', 'payload']);

const wordsOf = (key: string): string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_.\-/]+/)
    .filter((word) => word !== '')
    .map((word) => spelled.get(word.toLowerCase()) ?? (/^[A-Z0-9]+$/.test(word) ? word : word.toLowerCase()));

const sentence = (words: readonly string[], otherwise: string): string => {
  const text = words.join(' ');
  return text === '' ? otherwise : text.charAt(0).toUpperCase() + text.slice(1);
};

const withoutFillers = (words: string[]): string[] => {
  const telling = words.filter((word) => !fillers.has(word));
  return telling.length > 0 ? telling : words;
};

/** One key in words. A dotted key loses the holders that say nothing. */
export const labelKey = (key: string | number): string => {
  if (typeof key === 'number') return `Number ${key + 1}`;
  const words = wordsOf(key);
  return sentence(key.includes('.') ? withoutFillers(words) : words, key || 'No name');
};

/** A path whose first keys say where it is from: `steps.map-1.email`. */
const belowRoot = (path: TemplatePath): TemplatePath => path.slice(path[0] === 'steps' ? 2 : 1);

const inMap = (path: TemplatePath, labels: LabelMap | undefined): string | undefined => {
  if (!labels) return undefined;
  // What is the same for every item of a list is called the same.
  const key = belowRoot(path)
    .map((part) => (typeof part === 'number' ? '*' : part))
    .join('.');
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
};

/** The words of a path's last key; a place in a list is called after the list. */
export const labelPath = (path: TemplatePath, labels?: LabelMap): string => {
  const mapped = inMap(path, labels);
  if (mapped !== undefined) return mapped;
  const last = path.at(-1);
  if (typeof last === 'number' && path.length > 1) return `${labelKey(path.at(-2) ?? '')} ${last + 1}`;
  return labelKey(last ?? '');
};

/** The same with the nearest holder that says something in front, for when two fields would be called the same. */
export const labelWithParent = (path: TemplatePath, labels?: LabelMap): string => {
  const mapped = inMap(path, labels);
  if (mapped !== undefined) return mapped;
  const own = path.at(-1) ?? '';
  const holders = belowRoot(path)
    .slice(0, -1)
    .filter((key): key is string => typeof key === 'string');
  const parent = holders.map(wordsOf).findLast((words) => words.some((word) => !fillers.has(word)));
  if (!parent || typeof own === 'number') return labelPath(path, labels);
  return sentence([...withoutFillers(parent), ...wordsOf(own)], own);
};

/** A path in words from its root to its end: "Body › Customer › E-mail". */
export const describePath = (path: TemplatePath, labels?: LabelMap): string =>
  belowRoot(path)
    .map((_, index, keys) => labelPath(path.slice(0, path.length - keys.length + index + 1), labels))
    .join(' › ');
