import { Fault, personFault, worldFault } from '../../model/fault.ts';
import type { Answer, Hop } from './exchange.ts';
import { withoutBodyHeaders, withoutSecrets } from './headers.ts';
import { parseTarget } from './parse-target.ts';

/** How often an answer may send a request elsewhere. */
export const maxRedirects = 5;

const statuses = new Set([301, 302, 303, 307, 308]);

/** Whether asking again with this method changes nothing (RFC 9110 section 9.2.1). */
export const isSafeMethod = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const becomesGet = (status: number, method: string): boolean =>
  status === 303 ? method !== 'GET' && method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST';

const destination = (from: URL, location: string): URL => {
  const text = URL.canParse(location, from.href) ? new URL(location, from).href : location;
  try {
    return parseTarget(text);
  } catch (thrown) {
    const why = thrown instanceof Fault ? thrown.message : '';
    throw worldFault('http.redirect', `${from.host} sends the request on to an address that cannot be called. ${why}`, {
      retryable: false,
      fix: 'Check the address of the step; the service may have moved.',
    });
  }
};

/**
 * Where an answer sends the request, by the rules of fetch: 303, and 301 or 302 after a POST, ask again with GET and
 * no body. Secrets never cross to another origin. Null when the answer is no redirect. Throws `http.redirect`.
 * `credentialHeader` is the name of the header the credential was sent under, null without one.
 */
export const followRedirect = (hop: Hop, answer: Answer, credentialHeader: string | null): Hop | null => {
  const { location } = answer.headers;
  if (!statuses.has(answer.status) || location === undefined) return null;
  const url = destination(hop.url, location);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:')
    throw personFault(
      'http.redirect',
      `${hop.url.host} sends the request on to ${url.host} without encryption (from https to http). This is not followed.`,
      { fix: 'Type the new address in the step if you trust it.' },
    );
  const asGet = becomesGet(answer.status, hop.method);
  const kept = asGet ? withoutBodyHeaders(hop.headers) : hop.headers;
  return {
    url,
    method: asGet ? 'GET' : hop.method,
    headers: url.origin === hop.url.origin ? kept : withoutSecrets(kept, credentialHeader),
    body: asGet ? undefined : hop.body,
    file: hop.file,
  };
};

/** An answer has sent the request elsewhere too often. */
export const tooManyRedirects = (url: URL): Fault =>
  worldFault('http.redirect', `The request was sent on more than ${maxRedirects} times, last to ${url.host}.`, {
    retryable: false,
    fix: 'Check the address of the step; it may lead in a circle.',
  });
