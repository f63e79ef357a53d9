/** Comments, texts and quoted names (sqlite.org/lang_expr.html, lang_keywords.html, lang_comment.html). */
const notCode = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g;

/** Takes away everything in round brackets, innermost first. */
const withoutBrackets = (sql: string): string => {
  const less = sql.replace(/\([^()]*\)/g, ' ');
  return less === sql ? sql : withoutBrackets(less);
};

/**
 * Whether a statement only looks something up, judged by its text: SELECT, VALUES and EXPLAIN do, and WITH does unless
 * it leads to a change. The database makes sure: a statement taken for reading runs on a read-only connection.
 */
export const readsOnly = (sql: string): boolean => {
  const code = sql.replace(notCode, ' ').replace(/^[\s;]+/, '');
  const verb = /^[a-z]+/i.exec(code)?.[0].toUpperCase() ?? '';
  if (verb === 'WITH') return !/\b(insert|update|delete|replace\s+into)\b/i.test(withoutBrackets(code));
  return verb === 'SELECT' || verb === 'VALUES' || verb === 'EXPLAIN';
};
