import {
  type Container,
  cutText,
  explainColon,
  explainComma,
  explainEnd,
  explainName,
  explainRest,
  explainValue,
  type Found,
  tooManyCommas,
  wordAt,
} from './explain-json.ts';

/** Where and why a text is not JSON, in words for the person who pasted it. */
export interface JsonMistake {
  /** One sentence that says what is wrong and on which line. */
  message: string;
  /** One sentence that says what to do. */
  fix: string;
  /** Both count from 1. */
  line: number;
  column: number;
}

/** What may come next. */
type Expected = 'value' | 'first-value' | 'first-name' | 'name' | 'colon' | 'comma' | 'nothing';

const words = new Set(['true', 'false', 'null']);

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const numberAt = (text: string, at: number): string => {
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  number.lastIndex = at;
  return number.exec(text)?.[0] ?? '';
};

/** The end of a text in double quotes, or what is wrong inside it. */
const readText = (text: string, start: number): number | Found => {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x0a || code === 0x0d)
      return {
        at: start,
        message: 'A text in double quotes is not closed, line {line}',
        fix: 'Add the missing double quote, or write a line break inside a text as \\n.',
      };
    if (code < 0x20)
      return {
        at,
        message: 'A text holds a tab or another control character, line {line}',
        fix: 'Write a tab inside a text as \\t.',
      };
    if (code !== 0x5c) continue;
    at++;
    const escaped = text[at] ?? '';
    if (escaped === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) at += 4;
    else if (escaped === '' || !'"\\/bfnrt'.includes(escaped))
      return at < text.length
        ? {
            at: at - 1,
            message: 'There is a single backslash in a text, line {line}',
            fix: 'Write two backslashes for one.',
          }
        : cutText(start);
  }
  return cutText(start);
};

/** The end of a text, a number, true, false or null, or why none of them begins here. */
const readScalar = (text: string, at: number): number | Found => {
  if (text[at] === '"') return readText(text, at);
  const token = numberAt(text, at) || wordAt(text, at);
  const after = at + token.length;
  const complete = token !== '' && !/[\p{L}\p{N}_$.+-]/u.test(text[after] ?? ' ');
  return complete && (words.has(token) || (/\d$/.test(token) && /^[-\d]/.test(token))) ? after : explainValue(text, at);
};

/** The first thing in a text that JSON (RFC 8259) does not allow. One pass, whatever the text holds. */
const scan = (text: string): Found | null => {
  const open: Container[] = [];
  let expected: Expected = 'value';
  let end = 0;
  let comma = 0;
  for (let at = 0; ; ) {
    while (isSpace(text.charCodeAt(at))) at++;
    const character = text[at];
    const inside = open.at(-1);
    if (character === undefined) return expected === 'nothing' ? null : explainEnd(text, inside);
    const closes = (character === '}' && inside === 'record') || (character === ']' && inside === 'list');
    if (closes && (expected === 'comma' || expected === 'first-name' || expected === 'first-value')) {
      open.pop();
      end = ++at;
      expected = open.length > 0 ? 'comma' : 'nothing';
      continue;
    }
    switch (expected) {
      case 'nothing':
        return explainRest(text, at);
      case 'comma':
        if (character !== ',' || !inside) return explainComma(text, at, end, inside ?? 'list');
        comma = at++;
        expected = inside === 'record' ? 'name' : 'value';
        continue;
      case 'colon':
        if (character !== ':') return explainColon(text, at);
        at++;
        expected = 'value';
        continue;
      case 'name':
      case 'first-name': {
        if (closes) return { at: comma, ...tooManyCommas };
        if (character !== '"') return explainName(text, at);
        const after = readText(text, at);
        if (typeof after !== 'number') return after;
        at = after;
        expected = 'colon';
        continue;
      }
      case 'value':
      case 'first-value': {
        if (closes && inside === 'list') return { at: comma, ...tooManyCommas };
        if (character === '{' || character === '[') {
          open.push(character === '{' ? 'record' : 'list');
          at++;
          expected = character === '{' ? 'first-name' : 'first-value';
          continue;
        }
        const after = readScalar(text, at);
        if (typeof after !== 'number') return after;
        end = at = after;
        expected = inside ? 'comma' : 'nothing';
      }
    }
  }
};

/** Why a text is not JSON; null when it is. Takes time in proportion to the text and throws nothing. */
export const findJsonMistake = (text: string): JsonMistake | null => {
  const found = scan(text);
  if (!found) return null;
  const before = text.slice(0, found.at).split(/\r\n|\r|\n/);
  const line = before.length;
  const message = `${found.message.replace('{line}', String(line))}.`;
  return { message, fix: found.fix, line, column: (before.at(-1) ?? '').length + 1 };
};
