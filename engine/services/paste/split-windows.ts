/** What cmd.exe hands to a program: a caret keeps the next character as it is, except inside plain quotes. */
const dropCarets = (text: string): string => {
  const pieces: string[] = [];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') quoted = !quoted;
    if (character !== '^' || quoted) {
      pieces.push(character);
      continue;
    }
    at++;
    if (text[at] === '\r') at++;
    // A caret before a line break joins the lines; a second line break is then one of the text.
    if (text[at] !== '\n') pieces.push(text[at] ?? '');
    else if (/^\r?\n/.test(text.slice(at + 1, at + 3))) {
      pieces.push('\n');
      at += text[at + 1] === '\r' ? 2 : 1;
    }
  }
  return pieces.join('');
};

/** Whether a command is written for the Windows command prompt, as browsers copy it with "Copy as cURL (cmd)". */
export const isForWindows = (text: string): boolean => /\^(?:"|\r?\n)/.test(text) && !/\\\r?\n/.test(text);

/**
 * The words of a command for the Windows command prompt, read as the C runtime of Microsoft reads them: backslashes count
 * before a quote only, and two quotes inside quotes are one.
 */
export const splitWindows = (command: string): string[] => {
  const text = dropCarets(command);
  const words: string[] = [];
  let word: string[] | null = null;
  let quoted = false;
  const finish = (): void => {
    if (word) words.push(word.join(''));
    word = null;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (!quoted && /\s/.test(character)) {
      finish();
      continue;
    }
    word ??= [];
    if (character === '\\') {
      let end = at;
      while (text[end] === '\\') end++;
      const count = end - at;
      const beforeQuote = text[end] === '"';
      word.push('\\'.repeat(beforeQuote ? count >> 1 : count));
      if (beforeQuote && count % 2 === 1) word.push('"');
      at = beforeQuote && count % 2 === 1 ? end : end - 1;
    } else if (character !== '"') word.push(character);
    else if (quoted && text[at + 1] === '"') {
      word.push('"');
      at++;
    } else quoted = !quoted;
  }
  finish();
  return words;
};
