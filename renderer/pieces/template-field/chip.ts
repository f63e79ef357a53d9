import { writePath } from '../../client/templates.ts';
import type { TemplatePath } from '../../client/types.ts';

/**
 * A placeholder as a person sees it: a field, and what is done to it. What cannot be said that way is a formula and stays text.
 * Pure; what is read is written back the same.
 */

export type Literal = string | number | boolean;

/** One Liquid filter with fixed arguments: `replace: "a", "b"`. */
export interface Filter {
  name: string;
  args: readonly Literal[];
}

export interface Chip {
  path: TemplatePath;
  /** What is used when the field is empty; undefined lets the step stop. An empty text leaves it blank. */
  ifEmpty?: Literal | undefined;
  filters: readonly Filter[];
}

const identifier = /[A-Za-z_][\w-]*/y;
const space = /\s*/y;
const numberText = /-?\d+(\.\d+)?/y;
const quoted = /"(?:[^"\\]|\\.)*"|'[^'\\]*'/y;

/** Reads pieces from the left; every piece either fits at the place reached or does not. */
class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  /** A mark, with the space around it. */
  takeMark(mark: string): boolean {
    this.take(space);
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    this.take(space);
    return true;
  }

  /** A mark that must follow directly. */
  takeNext(mark: string): boolean {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  skipSpace(): void {
    this.take(space);
  }

  isAtEnd(): boolean {
    this.take(space);
    return this.at === this.text.length;
  }
}

const readQuoted = (text: string): string | undefined => {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
};

const readLiteral = (reader: Reader): Literal | undefined => {
  const text = reader.take(quoted);
  if (text !== undefined) return readQuoted(text);
  const number = reader.take(numberText);
  if (number !== undefined) return Number(number);
  const word = reader.take(identifier);
  return word === 'true' ? true : word === 'false' ? false : undefined;
};

const readBracket = (reader: Reader): string | number | undefined => {
  const key = readLiteral(reader);
  if (typeof key === 'boolean' || key === undefined || !reader.takeNext(']')) return undefined;
  return key;
};

const readChipPath = (reader: Reader): TemplatePath | undefined => {
  const root = reader.take(identifier);
  if (root === undefined) return undefined;
  const path: (string | number)[] = [root];
  for (;;) {
    const key = reader.takeNext('.') ? reader.take(identifier) : reader.takeNext('[') ? readBracket(reader) : null;
    if (key === null) return path;
    if (key === undefined) return undefined;
    path.push(key);
  }
};

const readFilter = (reader: Reader): Filter | undefined => {
  const name = reader.take(identifier);
  if (name === undefined) return undefined;
  const args: Literal[] = [];
  if (reader.takeMark(':'))
    do {
      const argument = readLiteral(reader);
      if (argument === undefined) return undefined;
      args.push(argument);
    } while (reader.takeMark(','));
  return { name, args };
};

const splitIfEmpty = (filters: readonly Filter[]): Pick<Chip, 'ifEmpty' | 'filters'> => {
  const [first, ...others] = filters;
  const value = first?.args[0];
  if (first?.name !== 'default' || first.args.length !== 1 || value === undefined) return { filters };
  return { ifEmpty: value, filters: others };
};

/** Reads what stands between the braces; undefined for a formula. */
export const readChip = (inside: string): Chip | undefined => {
  const reader = new Reader(inside);
  reader.skipSpace();
  const path = readChipPath(reader);
  if (!path) return undefined;
  const filters: Filter[] = [];
  while (reader.takeMark('|')) {
    const filter = readFilter(reader);
    if (!filter) return undefined;
    filters.push(filter);
  }
  return reader.isAtEnd() ? { path, ...splitIfEmpty(filters) } : undefined;
};

const writeLiteral = (literal: Literal): string => {
  if (typeof literal === 'string') return JSON.stringify(literal);
  return String(literal);
};

const writeFilter = ({ name, args }: Filter): string =>
  args.length === 0 ? name : `${name}: ${args.map(writeLiteral).join(', ')}`;

/** What stands in the flow for a chip. `default` comes first, because only there it also catches a field that is gone. */
export const writeChip = ({ path, ifEmpty, filters }: Chip): string => {
  const all = ifEmpty === undefined ? filters : [{ name: 'default', args: [ifEmpty] }, ...filters];
  const inside = [writePath(path), ...all.map(writeFilter)].join(' | ');
  // A tag is refused wherever it stands, so the two characters that begin one are never written together.
  return `{{ ${inside.replaceAll('{%', '{\\u0025')} }}`;
};
