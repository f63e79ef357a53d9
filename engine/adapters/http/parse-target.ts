import { type Fault, personFault } from '../../model/fault.ts';

const urlFault = (message: string, fix: string): Fault => personFault('http.url', message, { fix });

// WHATWG parsing silently drops tabs and line breaks, so that what is read is not what is called.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f]/;

/**
 * Reads a web address once; the result is used for every check and for the call itself (a check of one text and a
 * call of another was n8n's GHSA-jp9j-jr97-w9pj). Throws `http.url`.
 */
export const parseTarget = (text: string): URL => {
  if (control.test(text))
    throw urlFault('The web address holds a line break or another invisible character.', 'Remove it.');
  if (!URL.canParse(text))
    throw urlFault(
      `"${text.slice(0, 200)}" is not a web address.`,
      'A web address looks like https://example.com/path.',
    );
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw urlFault(
      `Addresses that begin with "${url.protocol}" cannot be called.`,
      'Use an address that begins with https:// or http://.',
    );
  if (url.username !== '' || url.password !== '')
    throw urlFault(
      `The address of ${url.host} holds a user name or password.`,
      'Store them as a connection, choose it in the step, and remove them from the address.',
    );
  if (url.port === '0') throw urlFault('Port 0 cannot be called.', 'Use the port the service listens on.');
  url.hash = '';
  return url;
};

/** `host:port` of a web address, as grants name it. IPv6 hosts stand in brackets. */
export const hostAndPort = (url: URL): string =>
  `${url.hostname}:${url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port}`;

/** A host as the URL parser writes it, so that spellings of one host compare equal; null when it is no host. */
export const canonicalHost = (host: string): string | null => {
  const text = `http://${host}`;
  return URL.canParse(text) ? new URL(text).hostname : null;
};
