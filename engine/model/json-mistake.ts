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

interface Opened {
  kind: 'record' | 'list';
  at: number;
}

/** A mistake at a place; `line` in the sentences stands for the line of that place. */
interface Found {
  at: number;
  message: string;
  fix: string;
}

const curlyQuotes = '“”„‟«»‘’‚';
const words = new Set(['true', 'false', 'null']);
const rewordings: Record<string, string> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  NULL: 'null',
  Null: 'null',
  nil: 'null',
  undefined: 'null',
  NaN: 'null',
  Infinity: 'null',
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};
const wordAt = (text: string, at: number): string => matchAt(/[\p{L}_$][\p{L}\p{N}_$-]{0,60}/uy, text, at);
const numberAt = (text: string, at: number): string =>
  matchAt(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y, text, at);

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

const cutText = (at: number): Found => ({
  at,
  message: 'This text ends before the double quote of line {line} is closed',
  fix: 'Copy the whole text, up to its last bracket.',
});

const comment: Omit<Found, 'at'> = { message: 'JSON cannot hold comments, line {line}', fix: 'Remove the comment.' };
const tooManyCommas: Omit<Found, 'at'> = {
  message: "There's a comma too many near line {line}",
  fix: 'Remove the comma before the closing bracket, or the second of two.',
};

const isComment = (text: string, at: number): boolean => text[at] === '#' || /^\/[/*]/.test(text.slice(at, at + 2));

/** Why a value cannot begin here. */
const explainValue = (text: string, at: number): Found => {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const word = wordAt(text, at);
  const reworded = Object.hasOwn(rewordings, word) ? rewordings[word] : undefined;
  if (character === "'" || character === '`')
    return { at, message: 'Texts need double quotes, line {line}', fix: 'Write "text" instead of \'text\'.' };
  if (curlyQuotes.includes(character))
    return { at, message: 'Curly quotes do not count as quotes, line {line}', fix: 'Write straight double quotes: ".' };
  if (isComment(text, at)) return { at, ...comment };
  if (reworded) return { at, message: `"${word}" is not JSON, line {line}`, fix: `Write ${reworded}.` };
  if (word) return { at, message: `Texts need double quotes, line {line}`, fix: `Write "${word}" in double quotes.` };
  if (/[-+.\d]/.test(character))
    return {
      at,
      message: 'A number is written in a way JSON does not know, line {line}',
      fix: 'Write it like 1234.5.',
    };
  if (character === ',') return { at, ...tooManyCommas };
  if (character === ']' || character === '}')
    return { at, message: `A value is missing before "${character}", line {line}`, fix: 'Add the value, or null.' };
  return { at, message: `"${character}" does not belong there, line {line}`, fix: 'Remove it or put it into quotes.' };
};

const explainName = (text: string, at: number): Found => {
  const character = text[at] ?? '';
  if (character === ',') return { at, ...tooManyCommas };
  if (isComment(text, at)) return { at, ...comment };
  if (curlyQuotes.includes(character)) return explainValue(text, at);
  if (/[{[\]]/.test(character))
    return { at, message: `A name is missing before "${character}", line {line}`, fix: 'Write "name": before it.' };
  return { at, message: 'Names need double quotes, line {line}', fix: 'Write {"name": "value"}.' };
};

const explainColon = (text: string, at: number): Found => ({
  at,
  message: "There's a colon missing near line {line}",
  fix: text[at] === '=' ? 'Write ":" instead of "=".' : 'Write a colon between a name and its value.',
});

/** Why neither a comma nor a closing bracket stands here; `end` is where the value before it ended. */
const explainComma = (text: string, at: number, end: number, opened: Opened): Found => {
  const character = text[at] ?? '';
  if (character === ']' || character === '}')
    return {
      at,
      message: `Line {line} closes a ${opened.kind} with "${character}"`,
      fix: `Write "${opened.kind === 'list' ? ']' : '}'}" there.`,
    };
  if (isComment(text, at)) return { at, ...comment };
  if (character === ':')
    return { at, message: 'There is a colon too many, line {line}', fix: 'Remove it, or put it into quotes.' };
  const inText = text[end - 1] === '"' && at === end && wordAt(text, at) !== '';
  return {
    at: end - 1,
    message: "There's a comma missing near line {line}",
    fix: inText ? 'Add it, or write \\" for a quote inside a text.' : 'Add a comma between the two values.',
  };
};

const explainRest = (text: string, at: number): Found =>
  /[{[]/.test(text[at] ?? '')
    ? {
        at,
        message: 'A second record or list begins on line {line}',
        fix: 'Paste only one, or put all into a list: [ … ].',
      }
    : {
        at,
        message: 'There is something after the end, line {line}',
        fix: 'Remove what comes after the last bracket.',
      };

const explainEnd = (text: string, opened: Opened | undefined): Found => ({
  at: Math.max(text.trimEnd().length - 1, 0),
  message: opened ? `This text ends before the ${opened.kind} is closed (line {line})` : 'There is nothing here',
  fix: opened ? 'Copy the whole text, up to its last bracket.' : 'Paste some JSON, such as {"name": "Ana"}.',
});

/** The first thing in a text that JSON (RFC 8259) does not allow. One pass, whatever the text holds. */
const scan = (text: string): Found | null => {
  const open: Opened[] = [];
  let expected: Expected = 'value';
  let end = 0;
  let comma = 0;
  for (let at = 0; ; ) {
    while (isSpace(text.charCodeAt(at))) at++;
    const character = text[at];
    const inside = open.at(-1);
    if (character === undefined) return expected === 'nothing' ? null : explainEnd(text, inside);
    const closes = (character === '}' && inside?.kind === 'record') || (character === ']' && inside?.kind === 'list');
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
        if (character !== ',' || !inside) return explainComma(text, at, end, inside ?? { kind: 'list', at });
        comma = at++;
        expected = inside.kind === 'record' ? 'name' : 'value';
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
        if (closes && inside?.kind === 'list') return { at: comma, ...tooManyCommas };
        if (character === '{' || character === '[') {
          open.push({ kind: character === '{' ? 'record' : 'list', at: at++ });
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

const readScalar = (text: string, at: number): number | Found => {
  if (text[at] === '"') return readText(text, at);
  const token = numberAt(text, at) || wordAt(text, at);
  const after = at + token.length;
  const complete = token !== '' && !/[\p{L}\p{N}_$.+-]/u.test(text[after] ?? ' ');
  return complete && (words.has(token) || (/\d$/.test(token) && /^[-\d]/.test(token))) ? after : explainValue(text, at);
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
