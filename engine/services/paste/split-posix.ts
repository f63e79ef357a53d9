import { personFault } from '../../model/fault.ts';

/** What a backslash and a letter stand for between $' and ' (bash manual, "ANSI-C Quoting"). */
const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const unclosed = (quote: string, line: number) =>
  personFault('paste.quote-open', `A quote (${quote}) that begins on line ${line} of this command is never closed.`, {
    fix: 'Copy the whole command, up to its last quote.',
    data: { line },
  });

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

const codePattern = /\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c([\s\S]))/y;
/** Bytes; several in a row are one character of UTF-8. */
const bytesPattern = /(?:\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}))+/y;

const decodeBytes = (text: string): string => {
  const bytes = [...text.matchAll(/\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/g)].map(([, hex, octal]) =>
    hex === undefined ? Number.parseInt(octal ?? '0', 8) & 0xff : Number.parseInt(hex, 16),
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
};

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Reads one backslash sequence between $' and '. */
const readEscape = (text: string, at: number): { value: string; length: number } => {
  const bytes = matchAt(bytesPattern, text, at)?.[0];
  if (bytes) return { value: decodeBytes(bytes), length: bytes.length };
  const code = matchAt(codePattern, text, at);
  if (code) {
    const [all, short, long, control] = code;
    const value =
      control === undefined
        ? fromCode(Number.parseInt(short ?? long ?? '0', 16))
        : fromCode(control.charCodeAt(0) & 0x1f);
    return { value, length: all.length };
  }
  const next = text[at + 1] ?? '';
  return { value: Object.hasOwn(escapes, next) ? (escapes[next] ?? '') : next, length: 2 };
};

/** Where the run of ordinary characters that begins here ends. */
const runEnd = (text: string, at: number, stop: RegExp): number => {
  stop.lastIndex = at;
  return stop.exec(text)?.index ?? text.length;
};

/**
 * The words of a command as a POSIX shell (and bash, for $'…') would read them. A backslash or, as in PowerShell, a backtick
 * at the end of a line continues it, and so does a line break alone. What follows a pipe, a semicolon or a redirection is
 * left out, and so are comments; variables are not looked up. Throws `paste.quote-open`.
 */
export const splitPosix = (text: string): string[] => {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const add = (value: string): void => {
    word = (word ?? '') + value;
  };
  const finish = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  const lineOf = (place: number): number => text.slice(0, place).split('\n').length;

  const readSingle = (start: number): number => {
    const end = text.indexOf("'", start + 1);
    if (end < 0) throw unclosed("'", lineOf(start));
    add(text.slice(start + 1, end));
    return end + 1;
  };
  const readDouble = (start: number): number => {
    for (let place = start + 1; ; ) {
      const end = runEnd(text, place, /["\\]/g);
      add(text.slice(place, end));
      if (end >= text.length) throw unclosed('"', lineOf(start));
      if (text[end] === '"') return end + 1;
      const next = text[end + 1] ?? '';
      if ('$`"\\'.includes(next)) add(next);
      else if (next !== '\n') add(`\\${next}`);
      place = end + 2;
    }
  };
  const readAnsi = (start: number): number => {
    for (let place = start + 2; ; ) {
      const end = runEnd(text, place, /['\\]/g);
      add(text.slice(place, end));
      if (end >= text.length) throw unclosed("$'", lineOf(start));
      if (text[end] === "'") return end + 1;
      const { value, length } = readEscape(text, end);
      add(value);
      place = end + length;
    }
  };

  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      finish();
      at++;
    } else if (/[\\`]/.test(character) && /^\r?\n/.test(text.slice(at + 1, at + 3)))
      at += text[at + 1] === '\r' ? 3 : 2;
    else if (character === '\\') {
      add(text[at + 1] ?? '');
      at += 2;
    } else if (character === "'") at = readSingle(at);
    else if (character === '"') at = readDouble(at);
    else if (text.startsWith("$'", at)) at = readAnsi(at);
    else if (text.startsWith('$"', at)) at = readDouble(at + 1);
    else if (word === null && character === '#') at = runEnd(text, at, /\n/g);
    else if (word === null && /[|;><&]/.test(character)) break;
    else {
      const end = Math.max(runEnd(text, at + 1, /[\s\\'"`$]/g), at + 1);
      add(text.slice(at, end));
      at = end;
    }
  }
  finish();
  return words;
};
