import { applyFunction, applyMethod } from './methods.ts';
import { asPiped, type Key, type Piped, type Worth, withFilter, writeArgument, writePath } from './placeholder.ts';
import { type Root, readRoot } from './roots.ts';
import type { ExpressionScope } from './scope.ts';
import { type Expression, Untranslatable } from './syntax.ts';

const at = (path: readonly Key[], optional: boolean): Piped => ({
  kind: 'piped',
  head: writePath(path),
  filters: [],
  is: 'unknown',
  optional,
});

const worthOfRoot = (root: Root, scope: ExpressionScope): Worth => {
  const { path, optional } = root;
  switch (root.reads) {
    case 'data':
      return at(scope.find(root.node, path), optional);
    case 'now':
      return { ...at(['now'], false), is: 'moment' };
    case 'scope':
      return at(path, optional);
  }
};

const isText = (worth: Worth): boolean =>
  worth.kind === 'joined' || (worth.kind === 'fixed' ? typeof worth.value === 'string' : worth.is === 'text');

const isNumber = (worth: Worth): boolean =>
  worth.kind === 'fixed' ? typeof worth.value === 'number' : worth.kind === 'piped' && worth.is === 'number';

const partsOf = (worth: Worth): (string | Piped)[] =>
  worth.kind === 'joined' ? worth.parts : [worth.kind === 'fixed' ? String(worth.value) : worth];

const add = (left: Worth, right: Worth, scope: ExpressionScope): Worth => {
  if (isText(left) || isText(right)) return { kind: 'joined', parts: [...partsOf(left), ...partsOf(right)] };
  if (!isNumber(left) && !isNumber(right))
    throw new Untranslatable('"+" adds numbers or joins texts, and it is not known which');
  if (!isNumber(left) || !isNumber(right)) scope.differs('"+" always adds numbers here.');
  return withFilter(left, `plus: ${writeArgument(right)}`, 'number');
};

const arithmetic: Readonly<Record<string, string>> = { '-': 'minus', '*': 'times', '/': 'divided_by', '%': 'modulo' };

const orElse = (left: Worth, right: Worth, sign: string, scope: ExpressionScope): Worth => {
  const value = asPiped(left);
  const other = writeArgument(right);
  if (right.kind === 'piped') scope.differs(`${other} has to be there even when it is not needed.`);
  scope.differs(
    sign === '??'
      ? 'An empty text and "no" take the default too.'
      : 'Zero counts as a value, so it does not take the default.',
  );
  return { ...value, filters: [...value.filters, `default: ${other}`], is: 'unknown', optional: false };
};

const translateBinary = (
  { sign, left, right }: Extract<Expression, { kind: 'binary' }>,
  scope: ExpressionScope,
): Worth => {
  if (sign === '||' || sign === '??') return orElse(translate(left, scope), translate(right, scope), sign, scope);
  if (sign === '+') return add(translate(left, scope), translate(right, scope), scope);
  const filter = arithmetic[sign];
  if (filter === undefined) throw new Untranslatable('it compares; use a check step for that');
  if (sign === '%') scope.differs('The rest of a division of a negative number is positive here.');
  return withFilter(translate(left, scope), `${filter}: ${writeArgument(translate(right, scope))}`, 'number');
};

/** `new Date().toISOString()`: the present moment, written as it is here. */
const isNow = ({ of, given }: Extract<Expression, { kind: 'call' }>): boolean =>
  of.kind === 'member' &&
  of.key === 'toISOString' &&
  given.length === 0 &&
  of.of.kind === 'call' &&
  of.of.isNew &&
  of.of.given.length === 0 &&
  of.of.of.kind === 'name' &&
  of.of.of.name === 'Date';

const sameExpression = (one: Expression, other: Expression): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * An expression of n8n as a placeholder of ours. Throws {@link Untranslatable} for what has no exact counterpart; smaller
 * differences are told to the scope.
 */
export const translate = (expression: Expression, scope: ExpressionScope): Worth => {
  const root = readRoot(expression);
  if (root) return worthOfRoot(root, scope);
  switch (expression.kind) {
    case 'literal':
      if (expression.value === null || expression.value === undefined) throw new Untranslatable('it is empty');
      return { kind: 'fixed', value: expression.value };
    case 'member':
      if (expression.key === 'length') return withFilter(translate(expression.of, scope), 'size', 'number');
      if (expression.key === 0) return withFilter(translate(expression.of, scope), 'first', 'unknown');
      throw new Untranslatable(`"${expression.key}" is read from something that was worked out`);
    case 'call': {
      if (isNow(expression)) return at(['now'], false);
      const { of, given } = expression;
      if (of.kind === 'member' && !(of.of.kind === 'name' && /^(JSON|Math|Object|Date|Number)$/.test(of.of.name)))
        return applyMethod(String(of.key), () => translate(of.of, scope), given, scope);
      return applyFunction(expression, (inner) => translate(inner, scope), scope);
    }
    case 'binary':
      return translateBinary(expression, scope);
    case 'unary':
      if (expression.sign === '-' && expression.of.kind === 'literal' && typeof expression.of.value === 'number')
        return { kind: 'fixed', value: -expression.of.value };
      if (expression.sign === '+') return withFilter(translate(expression.of, scope), 'plus: 0', 'number');
      throw new Untranslatable(
        expression.sign === '!' ? 'it compares; use a check step for that' : 'it changes the sign',
      );
    case 'choice':
      if (sameExpression(expression.test, expression.yes))
        return orElse(translate(expression.yes, scope), translate(expression.no, scope), '||', scope);
      throw new Untranslatable('it chooses between two values; use a check step for that');
    case 'text':
      return { kind: 'joined', parts: expression.parts.flatMap((part) => partsOf(translate(part, scope))) };
    case 'list':
    case 'record':
      throw new Untranslatable('it makes a list or a record where one value is needed');
    case 'pattern':
    case 'arrow':
      throw new Untranslatable('it is a program');
    case 'name':
      throw new Untranslatable(`"${expression.name}" has no counterpart here`);
  }
};
