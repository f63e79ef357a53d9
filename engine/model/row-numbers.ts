/**
 * Ids of things the engine stores: a prefix and 11 characters of Crockford base 32 over a 53-bit integer.
 * The integer is the row id in the database: milliseconds times 4096 plus a counter, so ids sort by time,
 * new rows are always appended to the end of their tables, and paging by id is paging by time.
 * Without the schemas of ids.ts, so that the thread that writes loads nothing it does not use.
 */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Characters of an id after its prefix. */
export const idTextLength = 11;

/** The id of a row: `run_` and its number. */
export const idText = (prefix: string, row: number): string => {
  let text = '';
  for (let rest = row; text.length < idTextLength; rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text;
  return `${prefix}_${text}`;
};

/** The row number behind the text of an id, which must be one. */
export const rowOfText = (id: string): number => {
  let row = 0;
  for (const character of id.slice(id.indexOf('_') + 1)) row = row * 32 + alphabet.indexOf(character);
  return row;
};

/** Row numbers a millisecond has room for. */
const rowsPerMs = 4096;

/** The first row number of a moment: smaller ones were handed out before it. */
export const rowAtTime = (ms: number): number => ms * rowsPerMs;

/** When a row number was handed out, in ms since 1970. */
export const timeOfRow = (row: number): number => Math.floor(row / rowsPerMs);

/**
 * Hands out row numbers that only grow, even when the clock is set back or many are needed in one millisecond.
 * `startAfter` is the largest number already in use.
 */
export const createRowNumbers = (now: () => number, startAfter: number): (() => number) => {
  let last = startAfter;
  return () => {
    last = Math.max(last + 1, rowAtTime(now()));
    return last;
  };
};
