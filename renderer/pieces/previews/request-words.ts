import type { JsonValue, Preview } from '../../client/types.ts';

type RequestPreview = Extract<Preview, { kind: 'request' }>;
type Header = RequestPreview['headers'][number];

/** What stands in the place of a secret. */
export const dots = '••••••••';

const secretName = /^(authorization|proxy-authorization|cookie|set-cookie)$|api-?key|token|secret|signature|password/i;
const fromConnection = /^\(from connection "(.+)"\)$/s;

/** A header's value as it may be shown, and the connection a secret comes from. */
export const shownHeader = ({ name, value }: Header): { value: string; connection: string | null } => {
  const connection = fromConnection.exec(value)?.[1] ?? null;
  return { value: connection !== null || secretName.test(name) ? dots : value, connection };
};

/** The host of an address; the address itself when it cannot be read. */
export const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

/** A body as a person reads it: JSON with one field per line, a form as its fields, anything else as it is. */
export const readBody = (
  body: string,
  contentType: string,
): { kind: 'json' | 'text'; text: string } | { kind: 'form'; fields: [string, string][] } => {
  if (/x-www-form-urlencoded/i.test(contentType)) return { kind: 'form', fields: [...new URLSearchParams(body)] };
  try {
    const value = JSON.parse(body) as JsonValue;
    if (typeof value === 'object' && value !== null) return { kind: 'json', text: JSON.stringify(value, null, 2) };
  } catch {
    // A body need not be JSON.
  }
  return { kind: 'text', text: body };
};

/** The value of a header, whatever the case of its name. */
export const headerOf = (headers: readonly Header[], name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a command for a shell of the POSIX family; secrets stay dots, to be filled in by hand. */
export const asCurl = ({ method, url, headers, body }: RequestPreview): string =>
  [
    `curl -X ${method} ${quoted(url)}`,
    ...headers.map((header) => `-H ${quoted(`${header.name}: ${shownHeader(header).value}`)}`),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
