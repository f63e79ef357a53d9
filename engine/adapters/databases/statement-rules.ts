import { type Fault, personFault } from '../../model/fault.ts';

/** White space and comments as SQLite's own tokenizer (`tokenize.c`) skips them, and empty statements. */
const gap = /(?:[\s\uFEFF;]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
const word = /[A-Za-z_]+/y;

/** The first words of a statement in capitals: `["EXPLAIN", "QUERY", "PLAN", "SELECT"]`. Stops at the first other thing. */
const leadingWords = (sql: string, count: number): string[] => {
  const words: string[] = [];
  let at = 0;
  while (words.length < count) {
    gap.lastIndex = at;
    gap.exec(sql);
    word.lastIndex = gap.lastIndex;
    const found = word.exec(sql)?.[0];
    if (!found) break;
    words.push(found.toUpperCase());
    at = word.lastIndex;
  }
  return words;
};

/** What a statement begins with, comments skipped. */
export interface StatementStart {
  /** `SELECT`, `INSERT`, `ATTACH` …; empty when the text does not begin with a word. */
  verb: string;
  /** Whether it is only explained, not run. */
  explained: boolean;
}

export const readStart = (sql: string): StatementStart => {
  const words = leadingWords(sql, 4);
  const explained = words[0] === 'EXPLAIN';
  const after = explained && words[1] === 'QUERY' && words[2] === 'PLAN' ? 3 : Number(explained);
  return { verb: words[after] ?? '', explained };
};

const refusals: Record<string, string> = {
  ATTACH: 'it would open another file',
  DETACH: 'it would close a file',
  PRAGMA: 'it would change how the file is kept',
  VACUUM: 'it would rewrite the file or copy it to another place',
  BEGIN: 'WhenThen begins and commits by itself',
  COMMIT: 'WhenThen begins and commits by itself',
  END: 'WhenThen begins and commits by itself',
  ROLLBACK: 'WhenThen begins and commits by itself',
  SAVEPOINT: 'WhenThen begins and commits by itself',
  RELEASE: 'WhenThen begins and commits by itself',
};

/**
 * Refuses statements that reach beyond the file or into the transaction around them. Each of these words is a
 * statement only when it comes first, so a column called "attach" or a text with "PRAGMA" in it is no obstacle.
 */
export const refuseStatement = (start: StatementStart): void => {
  const reason = refusals[start.verb];
  if (reason !== undefined) throw refused(`${start.verb} cannot be used here, because ${reason}.`);
};

export const refused = (message: string): Fault =>
  personFault('database.sql-refused', message, {
    fix: 'Use SELECT to look something up, or INSERT, UPDATE and DELETE to change rows.',
  });
