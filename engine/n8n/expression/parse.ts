import { type Expression, longestExpression, Untranslatable } from './syntax.ts';
import { readTokens, type Token } from './tokens.ts';

/** How strongly signs between two values bind; higher binds first. */
const strength: Readonly<Record<string, number>> = {
  '??': 1,
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '===': 3,
  '!==': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const deepest = 60;
const words: Readonly<Record<string, boolean | null | undefined>> = Object.assign(Object.create(null), {
  true: true,
  false: false,
  null: null,
  undefined,
});

/** Reads one expression. Throws {@link Untranslatable}; what follows the expression is an error too. */
export const parseExpression = (source: string, depth = 0): Expression => {
  if (source.length > longestExpression) throw new Untranslatable('it is too long');
  const tokens = readTokens(source);
  let at = 0;
  const here = (): Token => tokens[at] ?? { kind: 'end' };
  const isSign = (text: string): boolean => {
    const token = here();
    return token.kind === 'sign' && token.text === text;
  };
  const take = (text: string): boolean => {
    if (isSign(text)) at++;
    else return false;
    return true;
  };
  const need = (text: string): void => {
    if (!take(text)) throw new Untranslatable(`a "${text}" is missing`);
  };
  const needName = (): string => {
    const token = here();
    at++;
    if (token.kind === 'name') return token.text;
    throw new Untranslatable('it is not complete');
  };

  const listed = <Item>(end: string, read: () => Item): Item[] => {
    const items: Item[] = [];
    while (!take(end)) {
      items.push(read());
      if (!isSign(end)) need(',');
    }
    return items;
  };

  const readEntry = (level: number): { name: string; value: Expression } => {
    const token = here();
    at++;
    const name =
      token.kind === 'name' ? token.text : token.kind === 'string' || token.kind === 'number' ? `${token.value}` : null;
    if (name === null) throw new Untranslatable('a record in it is not understood');
    if (token.kind === 'name' && !isSign(':')) return { name, value: { kind: 'name', name } };
    need(':');
    return { name, value: readChoice(level) };
  };

  const readPrimary = (level: number): Expression => {
    if (level > deepest) throw new Untranslatable('it is nested too deep');
    const token = here();
    at++;
    switch (token.kind) {
      case 'number':
      case 'string':
        return { kind: 'literal', value: token.value };
      case 'pattern':
        return token;
      case 'template':
        return {
          kind: 'text',
          parts: token.pieces.flatMap((piece, index): Expression[] => [
            { kind: 'literal', value: piece },
            ...(index < token.holes.length ? [parseExpression(token.holes[index] ?? '', level + 1)] : []),
          ]),
        };
      case 'name': {
        if (token.text === 'new') {
          const of = readMembers(readPrimary(level + 1), level, true);
          const given = take('(') ? listed(')', () => readChoice(level)) : [];
          return { kind: 'call', of, given, isNew: true };
        }
        if (take('=>')) return { kind: 'arrow', parameter: token.text, body: readChoice(level) };
        return token.text in words ? { kind: 'literal', value: words[token.text] } : { kind: 'name', name: token.text };
      }
      case 'sign':
        if (token.text === '[') return { kind: 'list', items: listed(']', () => readChoice(level)) };
        if (token.text === '{') return { kind: 'record', entries: listed('}', () => readEntry(level)) };
        if (token.text === '(') {
          const inner = readChoice(level);
          need(')');
          if (inner.kind === 'name' && take('=>'))
            return { kind: 'arrow', parameter: inner.name, body: readChoice(level) };
          return inner;
        }
        throw new Untranslatable(`"${token.text}" is not understood`);
      case 'end':
        throw new Untranslatable('it is not complete');
    }
  };

  /** What hangs on a value: `.key`, `["key"]`, `?.key`, `(given)`. */
  const readMembers = (start: Expression, level: number, withoutCalls = false): Expression => {
    let value = start;
    for (;;) {
      const optional = take('?.');
      if (!optional && take('.')) value = { kind: 'member', of: value, key: needName(), optional: false };
      else if (take('[')) {
        const key = readChoice(level);
        need(']');
        if (key.kind !== 'literal' || (typeof key.value !== 'string' && typeof key.value !== 'number'))
          throw new Untranslatable('it looks something up by a name that is worked out');
        value = { kind: 'member', of: value, key: key.value, optional };
      } else if (!withoutCalls && take('('))
        value = { kind: 'call', of: value, given: listed(')', () => readChoice(level)), isNew: false };
      else if (optional) value = { kind: 'member', of: value, key: needName(), optional: true };
      else return value;
    }
  };

  const readUnary = (level: number): Expression => {
    if (level > deepest) throw new Untranslatable('it is nested too deep');
    for (const sign of ['!', '-', '+']) if (take(sign)) return { kind: 'unary', sign, of: readUnary(level + 1) };
    return readMembers(readPrimary(level + 1), level + 1);
  };

  const readBinary = (weakest: number, level: number): Expression => {
    let left = readUnary(level + 1);
    for (;;) {
      const token = here();
      const power = token.kind === 'sign' ? strength[token.text] : undefined;
      if (token.kind !== 'sign' || power === undefined || power < weakest) return left;
      at++;
      left = { kind: 'binary', sign: token.text, left, right: readBinary(power + 1, level + 1) };
    }
  };

  const readChoice = (level: number): Expression => {
    if (level > deepest) throw new Untranslatable('it is nested too deep');
    const test = readBinary(1, level + 1);
    if (!take('?')) return test;
    const yes = readChoice(level + 1);
    need(':');
    return { kind: 'choice', test, yes, no: readChoice(level + 1) };
  };

  const whole = readChoice(depth);
  if (here().kind !== 'end') throw new Untranslatable('it is more than one value');
  return whole;
};
