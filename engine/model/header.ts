/** What a header may be, in requests we send and answers we give (RFC 9110 section 5). */

/** A token of RFC 9110 section 5.6.2. */
export const isHeaderName = (name: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);

/** Visible characters of Latin 1, spaces and tabs; a line break would start a header of its own. */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/**
 * Names that belong to one connection and not to the message (RFC 9110 section 7.6.1), or that the sending side works out
 * itself. A second one would let one message be read as two (request smuggling).
 */
export const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
