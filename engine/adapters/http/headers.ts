import { type Fault, personFault } from '../../model/fault.ts';
import { connectionHeaders, isHeaderName, isHeaderValue } from '../../model/header.ts';

/** One header as sent. */
export interface Header {
  name: string;
  value: string;
}

/** Names that carry a secret, or the promise of "once", meant for one origin only. */
const forOneOrigin = new Set(['authorization', 'cookie', 'idempotency-key', 'x-api-key', 'api-key', 'x-auth-token']);

/** Describe a body; dropped with it. */
const aboutBody = new Set(['content-type', 'content-encoding', 'content-language', 'content-location']);

const headerFault = (message: string, fix: string): Fault => personFault('http.header', message, { fix });

/** Throws `http.header` for names and values that cannot be sent as they are (RFC 9110 section 5). */
export const checkHeaders = (headers: readonly Header[]): void => {
  for (const { name, value } of headers) {
    if (!isHeaderName(name))
      throw headerFault(`"${name.slice(0, 100)}" is not the name of a header.`, 'Use letters, digits and "-" only.');
    if (connectionHeaders.has(name.toLowerCase()))
      throw headerFault(`The header "${name}" is written by WhenThen itself.`, 'Remove it from the list of headers.');
    if (!isHeaderValue(value))
      throw headerFault(
        `The value of the header "${name}" holds a line break or a character a header cannot carry.`,
        'Remove it, or send the value in the body.',
      );
  }
};

/** The headers with one of the same name replaced. */
export const withHeader = (headers: readonly Header[], header: Header): Header[] => [
  ...headers.filter(({ name }) => name.toLowerCase() !== header.name.toLowerCase()),
  header,
];

/** The headers, with one more unless there is one of that name already. */
export const withDefault = (headers: readonly Header[], header: Header): Header[] =>
  headers.some(({ name }) => name.toLowerCase() === header.name.toLowerCase()) ? [...headers] : [...headers, header];

/** What may follow a redirect to another origin. `credentialHeader` is the name the credential was sent under. */
export const withoutSecrets = (headers: readonly Header[], credentialHeader: string | null): Header[] =>
  headers.filter(
    ({ name }) => !forOneOrigin.has(name.toLowerCase()) && name.toLowerCase() !== credentialHeader?.toLowerCase(),
  );

/** What is left when a redirect turns the request into a GET. */
export const withoutBodyHeaders = (headers: readonly Header[]): Header[] =>
  headers.filter(({ name }) => !aboutBody.has(name.toLowerCase()));
