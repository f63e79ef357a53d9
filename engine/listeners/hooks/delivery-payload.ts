import type { IncomingMessage } from 'node:http';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import type { Delivery } from '../../nodes/define.ts';

/** Headers whose values are secrets whoever sends them; steps see that they were there, not what they held. */
const hiddenHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'x-auth-token']);

/** All that is kept of the headers of a caller who was turned away: any other may hold a secret WhenThen does not know yet. */
const plainHeaders = new Set(
  'accept connection content-encoding content-length content-type date expect host transfer-encoding user-agent'.split(
    ' ',
  ),
);

/** The headers by their lower-case names; straight from the raw list, because Node's own record hides that a header came twice. */
export const readHeaders = ({ rawHeaders }: IncomingMessage): Delivery['headers'] => {
  // Without a prototype: a header may be called "constructor" or "__proto__".
  const headers: Delivery['headers'] = Object.create(null);
  for (let place = 0; place + 1 < rawHeaders.length; place += 2) {
    const name = (rawHeaders[place] as string).toLowerCase();
    const value = rawHeaders[place + 1] as string;
    const known = headers[name];
    headers[name] = known === undefined ? value : typeof known === 'string' ? [known, value] : [...known, value];
  }
  return headers;
};

/** The value of a header that should come once. */
export const single = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];

const shownHeaders = (headers: Delivery['headers'], isHidden: (name: string) => boolean): JsonRecord => {
  const shown: JsonRecord = {};
  for (const name in headers) {
    const value = headers[name];
    shown[name] = isHidden(name) ? '[hidden]' : Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return shown;
};

/** How many runs led here, by the header a WhenThen sends. Anyone may claim a depth; it can only bring a loop to an end sooner. */
export const readDepth = (header: string | string[] | undefined): number =>
  typeof header === 'string' && /^\d{1,2}$/.test(header) ? Number(header) : 0;

/** What a run sees of a delivery, and what is stored of it. */
export const payloadOf = (
  delivery: Delivery,
  body: JsonValue,
  isHidden = (name: string): boolean => hiddenHeaders.has(name),
): JsonRecord => ({
  method: delivery.method,
  path: delivery.path,
  query: delivery.query,
  headers: shownHeaders(delivery.headers, isHidden),
  body,
  receivedAt: new Date(delivery.receivedAtMs).toISOString(),
});

/** The payload of a delivery nobody vouches for. */
export const turnedAway = (delivery: Delivery): JsonRecord =>
  payloadOf(delivery, null, (name) => !plainHeaders.has(name));
