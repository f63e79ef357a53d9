import { Context, Liquid, type Template as LiquidTemplate, type Output, TypeGuards, toValueSync } from 'liquidjs';
import { closest } from '../../model/closest.ts';
import { Fault, personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { type Scope, Template, type TemplatePath } from '../../model/template.ts';
import { allowedFilters } from './filters.ts';
import { ownFilters } from './own-filters.ts';
import { missingValue, readPath } from './read-path.ts';

/** Sizes beyond which a template is refused or stopped. */
export const templateLimits = { sourceLength: 64 * 1024, renderMs: 200, memory: 10_000_000 } as const;

const liquid = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  dynamicPartials: false,
  relativeReference: false,
  templates: {},
  parseLimit: templateLimits.sourceLength,
  renderLimit: templateLimits.renderMs,
  memoryLimit: templateLimits.memory,
});
for (const name of Object.keys(liquid.tags)) delete liquid.tags[name];
for (const name of Object.keys(liquid.filters)) if (!allowedFilters.has(name)) delete liquid.filters[name];
for (const [name, filter] of Object.entries(ownFilters)) liquid.registerFilter(name, filter);

type Token = Output['value']['initial']['postfix'][number];
/** One piece of a template: fixed text, or the value of a placeholder (undefined = points at nothing). */
type Piece = string | { path: TemplatePath | null; read: (scope: Scope) => unknown };

const isOutput = (template: LiquidTemplate): template is Output => 'value' in template;

/** The keys of a property access when all of them are fixed; null when one is computed. Collects what it reads. */
const pathOf = (token: Token, found: TemplatePath[]): TemplatePath | null => {
  if (!TypeGuards.isPropertyAccessToken(token)) return null;
  const keys: (string | number)[] = [];
  let computed = token.variable !== undefined;
  for (const prop of token.props) {
    if (TypeGuards.isQuotedToken(prop) || TypeGuards.isNumberToken(prop) || TypeGuards.isWordToken(prop)) {
      if (!computed) keys.push(prop.content as string | number);
    } else {
      computed = true;
      pathOf(prop as Token, found);
    }
  }
  if (keys.length > 0) found.push(keys);
  return computed ? null : keys;
};

const collectArguments = (output: Output, found: TemplatePath[]): void => {
  for (const filter of output.value.filters)
    for (const argument of filter.args) {
      const token = Array.isArray(argument) ? argument[1] : argument;
      if (token) pathOf(token as Token, found);
    }
};

const pieceOf = (output: Output, found: TemplatePath[]): Piece => {
  const { initial, filters } = output.value;
  const paths = initial.postfix.map((token) => pathOf(token, found));
  collectArguments(output, found);
  const path = initial.postfix.length === 1 ? (paths[0] ?? null) : null;
  if (path && filters.length === 0) return { path, read: (scope) => readPath(scope, path) };
  const lenient = filters[0]?.name === 'default';
  return {
    path,
    read: (scope) => {
      // Checked here rather than left to LiquidJS, so that every missing value gives the same sentence.
      // An empty value counts too: a filter would turn it into an empty text without a trace.
      if (path && !lenient && (readPath(scope, path) ?? null) === null) throw missingValue(scope, path);
      return toValueSync(output.value.value(new Context(scope, liquid.options, { sync: true }), lenient));
    },
  };
};

const asFilterFault = (thrown: unknown, source: string): Fault => {
  if (thrown instanceof Fault) return thrown;
  const reason = thrown instanceof Error ? thrown.message.replace(/, line:\d+, col:\d+/, '') : String(thrown);
  const missing = /undefined variable: (.+)/.exec(reason)?.[1];
  if (missing)
    return personFault('template.missing-value', `"${missing}" points at nothing, in the placeholder "${source}".`, {
      fix: 'Pick another value, or give this one a default: {{ … | default: "-" }}.',
      data: { path: missing },
    });
  return personFault('template.failed', `The placeholder "${source}" could not be worked out: ${reason}.`, {
    fix: 'Check the values it reads and the changes applied to them.',
  });
};

/** JSON only: whatever a filter made (dates, undefined, NaN) becomes a plain value. */
const plain = (value: unknown): JsonValue | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return value === undefined || typeof value === 'function' ? undefined : JSON.parse(JSON.stringify(value));
};

const written = (value: JsonValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const readPiece = (piece: Exclude<Piece, string>, scope: Scope, source: string): JsonValue => {
  let value: JsonValue | undefined;
  try {
    value = plain(piece.read(scope));
  } catch (thrown) {
    throw asFilterFault(thrown, source);
  }
  if (value !== undefined) return value;
  if (piece.path) throw missingValue(scope, piece.path);
  throw personFault('template.missing-value', `The placeholder "${source}" has no value.`, {
    fix: 'Pick another value, or give this one a default: {{ … | default: "-" }}.',
  });
};

const parseFault = (source: string, reason: string, fix: string) =>
  personFault('template.parse', `"${source}" cannot be read: ${reason}.`, { fix });

const whyNotParsed = (source: string, thrown: unknown): Fault => {
  const reason = thrown instanceof Error ? thrown.message.replace(/, (file|line):.*$/s, '') : String(thrown);
  const filter = /undefined filter: (\S+)/.exec(reason)?.[1];
  if (!filter) return parseFault(source, reason, 'A placeholder looks like {{ trigger.body.name }}.');
  const guess = closest(filter, allowedFilters);
  return personFault('template.unknown-filter', `There is no change called "${filter}" in "${source}".`, {
    fix: guess ? `Did you mean "${guess}"?` : `Available are: ${[...allowedFilters].join(', ')}.`,
  });
};

/**
 * Parses a text with placeholders. Throws `template.parse` or `template.unknown-filter`, each saying what to do.
 * The result evaluates without parsing again; one placeholder alone keeps the type of its value.
 */
export const parseTemplate = (source: string): Template => {
  if (source.includes('{%'))
    throw parseFault(
      source,
      'tags such as {% if %} are not available',
      'Use a check step, or placeholders {{ … }} only.',
    );
  const references: TemplatePath[] = [];
  let pieces: Piece[];
  try {
    pieces = liquid
      .parse(source)
      .map((part) => (isOutput(part) ? pieceOf(part, references) : (part as unknown as { str: string }).str));
  } catch (thrown) {
    throw whyNotParsed(source, thrown);
  }
  const fill: Template['fill'] = (scope, write) => {
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') text += piece;
      else {
        const value = readPiece(piece, scope, source);
        // An empty value inside a text would vanish without a trace.
        if (value === null) throw missingValue(scope, piece.path ?? [source]);
        text += write(written(value));
      }
    }
    return text;
  };
  const only = pieces.length === 1 ? pieces[0] : undefined;
  const keepsType = only !== undefined && typeof only !== 'string';
  const evaluate: Template['evaluate'] = keepsType
    ? (scope) => readPiece(only, scope, source)
    : (scope) => fill(scope, (value) => value);
  return new Template({ source, references, keepsType, evaluate, fill });
};
