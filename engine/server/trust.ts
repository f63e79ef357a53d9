import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Sessions } from './sessions.ts';
import type { Tries } from './tries.ts';

type Request = Pick<IncomingMessage, 'headers' | 'rawHeaders'>;

/** Who may come in through the interface port. */
export interface Trust {
  /** Whether a request names this server by its own address (a page that rebinds DNS does not) and comes from no foreign page. */
  isFromHere(request: Request): boolean;
  /** A program with the token of this start, or a browser with a session. */
  isTrusted(request: Request): boolean;
  /** The same for a socket: a browser also names its page and shows a ticket it was given for it. */
  maySocket(request: Request & Pick<IncomingMessage, 'url'>): boolean;
  /** Lets a browser in that comes with a link; the `Set-Cookie` value, or undefined. */
  letIn(request: Request, code: string): string | undefined;
  /** A ticket for one socket, for a page of ours that asks in a way no foreign page can; undefined for anyone else. */
  ticketFor(request: Request): string | undefined;
}

export interface TrustOptions {
  loopback: string;
  port: () => number;
  token: string;
  /** Whether the token was chosen by the person and opens the door for browsers as well. */
  isTokenALink: boolean;
  sessions: Sessions;
  tries: Tries;
}

/** A header of our own: a foreign page that sets it has to ask first, and is never answered. */
export const csrfHeader = 'x-whenthen-csrf';

const same = (given: string, wanted: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const isOnce = (rawHeaders: readonly string[], name: string): boolean =>
  rawHeaders.filter((text, place) => place % 2 === 0 && text.toLowerCase() === name).length === 1;

export const createTrust = ({ loopback, port, token, isTokenALink, sessions, tries }: TrustOptions): Trust => {
  const isFromHere = ({ headers, rawHeaders }: Request): boolean => {
    const { host, origin } = headers;
    if (host === undefined || !isOnce(rawHeaders, 'host')) return false;
    if (host !== `${loopback}:${port()}` && host !== `localhost:${port()}`) return false;
    if (origin !== undefined && origin !== `http://${host}`) return false;
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  };

  /** While the door is locked no key opens it, so that trying one after the other tells nothing. */
  const opens = <Result>(tryKey: () => Result | false): Result | false => {
    if (tries.isLocked()) return false;
    const result = tryKey();
    if (result === false) tries.wrong();
    return result;
  };

  const isTrusted = (request: Request): boolean => {
    if (!isFromHere(request)) return false;
    const { authorization, cookie } = request.headers;
    return authorization === undefined ? sessions.accepts(cookie) : opens(() => same(authorization, `Bearer ${token}`));
  };

  return {
    isFromHere,
    isTrusted,
    maySocket: (request) => {
      if (!isTrusted(request)) return false;
      const { authorization, origin } = request.headers;
      if (authorization !== undefined) return request.url === '/wire';
      const ticket = /^\/wire\?ticket=([\w-]{1,100})$/.exec(request.url ?? '')?.[1];
      return origin !== undefined && ticket !== undefined && sessions.takeTicket(ticket);
    },
    letIn: (request, code) => {
      if (!isFromHere(request)) return undefined;
      const tryKey = (): string | false =>
        isTokenALink && same(code, token) ? sessions.renew() : (sessions.exchange(code) ?? false);
      return opens(tryKey) || undefined;
    },
    ticketFor: (request) =>
      isTrusted(request) && request.headers.origin !== undefined && request.headers[csrfHeader] !== undefined
        ? sessions.issueTicket()
        : undefined,
  };
};
