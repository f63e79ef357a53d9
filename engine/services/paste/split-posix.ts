import { type Quoted, readAnsi, readDouble, readSingle, runEnd } from './read-quoted.ts';

const lineBreak = /(?:\\|`)\r?\n/y;

const breakAt = (text: string, at: number): number => {
  lineBreak.lastIndex = at;
  return lineBreak.exec(text)?.[0].length ?? 0;
};

/** What adds to a word here: quoted, after a backslash, or plain. */
const readPart = (text: string, at: number): Quoted => {
  if (text[at] === '\\') return { value: text[at + 1] ?? '', end: at + 2 };
  if (text[at] === "'") return readSingle(text, at);
  if (text[at] === '"') return readDouble(text, at);
  if (text.startsWith("$'", at)) return readAnsi(text, at);
  if (text.startsWith('$"', at)) return readDouble(text, at + 1);
  const end = runEnd(text, at + 1, /[\s\\'"`$]/g);
  return { value: text.slice(at, end), end };
};

/**
 * The words of a command as a POSIX shell (and bash, for $'…') would read them. A backslash or, as in PowerShell, a backtick
 * at the end of a line continues it, and so does a line break alone. What follows a pipe, a semicolon or a redirection is
 * left out, and so are comments; variables are not looked up. Throws `paste.quote-open`.
 */
export const splitPosix = (text: string): string[] => {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; ) {
    const joined = breakAt(text, at);
    if (joined > 0) at += joined;
    else if (/\s/.test(text[at] ?? '')) {
      if (word !== null) words.push(word);
      word = null;
      at++;
    } else if (word === null && text[at] === '#') at = runEnd(text, at, /\n/g);
    else if (word === null && /[|;><&]/.test(text[at] ?? '')) break;
    else {
      const { value, end } = readPart(text, at);
      word = (word ?? '') + value;
      at = end;
    }
  }
  return word === null ? words : [...words, word];
};
