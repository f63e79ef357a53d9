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
export const runEnd = (text: string, at: number, stop: RegExp): number => {
  stop.lastIndex = at;
  return stop.exec(text)?.index ?? text.length;
};

/** What stands between quotes, without them, and where the text goes on. */
export interface Quoted {
  value: string;
  end: number;
}

const lineOf = (text: string, place: number): number => text.slice(0, place).split('\n').length;

/** Between single quotes everything stands for itself. Throws `paste.quote-open`, as all of these do. */
export const readSingle = (text: string, start: number): Quoted => {
  const end = text.indexOf("'", start + 1);
  if (end < 0) throw unclosed("'", lineOf(text, start));
  return { value: text.slice(start + 1, end), end: end + 1 };
};

/** Between double quotes a backslash counts before a few characters only. */
export const readDouble = (text: string, start: number): Quoted => {
  const pieces: string[] = [];
  for (let place = start + 1; ; ) {
    const end = runEnd(text, place, /["\\]/g);
    pieces.push(text.slice(place, end));
    if (end >= text.length) throw unclosed('"', lineOf(text, start));
    if (text[end] === '"') return { value: pieces.join(''), end: end + 1 };
    const next = text.startsWith('\r\n', end + 1) ? '\r\n' : (text[end + 1] ?? '');
    if (!next.endsWith('\n')) pieces.push('$`"\\'.includes(next) ? next : `\\${next}`);
    place = end + 1 + Math.max(next.length, 1);
  }
};

/** Between $' and ' a backslash has the meanings it has in the language C. */
export const readAnsi = (text: string, start: number): Quoted => {
  const pieces: string[] = [];
  for (let place = start + 2; ; ) {
    const end = runEnd(text, place, /['\\]/g);
    pieces.push(text.slice(place, end));
    if (end >= text.length) throw unclosed("$'", lineOf(text, start));
    if (text[end] === "'") return { value: pieces.join(''), end: end + 1 };
    const { value, length } = readEscape(text, end);
    pieces.push(value);
    place = end + length;
  }
};
