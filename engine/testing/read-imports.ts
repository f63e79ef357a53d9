/** Comments, template texts and quoted strings, in which nothing is code. */
const notCode = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;

/** What an import looks like once every quoted string stands as its number in quotes. */
const importForms = [
  // import x from '0', import type { x } from '0', import '0'
  /^[ \t]*import\s*(?:[\w*{}\s,$]+?\sfrom\s*)?"(\d+)"/gm,
  // export * from '0', export { x } from '0'
  /^[ \t]*export\s[\w*{}\s,$]*?\}?\s*from\s*"(\d+)"/gm,
  // import('0'), typeof import('0'), require('0')
  /\b(?:import|require(?:\.resolve)?)\s*\(\s*"(\d+)"/g,
];

/** The specifiers a TypeScript or JavaScript source imports: static, type-only, dynamic and re-exported ones. */
export const readImports = (source: string): string[] => {
  const strings: string[] = [];
  const code = source.replace(notCode, (found) => {
    if (found.startsWith('/') || found.startsWith('`')) return ' ';
    return `"${strings.push(found.slice(1, -1)) - 1}"`;
  });
  const found = importForms.flatMap((form) => [...code.matchAll(form)].map((match) => strings[Number(match[1])] ?? ''));
  return [...new Set(found)];
};
