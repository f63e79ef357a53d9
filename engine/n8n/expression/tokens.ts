import { Untranslatable } from './syntax.ts';

export type Token =
  | { kind: 'name' | 'sign'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'pattern'; source: string; flags: string }
  /** A text between backticks: fixed pieces and the source of what stands in `${…}`, in turn. */
  | { kind: 'template'; pieces: string[]; holes: string[] }
  | { kind: 'end' };

const signs = [
  '===',
  '!==',
  '...',
  '=>',
  '==',
  '!=',
  '>=',
  '<=',
  '&&',
  '||',
  '??',
  '?.',
  '+',
  '-',
  '*',
  '/',
  '%',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '.',
  ',',
  ':',
  '?',
  '!',
  '<',
  '>',
];
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** The text of an escape that begins after the backslash, and how many letters it takes. */
const readEscape = (source: string, at: number): { text: string; length: number } => {
  const letter = source[at] ?? '';
  const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\})/.exec(source.slice(at, at + 10));
  if (!code) return { text: escapes[letter] ?? letter, length: 1 };
  const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
  if (point > 0x10ffff) throw new Untranslatable('it holds a letter that does not exist');
  return { text: String.fromCodePoint(point), length: code[0].length };
};

const readQuoted = (source: string, start: number): { value: string; end: number } => {
  let value = '';
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === source[start]) return { value, end: at + 1 };
    if (source[at] !== '\\') value += source[at];
    else {
      const { text, length } = readEscape(source, at + 1);
      value += text;
      at += length;
    }
  }
  throw new Untranslatable('a quotation mark is not closed');
};

const readBackticks = (source: string, start: number): { token: Token; end: number } => {
  const pieces = [''];
  const holes: string[] = [];
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '`') return { token: { kind: 'template', pieces, holes }, end: at + 1 };
    if (source[at] === '\\') {
      const { text, length } = readEscape(source, at + 1);
      pieces.push((pieces.pop() ?? '') + text);
      at += length;
    } else if (source.startsWith('${', at)) {
      const end = source.indexOf('}', at);
      if (end < 0) break;
      holes.push(source.slice(at + 2, end));
      pieces.push('');
      at = end;
    } else pieces.push((pieces.pop() ?? '') + source[at]);
  }
  throw new Untranslatable('a quotation mark is not closed');
};

/** Whether a `/` after this token begins a pattern and does not divide. */
const beginsValue = (before: Token | undefined): boolean =>
  before === undefined || (before.kind === 'sign' && before.text !== ')' && before.text !== ']');

/** Cuts an expression into tokens. Throws {@link Untranslatable} for what no expression holds. */
export const readTokens = (source: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const name = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(rest)?.[0];
    const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest)?.[0];
    const pattern = beginsValue(tokens.at(-1)) ? /^\/((?:[^/\\\n]|\\.)+)\/([a-z]*)/.exec(rest) : null;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (pattern) tokens.push({ kind: 'pattern', source: pattern[1] ?? '', flags: pattern[2] ?? '' });
    else if (rest[0] === '"' || rest[0] === "'") {
      const { value, end } = readQuoted(source, at);
      tokens.push({ kind: 'string', value });
      at = end;
      continue;
    } else if (rest[0] === '`') {
      const { token, end } = readBackticks(source, at);
      tokens.push(token);
      at = end;
      continue;
    } else {
      const sign = signs.find((each) => rest.startsWith(each));
      if (sign === undefined) throw new Untranslatable(`"${rest.slice(0, 1)}" is not understood`);
      // `a?.5:b` is a choice with the number .5.
      tokens.push({ kind: 'sign', text: sign === '?.' && /^\?\.\d/.test(rest) ? '?' : sign });
      at += sign === '?.' && /^\?\.\d/.test(rest) ? 1 : sign.length;
      continue;
    }
    at += (name ?? number ?? pattern?.[0] ?? '').length;
  }
  return [...tokens, { kind: 'end' }];
};
