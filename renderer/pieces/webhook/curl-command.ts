/** A text as one word of a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A command that sends an example to an address from a terminal. */
export const curlCommand = (address: string, body: unknown, contentType = 'application/json'): string =>
  [
    `curl ${quote(address)}`,
    `-H ${quote(`content-type: ${contentType}`)}`,
    `-d ${quote(typeof body === 'string' ? body : JSON.stringify(body ?? {}))}`,
  ].join(' \\\n  ');
