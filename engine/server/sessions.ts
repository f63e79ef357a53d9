import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * How a browser is let in. The person opens a link that works once; it is exchanged for a cookie a page cannot read. The
 * cookie is signed with a key of the data folder, so that an open page goes on after WhenThen was restarted.
 */
export interface Sessions {
  /** A new code for one link; older codes that were not used stay good until they are too old. */
  issueCode(): string;
  /** Uses a code up. Returns the `Set-Cookie` value, or undefined for a code that is wrong, used or too old. */
  exchange(code: string): string | undefined;
  /** Whether a `Cookie` header holds a session that is still good. */
  accepts(cookieHeader: string | undefined): boolean;
  /** A `Set-Cookie` value that lets a session go on from now. */
  renew(): string;
  /** A new ticket: a page with a session shows it to open one socket, within half a minute. */
  issueTicket(): string;
  /** Uses a ticket up; false for one that is wrong, used or too old. */
  takeTicket(ticket: string): boolean;
}

/** A link is opened at once or not at all. */
const codeLifeMs = 10 * 60_000;
/** A browser that was closed for longer has to use a new link (reliability.md, SEC-02). */
const sessionLifeMs = 12 * 3_600_000;
/** A page opens its socket right after it got the ticket (SEC-03). */
const ticketLifeMs = 30_000;
/** Links nobody used; the oldest makes room. */
const maxUnused = 100;

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Random texts that are good once and for a while. */
const createOnce = (lifeMs: number, now: () => number) => {
  const unused = new Map<string, number>();
  return {
    issue: (): string => {
      const [oldest] = unused.keys();
      if (unused.size >= maxUnused && oldest !== undefined) unused.delete(oldest);
      const text = randomBytes(32).toString('base64url');
      unused.set(text, now() + lifeMs);
      return text;
    },
    use: (text: string): boolean => {
      const expiresAtMs = unused.get(text);
      unused.delete(text);
      return expiresAtMs !== undefined && expiresAtMs > now();
    },
  };
};

/** `port` keeps the cookies of two WhenThens on one computer apart: cookies do not know ports. */
export const createSessions = (key: Uint8Array, port: () => number, now: () => number): Sessions => {
  const codes = createOnce(codeLifeMs, now);
  const tickets = createOnce(ticketLifeMs, now);
  const name = (): string => `whenthen-${port()}`;
  const sign = (expires: string): string =>
    createHmac('sha256', key).update(`${name()} ${expires}`).digest('base64url');

  const renew = (): string => {
    const expires = String(now() + sessionLifeMs);
    const seconds = sessionLifeMs / 1000;
    return `${name()}=${expires}.${sign(expires)}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${seconds}`;
  };

  return {
    renew,
    issueCode: codes.issue,
    exchange: (code) => (codes.use(code) ? renew() : undefined),
    issueTicket: tickets.issue,
    takeTicket: tickets.use,
    accepts: (cookieHeader = '') =>
      cookieHeader.split(';').some((part) => {
        const [, given, expires = '', mac = ''] = /^\s*([^=\s]+)=(\d{1,16})\.([\w-]+)\s*$/.exec(part) ?? [];
        return given === name() && Number(expires) > now() && same(mac, sign(expires));
      }),
  };
};
