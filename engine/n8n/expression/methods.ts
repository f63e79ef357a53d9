import { asPiped, quote, type Worth, withFilter } from './placeholder.ts';
import { readRoot } from './roots.ts';
import type { ExpressionScope } from './scope.ts';
import { type Expression, Untranslatable } from './syntax.ts';

const fixed = (expression: Expression | undefined): string | number | undefined =>
  expression?.kind === 'literal' && (typeof expression.value === 'string' || typeof expression.value === 'number')
    ? expression.value
    : undefined;

const fixedText = (expression: Expression | undefined, what: string): string => {
  const value = fixed(expression);
  if (typeof value === 'string') return value;
  throw new Untranslatable(`${what} is not a fixed text`);
};

/** The letters of Luxon's formats and those of ours. */
const dateLetters: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  yy: '%y',
  MM: '%m',
  LL: '%m',
  MMM: '%b',
  MMMM: '%B',
  dd: '%d',
  d: '%-d',
  M: '%-m',
  HH: '%H',
  hh: '%I',
  mm: '%M',
  ss: '%S',
  a: '%p',
  EEE: '%a',
  EEEE: '%A',
  ccc: '%a',
  cccc: '%A',
};

const dateFormat = (format: string): string =>
  format.replace(/([A-Za-z])\1*/g, (letters) => {
    const ours = dateLetters[letters];
    if (ours === undefined) throw new Untranslatable(`the date format "${format}" is not understood`);
    return ours;
  });

/** A pattern without anything special in it is a text. */
const plainPattern = (source: string): string => {
  const text = source.replace(/\\([^A-Za-z0-9])/g, '$1');
  if (/(^|[^\\])[.*+?^${}()|[\]]|\\[A-Za-z0-9]/.test(source)) throw new Untranslatable('it replaces by a pattern');
  return text;
};

const replace = (value: Worth, [what, by]: Expression[], all: boolean): Worth => {
  const replacement = fixedText(by, 'what is put in its place');
  if (replacement.includes('$')) throw new Untranslatable('what is put in its place holds "$"');
  if (what?.kind === 'pattern') {
    if (/[^g]/.test(what.flags)) throw new Untranslatable('it replaces by a pattern');
    const filter = what.flags.includes('g') ? 'replace' : 'replace_first';
    return withFilter(value, `${filter}: ${quote(plainPattern(what.source))}, ${quote(replacement)}`, 'text');
  }
  const search = fixedText(what, 'what is replaced');
  return withFilter(value, `${all ? 'replace' : 'replace_first'}: ${quote(search)}, ${quote(replacement)}`, 'text');
};

const slice = (value: Worth, given: Expression[]): Worth => {
  const start = given[0]?.kind === 'unary' ? Number.NaN : Number(fixed(given[0]) ?? 0);
  const end = given.length > 1 ? Number(fixed(given[1])) : Number.NaN;
  if (Number.isInteger(start) && start >= 0 && Number.isInteger(end) && end > start)
    return withFilter(value, `slice: ${start}, ${end - start}`, asPiped(value).is);
  throw new Untranslatable('the part it takes is not given by two numbers');
};

/** `map(x => x.name)`: the one thing that is done to every entry of a list. */
const mapped = (value: Worth, given: Expression | undefined): Worth => {
  const path: string[] = [];
  let body = given?.kind === 'arrow' ? given.body : undefined;
  while (body?.kind === 'member' && typeof body.key === 'string' && !body.optional) {
    path.unshift(body.key);
    body = body.of;
  }
  if (given?.kind !== 'arrow' || body?.kind !== 'name' || body.name !== given.parameter || path.length !== 1)
    throw new Untranslatable('it goes through a list with a program of its own');
  return withFilter(value, `map: ${quote(path.join('.'))}`, 'list');
};

/** A method of a value, such as `.trim()`. */
export const applyMethod = (name: string, read: () => Worth, given: Expression[], scope: ExpressionScope): Worth => {
  const simple = (filter: string, is: 'text' | 'number' | 'list' | 'unknown'): Worth => {
    if (given.length > 0) throw new Untranslatable(`".${name}()" is used in a way that is not understood`);
    return withFilter(read(), filter, is);
  };
  switch (name) {
    case 'toUpperCase':
      return simple('upcase', 'text');
    case 'toLowerCase':
      return simple('downcase', 'text');
    case 'trim':
      return simple('strip', 'text');
    case 'trimStart':
      return simple('lstrip', 'text');
    case 'trimEnd':
      return simple('rstrip', 'text');
    case 'toString':
      return simple('append: ""', 'text');
    case 'first':
    case 'last':
      return simple(name, 'unknown');
    case 'split': {
      scope.differs('Cutting a text leaves out empty pieces at its end.');
      return withFilter(read(), `split: ${quote(fixedText(given[0], 'where it is cut'))}`, 'list');
    }
    case 'join':
      return withFilter(
        read(),
        `join: ${quote(given.length === 0 ? ',' : fixedText(given[0], 'what is put between'))}`,
        'text',
      );
    case 'replace':
      return replace(read(), given, false);
    case 'replaceAll':
      return replace(read(), given, true);
    case 'slice':
    case 'substring':
      return slice(read(), given);
    case 'map':
      return mapped(read(), given[0]);
    case 'concat':
      return given.reduce(
        (value, one) => withFilter(value, `append: ${quote(fixedText(one, 'what is added'))}`, 'text'),
        read(),
      );
    case 'toFixed': {
      const digits = given.length === 0 ? 0 : fixed(given[0]);
      if (typeof digits !== 'number') break;
      if (digits > 0) scope.differs(`The number is rounded to ${digits} decimals, but 12.5 is written "12.5".`);
      return withFilter(read(), `round: ${digits}`, 'number');
    }
    case 'toFormat':
    case 'format': {
      scope.differs('The date is written in the time zone of this computer.');
      return withFilter(read(), `date: ${quote(dateFormat(fixedText(given[0], 'the format of the date')))}`, 'text');
    }
  }
  throw new Untranslatable(`".${name}()" has no counterpart here`);
};

const functions: Readonly<Record<string, string>> = {
  'Math.round': 'round',
  'Math.floor': 'floor',
  'Math.ceil': 'ceil',
  'Math.abs': 'abs',
  Number: 'plus: 0',
  parseFloat: 'plus: 0',
};

/** A function such as `Math.round(…)` or `new Date()`. */
export const applyFunction = (
  { of, given, isNew }: Extract<Expression, { kind: 'call' }>,
  worthOf: (expression: Expression) => Worth,
  scope: ExpressionScope,
): Worth => {
  const name =
    of.kind === 'name' ? of.name : of.kind === 'member' && of.of.kind === 'name' ? `${of.of.name}.${of.key}` : '';
  const [first] = given;
  if (first === undefined || given.length > 1 || isNew)
    throw new Untranslatable(`"${name || 'a function'}" has no counterpart here`);
  if (name === 'String') return withFilter(worthOf(first), 'append: ""', 'text');
  if (name === 'JSON.stringify' && readRoot(first)) return withFilter(worthOf(first), 'json', 'text');
  const filter = functions[name];
  if (filter === undefined) throw new Untranslatable(`"${name || 'a function'}" has no counterpart here`);
  if (filter === 'plus: 0') scope.differs('A text that is no number counts as zero.');
  return withFilter(worthOf(first), filter, 'number');
};
