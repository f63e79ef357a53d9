import { Untranslatable } from './syntax.ts';

/** One key of a path: of a record, or of a list. */
export type Key = string | number;

/** What is known of the kind of a value before there is data. */
export type Kind = 'text' | 'number' | 'list' | 'moment' | 'unknown';

/** A value that stands in a placeholder: where it begins, and the changes applied to it. */
export interface Piped {
  kind: 'piped';
  head: string;
  filters: readonly string[];
  is: Kind;
  /** Whether it may be missing, as `?.` says. */
  optional: boolean;
}

/** What an expression comes to: a fixed value, a placeholder, or a text made of both. */
export type Worth =
  | { kind: 'fixed'; value: string | number | boolean }
  | Piped
  | { kind: 'joined'; parts: (string | Piped)[] };

/** A text in quotes, as a placeholder takes it; braces are spelled out, because they would end it. */
export const quote = (text: string): string =>
  JSON.stringify(text).replace(/[{}]/g, (brace) => (brace === '{' ? '\\u007b' : '\\u007d'));

/** A path as a placeholder takes it. */
export const writePath = (path: readonly Key[]): string =>
  path
    .map((key, place) => {
      if (typeof key === 'number') return `[${key}]`;
      if (/^[A-Za-z_][\w-]*$/.test(key)) return place === 0 ? key : `.${key}`;
      return `[${quote(key)}]`;
    })
    .join('');

/** A fixed text in a field where `{{` would begin a placeholder. */
export const escapeText = (text: string): string => text.replace(/\{\{|\{(?=%)/g, (brace) => `{{ "${brace}" }}`);

/** A number without an exponent: a placeholder knows no other. */
const writeNumber = (value: number): string => {
  if (/^-?\d+(\.\d+)?$/.test(String(value))) return String(value);
  throw new Untranslatable(`the number ${value} cannot be written here`);
};

/** A value as it stands behind a filter: a fixed one, or a plain path. */
export const writeArgument = (worth: Worth): string => {
  if (worth.kind === 'fixed')
    return typeof worth.value === 'string'
      ? quote(worth.value)
      : typeof worth.value === 'number'
        ? writeNumber(worth.value)
        : String(worth.value);
  if (worth.kind === 'piped' && worth.filters.length === 0 && !worth.optional) return worth.head;
  throw new Untranslatable('it works out one value inside another');
};

/** The same value as one placeholder to which changes can be applied. */
export const asPiped = (worth: Worth): Piped => {
  if (worth.kind === 'piped') return worth;
  if (worth.kind === 'fixed') {
    const is = typeof worth.value === 'string' ? 'text' : typeof worth.value === 'number' ? 'number' : 'unknown';
    return { kind: 'piped', head: writeArgument(worth), filters: [], is, optional: false };
  }
  const [first = '', ...rest] = worth.parts;
  const start = typeof first === 'string' ? asPiped({ kind: 'fixed', value: first }) : first;
  const added = rest.map(
    (part) => `append: ${writeArgument(typeof part === 'string' ? { kind: 'fixed', value: part } : part)}`,
  );
  return { ...start, filters: [...start.filters, ...added], is: 'text' };
};

export const withFilter = (worth: Worth, filter: string, is: Kind): Piped => {
  const piped = asPiped(worth);
  return { ...piped, filters: [...piped.filters, filter], is };
};

const writePiped = ({ head, filters, optional }: Piped): string => {
  // Only as the first change does `default` stand in for what is missing.
  const all = optional && !filters[0]?.startsWith('default') ? ['default: "", allow_false: true', ...filters] : filters;
  return `{{ ${[head, ...all].join(' | ')} }}`;
};

/** What an expression comes to, as a field of ours takes it. One value alone keeps its kind. */
export const writeWorth = (worth: Worth): string | number | boolean => {
  if (worth.kind === 'fixed') return typeof worth.value === 'string' ? escapeText(worth.value) : worth.value;
  if (worth.kind === 'piped') return writePiped(worth);
  return worth.parts.map((part) => (typeof part === 'string' ? escapeText(part) : writePiped(part))).join('');
};
