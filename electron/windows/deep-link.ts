/** A flow somebody hands over, to be looked at before it becomes a flow. */
export interface Offered {
  fileName: string;
  text: string;
}

export const linkScheme = 'whenthen';
/** No system hands over a longer address. */
const longestLink = 1024 * 1024;
const decoder = new TextDecoder('utf-8', { fatal: true });

const decodeFlow = (encoded: string): string | undefined => {
  if (!/^[\w-]+$/.test(encoded)) return undefined;
  try {
    return decoder.decode(Buffer.from(encoded, 'base64url'));
  } catch {
    return undefined;
  }
};

/**
 * Reads `whenthen://import?flow=…`, where `flow` is a flow file in base64url and `name` may name it. It is the only link there
 * is: nothing can be run, fetched, opened or changed by one, only looked at. Undefined for everything else.
 */
export const readDeepLink = (link: string): Offered | undefined => {
  if (link.length > longestLink || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  // Some systems add a slash.
  const isImport = url.host === 'import' && (url.pathname === '' || url.pathname === '/');
  if (url.protocol !== `${linkScheme}:` || !isImport) return undefined;
  const text = decodeFlow(url.searchParams.get('flow') ?? '');
  const name = (url.searchParams.get('name') ?? '').trim().slice(0, 120);
  return text === undefined ? undefined : { fileName: name || 'The flow in the link', text };
};

/** What the words a second start was given hold for us: a link, or flow files to look at. */
export const readWords = (words: readonly string[]): { links: string[]; files: string[] } => ({
  links: words.filter((word) => word.startsWith(`${linkScheme}://`)),
  files: words.filter((word) => !word.startsWith('-') && word.endsWith('.flow.json')),
});
