import { z } from 'zod';
import { personFault } from './fault.ts';

/**
 * The value of a credential of the kind `oauth2`, stored as JSON: how WhenThen signs in at a service as itself (client
 * credentials, RFC 6749 section 4.4) and gets a token that is sent with requests for a while.
 */
export const oauthSettingsSchema = z.strictObject({
  tokenUrl: z.string().trim().min(1).max(2000),
  clientId: z.string().trim().min(1).max(2000),
  clientSecret: z.string().trim().min(1).max(10_000),
  /** Scopes with spaces between; empty = those the service gives by itself. */
  scope: z.string().trim().max(2000).default(''),
  /** Where id and secret stand: in the header `Authorization` or in the form that is sent. */
  auth: z.enum(['header', 'body']).default('header'),
});
export type OauthSettings = z.infer<typeof oauthSettingsSchema>;

const bad = (message: string, fix: string) => personFault('credential.bad-value', message, { fix });

/**
 * The settings in the text of an `oauth2` credential. `isLocal` says whether a host is on this computer or the local network.
 * Throws `credential.bad-value`; no message holds the secret.
 */
export const readOauthSettings = (value: string, isLocal: (host: string) => boolean): OauthSettings => {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    throw bad('A sign-in with OAuth is written as JSON.', 'Give tokenUrl, clientId and clientSecret.');
  }
  const parsed = oauthSettingsSchema.safeParse(json);
  if (!parsed.success)
    throw bad('This sign-in is not complete.', 'Give the address for tokens, the client ID and the client secret.');
  const { tokenUrl } = parsed.data;
  const fix = 'The documentation of the service names it. It looks like https://login.example.com/oauth/token.';
  if (!URL.canParse(tokenUrl) || /\s/.test(tokenUrl)) throw bad('The address for tokens is no web address.', fix);
  const { protocol, hostname, username, password } = new URL(tokenUrl);
  if (username !== '' || password !== '') throw bad('The address for tokens holds a user name or a password.', fix);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal(hostname)))
    throw bad('The address for tokens must begin with https://, because the secret is sent there.', fix);
  return parsed.data;
};
