import type { OpenCredential } from '../../model/credential.ts';
import { Fault, personFault, toFault, worldFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord } from '../../model/json.ts';
import { type OauthSettings, readOauthSettings } from '../../model/oauth.ts';
import type { HttpResponse } from '../../model/outside.ts';
import { readRetryAfter } from '../../model/retry-after.ts';

/** A token as it is sent, and how long it is good for. */
export interface Token {
  text: string;
  expiresInMs: number;
}

/** Asks the address for tokens; the sign-in stands in the request. */
export type AskForToken = (
  settings: OauthSettings,
  request: { headers: { name: string; value: string }[]; body: string },
) => Promise<HttpResponse>;

/** A service that does not say how long gets this much trust. */
const usualLifeMs = 300_000;

/** A token is not used in its last moments: it could end on the way. */
const marginMs = 30_000;

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they become Basic. */
const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

const requestOf = ({ clientId, clientSecret, scope, auth }: OauthSettings): Parameters<AskForToken>[1] => {
  const basic = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64');
  return {
    headers: [
      { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
      { name: 'Accept', value: 'application/json' },
      { name: 'User-Agent', value: 'WhenThen' },
      ...(auth === 'header' ? [{ name: 'Authorization', value: `Basic ${basic}` }] : []),
    ],
    body: new URLSearchParams([
      ['grant_type', 'client_credentials'],
      ...(scope === '' ? [] : [['scope', scope] as [string, string]]),
      ...(auth === 'body'
        ? ([
            ['client_id', clientId],
            ['client_secret', clientSecret],
          ] as [string, string][])
        : []),
    ]).toString(),
  };
};

const recordOf = (text: string): JsonRecord => {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
};

const refusal = (name: string, { status, headers, text, url }: HttpResponse): Fault => {
  const { host } = new URL(url);
  const { error, error_description: description } = recordOf(text);
  const words = [description, error].find((value) => typeof value === 'string');
  const quoted = typeof words === 'string' ? ` It said: “${words.slice(0, 200)}”.` : '';
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
    return worldFault('oauth.unavailable', `${host} gives out no token at the moment (${status}).${quoted}`, {
      fix: 'It is tried again by itself; if it stays like this, ask who runs the service.',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (status >= 300 && status < 400)
    return personFault(
      'oauth.refused',
      `${host} sends the sign-in on to another address; a secret is not sent after it.`,
      {
        fix: 'Enter the new address for tokens under Connections.',
      },
    );
  const fixes: Record<string, string> = {
    invalid_scope: 'Correct the scopes under Connections.',
    unsupported_grant_type: 'This service does not let programs sign in by themselves ("client credentials").',
  };
  return personFault('oauth.refused', `${host} did not accept the sign-in of "${name}" (${status}).${quoted}`, {
    fix:
      (typeof error === 'string' ? fixes[error] : undefined) ??
      'Copy the client ID and the secret again, or change where they are sent, under Connections.',
  });
};

const read = (name: string, response: HttpResponse): Token => {
  if (response.status < 200 || response.status >= 300) throw refusal(name, response);
  const { access_token: text, token_type: type, expires_in: life } = recordOf(response.text);
  const { host } = new URL(response.url);
  if (typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text))
    throw personFault('oauth.no-token', `What ${host} answered is no token.`, {
      fix: 'Check the address for tokens under Connections.',
    });
  if (typeof type === 'string' && type.toLowerCase() !== 'bearer')
    throw personFault(
      'oauth.no-token',
      `${host} gives out a kind of token WhenThen does not know (${type.slice(0, 40)}).`,
      {
        fix: 'Ask the service for bearer tokens.',
      },
    );
  const seconds = Number(life ?? Number.NaN);
  return { text, expiresInMs: seconds > 0 ? seconds * 1000 : usualLifeMs };
};

/** Tokens of sign-ins with OAuth, kept in memory until they end. */
export interface Tokens {
  /** A token for requests; `isNew` when it was asked for just now. Throws `oauth.*` and `http.*` faults. */
  get(credential: OpenCredential): Promise<{ text: string; isNew: boolean }>;
  /** Asks for one, whatever is kept. */
  renew(credential: OpenCredential): Promise<Token>;
  /** Forgets a token a service did not accept. */
  forget(credential: OpenCredential, text: string): void;
}

interface Kept {
  /** Of the credential; another value is another sign-in. */
  value: string;
  asking: Promise<Token>;
  token: (Token & { endsAtMs: number }) | null;
}

/** Keeps tokens; those who need the same one at the same time ask once. `monotonic` is a time in ms. */
export const createTokens = (ask: AskForToken, monotonic: () => number): Tokens => {
  const kept = new Map<string, Kept>();

  const fetchToken = async (credential: OpenCredential): Promise<Token> => {
    // What is stored was checked when it was saved.
    const settings = readOauthSettings(credential.value, () => true);
    try {
      return read(credential.name, await ask(settings, requestOf(settings)));
    } catch (thrown) {
      const fault = toFault(thrown);
      // Only the sign-in was under way: the request itself was not sent.
      throw new Fault(fault.who, fault.code, fault.message, { ...fault.toJSON(), outcomeUnknown: false });
    }
  };

  const renew = (credential: OpenCredential): Promise<Token> => {
    const { name, value } = credential;
    const entry: Kept = { value, asking: fetchToken(credential), token: null };
    kept.set(name, entry);
    entry.asking.then(
      (token) => {
        entry.token = { ...token, endsAtMs: monotonic() + token.expiresInMs };
      },
      () => {
        if (kept.get(name) === entry) kept.delete(name);
      },
    );
    return entry.asking;
  };

  return {
    get: async (credential) => {
      const found = kept.get(credential.name);
      const isSame = found?.value === credential.value;
      if (
        isSame &&
        found.token &&
        found.token.endsAtMs - Math.min(marginMs, found.token.expiresInMs / 10) > monotonic()
      )
        return { text: found.token.text, isNew: false };
      const asking = isSame && found.token === null ? found.asking : renew(credential);
      return { text: (await asking).text, isNew: true };
    },
    renew,
    forget: ({ name }, text) => {
      if (kept.get(name)?.token?.text === text) kept.delete(name);
    },
  };
};
