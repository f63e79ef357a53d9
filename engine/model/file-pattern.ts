/** Patterns for names of files: `*` any letters, `?` one letter, several with a comma between. Upper and lower case are the same. */

/** Matches without backtracking over more than the last `*`, so that no pattern is slow. */
const matchesOne = (pattern: string, name: string): boolean => {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let place = 0; place < name.length; ) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at++;
      resumeAt = place;
    } else if (wanted === '?' || wanted === name[place]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      at = star + 1;
      place = ++resumeAt;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
};

/** The single patterns of a text; nothing written means every name. */
export const readPatterns = (text: string): string[] => {
  const patterns = text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  return patterns.length > 0 ? patterns : ['*'];
};

export const matchesName = (patterns: readonly string[], name: string): boolean => {
  const lower = name.toLowerCase();
  return patterns.some((pattern) => matchesOne(pattern, lower));
};

/** Names nobody means: hidden files, and what browsers and office programs call files that are not finished. */
export const isIgnoredName = (name: string): boolean =>
  name.startsWith('.') || name.startsWith('~$') || /\.(crdownload|part|partial|download)$/i.test(name);
