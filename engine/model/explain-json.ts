/** What a bracket opens, in the words used on screen. */
export type Container = 'record' | 'list';

/** A mistake at a place; `{line}` in the sentences stands for the line of that place. */
export interface Found {
  at: number;
  message: string;
  fix: string;
}

const curlyQuotes = '“”„‟«»‘’‚';
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

/** The word that begins here, without quotes; the first 60 characters of it. */
export const wordAt = (text: string, at: number): string => {
  const word = /[\p{L}_$][\p{L}\p{N}_$-]{0,60}/uy;
  word.lastIndex = at;
  return word.exec(text)?.[0] ?? '';
};

/** The text is over inside double quotes. */
export const cutText = (at: number): Found => ({
  at,
  message: 'This text ends before the double quote of line {line} is closed',
  fix: 'Copy the whole text, up to its last bracket.',
});

const comment: Omit<Found, 'at'> = { message: 'JSON cannot hold comments, line {line}', fix: 'Remove the comment.' };

/** Nothing stands after a comma, or two stand together. */
export const tooManyCommas: Omit<Found, 'at'> = {
  message: "There's a comma too many near line {line}",
  fix: 'Remove the comma before the closing bracket, or the second of two.',
};

const isComment = (text: string, at: number): boolean => text[at] === '#' || /^\/[/*]/.test(text.slice(at, at + 2));

/** Why a value cannot begin here. */
export const explainValue = (text: string, at: number): Found => {
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

/** Why the name of a field cannot begin here. */
export const explainName = (text: string, at: number): Found => {
  const character = text[at] ?? '';
  if (character === ',') return { at, ...tooManyCommas };
  if (isComment(text, at)) return { at, ...comment };
  if (curlyQuotes.includes(character)) return explainValue(text, at);
  if (/[{[\]]/.test(character))
    return { at, message: `A name is missing before "${character}", line {line}`, fix: 'Write "name": before it.' };
  return { at, message: 'Names need double quotes, line {line}', fix: 'Write {"name": "value"}.' };
};

/** What stands here is not the colon after a name. */
export const explainColon = (text: string, at: number): Found => ({
  at,
  message: "There's a colon missing near line {line}",
  fix: text[at] === '=' ? 'Write ":" instead of "=".' : 'Write a colon between a name and its value.',
});

/** Why neither a comma nor a closing bracket stands here; `end` is where the value before it ended. */
export const explainComma = (text: string, at: number, end: number, opened: Container): Found => {
  const character = text[at] ?? '';
  if (character === ']' || character === '}')
    return {
      at,
      message: `Line {line} closes a ${opened} with "${character}"`,
      fix: `Write "${opened === 'list' ? ']' : '}'}" there.`,
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

/** What stands here comes after the end. */
export const explainRest = (text: string, at: number): Found =>
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

/** The text is over and something is still open, or there was nothing. */
export const explainEnd = (text: string, opened: Container | undefined): Found => ({
  at: Math.max(text.trimEnd().length - 1, 0),
  message: opened ? `This text ends before the ${opened} is closed (line {line})` : 'There is nothing here',
  fix: opened ? 'Copy the whole text, up to its last bracket.' : 'Paste some JSON, such as {"name": "Ana"}.',
});
