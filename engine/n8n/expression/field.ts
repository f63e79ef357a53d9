import { isRecord, type JsonValue } from '../../model/json.ts';
import { parseExpression } from './parse.ts';
import { escapeText, type Worth, writeWorth } from './placeholder.ts';
import { readRoot } from './roots.ts';
import type { ExpressionScope } from './scope.ts';
import { type Expression, longestExpression, Untranslatable } from './syntax.ts';
import { translate } from './translate.ts';

/** Whether a setting of n8n is worked out for every item. */
export const isExpression = (value: JsonValue | undefined): value is `=${string}` =>
  typeof value === 'string' && value.startsWith('=');

/** A setting in pieces: fixed text, and what stands in `{{ … }}`. */
export type Piece = { text: string } | { source: string };

/** The end of a block: the first `}}` up to which it can be read, else the first one. */
const endOfBlock = (text: string, start: number): number => {
  const first = text.indexOf('}}', start);
  // What comes before the last brace of a record is read with it.
  for (let end = first; end >= 0 && end - start <= longestExpression; end = text.indexOf('}}', end + 1)) {
    try {
      parseExpression(text.slice(start, end));
      return end;
    } catch (thrown) {
      if (!(thrown instanceof Untranslatable)) throw thrown;
    }
    if (end - first > 400) break;
  }
  return first;
};

/** Cuts a setting that begins with "=" into its pieces. */
export const readPieces = (setting: string): Piece[] => {
  const text = setting.slice(1);
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('{{', at);
    const end = start < 0 ? -1 : endOfBlock(text, start + 2);
    if (end < 0) break;
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ source: text.slice(start + 2, end).trim() });
    at = end + 2;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at) });
  return pieces;
};

/** A block that could not be translated stays as it is, in a form no check lets pass, so that nothing wrong is ever sent. */
export const keepBlock = (source: string): string => `{{ ${source.startsWith('$') ? source : `$n8n: ${source}`} }}`;

/** Reads a field: what it becomes, and what of it stays as it was written for n8n. */
export interface FieldReader {
  /** Called with each block that stays, and why. */
  kept: (source: string, reason: string) => void;
  scope: ExpressionScope;
}

const whyNot = (thrown: unknown): string => {
  if (thrown instanceof Untranslatable) return thrown.message;
  throw thrown;
};

/** What a block comes to. What n8n leaves out when it is missing is an empty text here; inside a text that is the same. */
const worthOf = (source: string, { scope }: FieldReader, alone: boolean): Worth => {
  const worth = translate(parseExpression(source), scope);
  const parts = worth.kind === 'joined' ? worth.parts : [worth];
  if (
    parts.some(
      (part) => typeof part === 'object' && part.kind === 'piped' && part.is === 'moment' && part.filters.length === 0,
    )
  )
    scope.differs('The present moment is written in UTC.');
  if (alone && worth.kind === 'piped' && worth.optional) scope.differs('Where it is missing, an empty text is taken.');
  return worth;
};

/** A list or record written as an expression, as the tree it makes. */
const treeOf = (expression: Expression, reader: FieldReader): JsonValue => {
  if (expression.kind === 'list') return expression.items.map((item) => treeOf(item, reader));
  if (expression.kind === 'record')
    return Object.fromEntries(expression.entries.map(({ name, value }) => [name, treeOf(value, reader)]));
  if (expression.kind === 'literal' && (expression.value === null || expression.value === undefined)) return null;
  return writeWorth(translate(expression, reader.scope));
};

const isTree = ({ kind }: Expression): boolean => kind === 'list' || kind === 'record';

/** The whole of a block that makes a list or a record, also when it writes it as JSON; undefined for any other. */
const readTree = (source: string, reader: FieldReader): JsonValue | undefined => {
  const expression = parseExpression(source);
  if (isTree(expression)) return treeOf(expression, reader);
  const root = readRoot(expression);
  if (root?.reads === 'data' && root.path.length === 0) return reader.scope.whole(root.node);
  const isJson =
    expression.kind === 'call' &&
    expression.of.kind === 'member' &&
    expression.of.key === 'stringify' &&
    expression.given.length > 0;
  const [given] = isJson ? expression.given : [];
  return given && isTree(given) ? treeOf(given, reader) : undefined;
};

/** A setting as a value of ours: a value that stands alone keeps its kind. */
export const readField = (setting: JsonValue, reader: FieldReader): JsonValue => {
  if (Array.isArray(setting)) return setting.map((item) => readField(item, reader));
  if (isRecord(setting))
    return Object.fromEntries(Object.entries(setting).map(([name, value]) => [name, readField(value, reader)]));
  if (typeof setting !== 'string') return setting;
  if (!isExpression(setting)) return escapeText(setting);
  const pieces = readPieces(setting);
  const [only] = pieces;
  const read = (source: string): JsonValue => {
    try {
      const tree = pieces.length === 1 ? readTree(source, reader) : undefined;
      return tree ?? writeWorth(worthOf(source, reader, pieces.length === 1));
    } catch (thrown) {
      reader.kept(source, whyNot(thrown));
      return keepBlock(source);
    }
  };
  if (pieces.length === 1 && only && 'source' in only) return read(only.source);
  return pieces.map((piece) => ('text' in piece ? escapeText(piece.text) : String(read(piece.source)))).join('');
};

/** One block that is a single value, with what is known of it; null for fixed text and for several pieces. */
export const readSingle = (setting: JsonValue | undefined): Expression | null => {
  if (!isExpression(setting)) return null;
  const [only, ...rest] = readPieces(setting);
  if (!only || rest.length > 0 || !('source' in only)) return null;
  try {
    return parseExpression(only.source);
  } catch (thrown) {
    whyNot(thrown);
    return null;
  }
};
